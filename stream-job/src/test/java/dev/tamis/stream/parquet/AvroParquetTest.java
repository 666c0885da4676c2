package dev.tamis.stream.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AvroParquetTest {
    private static final int ROWS = 10_000;

    private static final Schema SCHEMA = SchemaBuilder.record("Row")
            .fields()
            .requiredString("id")
            .name("micros")
            .type(LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .name("local")
            .type(LogicalTypes.localTimestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .name("attributes")
            .type()
            .map()
            .values()
            .stringType()
            .noDefault()
            .endRecord();

    @TempDir
    private java.nio.file.Path folder;

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"})
    void readsWhatIsCompressedByAnyCommonCodec(CompressionCodecName codec) throws IOException {
        java.nio.file.Path file = folder.resolve("rows.parquet");
        try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withDataModel(GenericData.get())
                .withSchema(SCHEMA)
                .withCodecFactory(new Codecs())
                .withCompressionCodec(codec)
                .build()) {
            for (int i = 0; i < ROWS; i++) {
                writer.write(new GenericRecordBuilder(SCHEMA)
                        .set("id", "row " + i)
                        .set("micros", 1_500_000L)
                        .set("local", 86_400_000L)
                        .set("attributes", Map.of("file", "a.png"))
                        .build());
            }
        }

        List<GenericRecord> rows = read(file);

        assertThat(rows).hasSize(ROWS);
        GenericRecord last = rows.get(ROWS - 1);
        assertThat(last.get("id")).hasToString("row " + (ROWS - 1));
        assertThat(last.get("micros")).isEqualTo(Instant.parse("1970-01-01T00:00:01.5Z"));
        assertThat(last.get("local")).isEqualTo(LocalDateTime.parse("1970-01-02T00:00:00"));
        assertThat(last.get("attributes")).hasToString("{file=a.png}");
    }

    @Test
    void saysWhichFileIsNone() throws IOException {
        java.nio.file.Path file = Files.writeString(folder.resolve("notes.txt"), "a text that is no Parquet file");

        assertThatThrownBy(() -> read(file))
                .hasMessageContaining("notes.txt")
                .hasMessageContaining("not a Parquet file");
    }

    private static List<GenericRecord> read(java.nio.file.Path file) throws IOException {
        List<GenericRecord> rows = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = AvroParquet.reader(new Path(file.toUri()))) {
            for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
