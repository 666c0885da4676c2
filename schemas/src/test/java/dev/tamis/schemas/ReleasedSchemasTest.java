package dev.tamis.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {
    private static final Map<String, SpecificRecord> CURRENT = Samples.all().stream()
            .collect(Collectors.toMap(sample -> sample.getSchema().getName(), Function.identity()));

    static List<String> released() {
        return ReleasedSchemas.paths();
    }

    static List<SpecificRecord> current() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("current")
    void everyCurrentSchemaIsReleased(SpecificRecord message) {
        Schema schema = message.getSchema();

        assertThat(released().stream().map(ReleasedSchemas::read).map(SchemaNormalization::parsingFingerprint64))
                .as("%s was changed: release it, CONTRIBUTING.md says how", schema.getName())
                .contains(SchemaNormalization.parsingFingerprint64(schema));
    }

    @ParameterizedTest
    @MethodSource("released")
    void everyReleasedSchemaIsReadableByTheCurrentOne(String path) {
        Schema released = ReleasedSchemas.read(path);

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader(released), released)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("released")
    void everyReleasedMessageKeepsItsValues(String path) throws Exception {
        Schema released = ReleasedSchemas.read(path);
        SpecificRecord sample = sample(released);

        SpecificRecord message = MessageCodec.of(sample.getClass()).decode(golden(path));

        assertThat(released.getFields()).isNotEmpty();
        assertKeeps(released, sample, message);
    }

    /** Compares what the released schema knew, in records of records too. */
    private static void assertKeeps(Schema released, SpecificRecord sample, SpecificRecord message) {
        for (Schema.Field field : released.getFields()) {
            int now = sample.getSchema().getField(field.name()).pos();
            if (sample.get(now) instanceof SpecificRecord inner) {
                assertThat(message.get(now)).as(field.name()).isInstanceOf(SpecificRecord.class);
                assertKeeps(named(field.schema(), inner), inner, (SpecificRecord) message.get(now));
            } else {
                assertThat(message.get(now)).as(field.name()).isEqualTo(sample.get(now));
            }
        }
    }

    /** The schema of a record, or of that branch of a union which has its name. */
    private static Schema named(Schema schema, SpecificRecord record) {
        String name = record.getSchema().getFullName();
        return schema.isUnion() ? schema.getTypes().get(schema.getIndexNamed(name)) : schema;
    }

    @Test
    void documentsEveryFieldAndType() {
        assertThat(Samples.all().stream().map(SpecificRecord::getSchema)).allSatisfy(this::isDocumented);
    }

    private void isDocumented(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
                schema.getFields().forEach(field -> {
                    assertThat(field.doc())
                            .as("%s.%s", schema.getName(), field.name())
                            .isNotBlank();
                    isDocumented(field.schema());
                });
            }
            case ENUM -> {
                assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
                assertThat(schema.getEnumDefault())
                        .as("%s needs a default for symbols of later versions", schema.getName())
                        .isNotBlank();
            }
            case UNION -> schema.getTypes().forEach(this::isDocumented);
            default -> {}
        }
    }

    private static Schema reader(Schema released) {
        return sample(released).getSchema();
    }

    private static SpecificRecord sample(Schema schema) {
        return assertThat(CURRENT.get(schema.getName()))
                .as("no sample of %s", schema.getName())
                .isNotNull()
                .actual();
    }

    private static byte[] golden(String path) throws IOException {
        try (InputStream file =
                ReleasedSchemas.class.getResourceAsStream("released/" + path.replace(".avsc", ".bin"))) {
            assertThat(file).as("golden message of %s", path).isNotNull();
            return file.readAllBytes();
        }
    }
}
