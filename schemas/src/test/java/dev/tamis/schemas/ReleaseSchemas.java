package dev.tamis.schemas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Releases the schemas that differ from every released one, each with a golden message: run from the repository's root
 * with the new version as its argument; CONTRIBUTING.md gives the command.
 */
final class ReleaseSchemas {
    private static final Path SCHEMAS = Path.of("schemas/src/main/resources/dev/tamis/schemas/released");
    private static final Path MESSAGES = Path.of("schemas/src/test/resources/dev/tamis/schemas/released");

    private ReleaseSchemas() {}

    public static void main(String[] args) throws IOException {
        String version = args[0];
        for (SpecificRecord sample : Samples.all()) {
            if (!isReleased(sample.getSchema())) {
                release(version, sample);
            }
        }
    }

    private static boolean isReleased(Schema schema) {
        long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        return ReleasedSchemas.paths().stream()
                .map(ReleasedSchemas::read)
                .anyMatch(released -> SchemaNormalization.parsingFingerprint64(released) == fingerprint);
    }

    private static void release(String version, SpecificRecord sample) throws IOException {
        String path = version + "/" + sample.getSchema().getName();
        write(
                SCHEMAS.resolve(path + ".avsc"),
                (sample.getSchema().toString(true) + "\n").getBytes(StandardCharsets.UTF_8));
        write(
                MESSAGES.resolve(path + ".bin"),
                new BinaryMessageEncoder<SpecificRecord>(
                                SpecificData.getForClass(sample.getClass()), sample.getSchema())
                        .encode(sample)
                        .array());
        Files.writeString(
                SCHEMAS.resolve("index.txt"), path + ".avsc\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("released " + path);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    }
}
