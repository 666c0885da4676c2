package dev.tamis.stream.history;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.stream.parquet.AvroParquet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.compactor.FileCompactStrategy;
import org.apache.flink.connector.file.sink.compactor.RecordWiseFileCompactor;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.parquet.hadoop.ParquetReader;

/**
 * The sinks of the history: {@code verdicts/day=2026-11-22/*.parquet} and {@code rejections/day=2026-11-22/*.parquet}, a row for
 * each outcome, exactly once.
 *
 * <p>A file of Parquet ends with each checkpoint, since half of one cannot be read. So the files of many checkpoints are hidden at
 * first and then written into one, which is seen when the next checkpoint completes.
 */
public final class History {
    private final HistorySettings settings;
    private final Duration checkpointInterval;

    /** @param checkpointInterval of the job */
    public History(HistorySettings settings, Duration checkpointInterval) {
        this.settings = settings;
        this.checkpointInterval = checkpointInterval;
    }

    public FileSink<ImageVerdict> verdicts() {
        return sink("verdicts", ImageVerdict.class, ImageVerdict::getSubmittedAt);
    }

    /** A rejection of what was no submission has the day of its rejection. */
    public FileSink<ImageRejection> rejections() {
        return sink(
                "rejections",
                ImageRejection.class,
                rejection -> Objects.requireNonNullElse(rejection.getSubmittedAt(), rejection.getRejectedAt()));
    }

    /** A verdict as the history has it: without its heat map, which is what most of its bytes are. */
    public static ImageVerdict row(ImageVerdict verdict) {
        return verdict.getHeatmap() == null
                ? verdict
                : ImageVerdict.newBuilder(verdict).clearHeatmap().build();
    }

    private <T extends SpecificRecord> FileSink<T> sink(
            String table, Class<T> type, SerializableFunction<T, Instant> time) {
        return FileSink.forBulkFormat(new Path(settings.folder(), table), AvroParquet.writers(type))
                .withBucketAssigner(new DayFolders<>(time))
                .withOutputFileConfig(
                        OutputFileConfig.builder().withPartSuffix(".parquet").build())
                .enableCompact(
                        FileCompactStrategy.Builder.newBuilder()
                                .enableCompactionOnCheckpoint(settings.checkpoints(checkpointInterval))
                                .build(),
                        new RecordWiseFileCompactor<>(file -> new Rows<>(AvroParquet.reader(type, file))))
                .build();
    }

    private record Rows<T>(ParquetReader<T> rows) implements RecordWiseFileCompactor.Reader<T> {
        @Override
        public T read() throws IOException {
            return rows.read();
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
