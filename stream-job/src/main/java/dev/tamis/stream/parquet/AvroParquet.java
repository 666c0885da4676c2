package dev.tamis.stream.parquet;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Avro records as rows of Parquet files: a column for each field, nested ones as structs, lists and maps. */
public final class AvroParquet {
    /** Most bytes that a writer holds before it writes them: there is one for each open day of each task. */
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private AvroParquet() {}

    /** Writers of one kind of record; their files are compressed with Zstandard. */
    public static <T extends SpecificRecord> BulkWriter.Factory<T> writers(Class<T> type) {
        return stream -> new Writer<>(writer(type, stream));
    }

    private static <T extends SpecificRecord> ParquetWriter<T> writer(Class<T> type, FSDataOutputStream stream)
            throws IOException {
        SpecificData model = SpecificData.getForClass(type);
        return AvroParquetWriter.<T>builder(new ParquetOutput(stream))
                .withConf(new PlainParquetConfiguration(Map.of(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, "false")))
                .withDataModel(model)
                .withSchema(model.getSchema(type))
                .withCodecFactory(new Codecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    /** Reads what {@link #writers} wrote. */
    public static <T extends SpecificRecord> ParquetReader<T> reader(Class<T> type, Path file) throws IOException {
        return reader(SpecificData.getForClass(type), file);
    }

    /** Reads a file of any tool: records by the file's own schema, with times of java.time. */
    public static ParquetReader<GenericRecord> reader(Path file) throws IOException {
        GenericData model = new GenericData();
        model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        model.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        model.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        model.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        model.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
        return reader(model, file);
    }

    private static <T> ParquetReader<T> reader(GenericData model, Path file) throws IOException {
        PlainParquetConfiguration configuration =
                new PlainParquetConfiguration(Map.of(AvroReadSupport.AVRO_COMPATIBILITY, "false"));
        return AvroParquetReader.<T>builder(ParquetInput.of(file), configuration)
                .withDataModel(model)
                .withCodecFactory(new Codecs())
                .build();
    }

    private record Writer<T>(ParquetWriter<T> rows) implements BulkWriter<T> {
        @Override
        public void addElement(T row) throws IOException {
            rows.write(row);
        }

        @Override
        public void flush() {} // a row group is written when it is full

        @Override
        public void finish() throws IOException {
            rows.close();
        }
    }
}
