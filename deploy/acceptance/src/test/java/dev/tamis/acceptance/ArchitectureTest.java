package dev.tamis.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see whom; the table in ARCHITECTURE.md says the same in words. */
class ArchitectureTest {
    private static final String SCHEMAS = "dev.tamis.schemas..";
    private static final String VISION = "dev.tamis.vision..";
    private static final String STREAM = "dev.tamis.stream..";
    private static final String TRAINING = "dev.tamis.training..";
    private static final String GENERATOR = "dev.tamis.generator..";
    private static final String LOCAL = "dev.tamis.local..";
    private static final String FLINK = "org.apache.flink..";
    private static final String KAFKA = "org.apache.kafka..";
    private static final String AVRO = "org.apache.avro..";
    private static final List<String> DL4J = List.of("org.deeplearning4j..", "org.nd4j..");

    private static final JavaClasses TAMIS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.tamis");

    @ParameterizedTest
    @ValueSource(strings = {"schemas", "vision", "stream", "training", "generator", "local", "cluster", "benchmarks"})
    void everyRoomIsLookedAt(String room) {
        assertThat(TAMIS).anyMatch(type -> type.getPackageName().startsWith("dev.tamis." + room));
    }

    @Test
    void schemasSeeNothingOfOurs() {
        mustNotSee(SCHEMAS, VISION, STREAM, TRAINING, GENERATOR, LOCAL, FLINK, KAFKA);
    }

    @Test
    void visionSeesNoTransportAndNoTraining() {
        mustNotSee(VISION, SCHEMAS, STREAM, TRAINING, GENERATOR, LOCAL, FLINK, KAFKA, AVRO);
        mustNotSee(VISION, DL4J.toArray(String[]::new));
    }

    @Test
    void theStreamJobSeesNoTraining() {
        mustNotSee(STREAM, TRAINING, GENERATOR, LOCAL);
        mustNotSee(STREAM, DL4J.toArray(String[]::new));
    }

    /** The review console uses them without Flink. */
    @Test
    void rulesAndTheirCheckSeeNoFlink() {
        mustNotSee("dev.tamis.stream.policy..", FLINK, KAFKA);
        mustNotSee("dev.tamis.stream.check..", FLINK, KAFKA);
    }

    @Test
    void trainingSeesNoStream() {
        mustNotSee(TRAINING, SCHEMAS, STREAM, GENERATOR, LOCAL, FLINK, KAFKA, AVRO);
    }

    @Test
    void theGeneratorSeesNeitherStreamNorTraining() {
        mustNotSee(GENERATOR, STREAM, TRAINING, LOCAL, FLINK);
        mustNotSee(GENERATOR, DL4J.toArray(String[]::new));
    }

    @Test
    void onlyTheClusterSeesTheCluster() {
        mustNotSee(LOCAL, "dev.tamis.cluster..");
        mustNotSee("dev.tamis.benchmarks..", "dev.tamis.cluster..");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.tamis.(**)").should().beFreeOfCycles().check(TAMIS);
    }

    private static void mustNotSee(String room, String... others) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(TAMIS);
    }
}
