package dev.tamis.stream;

import dev.tamis.stream.parquet.AvroParquet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.parquet.hadoop.ParquetReader;

/** Parquet files of tests. */
final class HistoryFiles {
    private HistoryFiles() {}

    /** A row and the folder of its file, for example {@code day=2026-11-22}. */
    record Row<T>(String folder, T value) {}

    /** The files below a folder that a reader of history sees. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    static <T extends SpecificRecord> List<Row<T>> rows(Path folder, Class<T> type) throws IOException {
        List<Row<T>> rows = new ArrayList<>();
        for (Path file : files(folder)) {
            try (ParquetReader<T> reader = AvroParquet.reader(type, new org.apache.flink.core.fs.Path(file.toUri()))) {
                for (T row = reader.read(); row != null; row = reader.read()) {
                    rows.add(new Row<>(file.getName(file.getNameCount() - 2).toString(), row));
                }
            }
        }
        return rows;
    }

    static <T extends SpecificRecord> void write(Path file, Class<T> type, List<T> rows) throws IOException {
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(file.toUri());
        try (FSDataOutputStream stream = path.getFileSystem().create(path, FileSystem.WriteMode.NO_OVERWRITE)) {
            BulkWriter<T> writer = AvroParquet.writers(type).create(stream);
            for (T row : rows) {
                writer.addElement(row);
            }
            writer.finish();
        }
    }
}
