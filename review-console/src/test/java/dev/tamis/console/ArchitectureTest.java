package dev.tamis.console;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The console's row of the table in ARCHITECTURE.md; its libraries do not go with those of the other rooms' test. */
class ArchitectureTest {
    private static final JavaClasses CONSOLE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tamis.console");

    @Test
    void seesNeitherStreamNorTraining() {
        assertThat(CONSOLE).hasSizeGreaterThan(20);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tamis.training..",
                        "dev.tamis.generator..",
                        "dev.tamis.local..",
                        "org.apache.flink..",
                        "org.deeplearning4j..")
                .check(CONSOLE);
    }

    /** The others need Flink. */
    @Test
    void seesOfTheStreamJobItsRulesAndHowItIsInstructed() {
        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.tamis.stream..")
                        .and(not(JavaClass.Predicates.resideInAnyPackage(
                                "dev.tamis.stream.check", "dev.tamis.stream.policy", "dev.tamis.stream.control"))))
                .check(CONSOLE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.tamis.(**)").should().beFreeOfCycles().check(CONSOLE);
    }
}
