package dev.tamis.local.backfill;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.parquet.AvroParquet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.parquet.hadoop.ParquetReader;

/**
 * What a backfill came to, as data for {@code --json}.
 *
 * @param submissions verdicts and rejections together
 * @param verdicts how many there are of each
 * @param rejections how many there are for each reason
 * @param seconds from the start of the job to its end
 */
public record BackfillSummary(
        long submissions, Map<Verdict, Long> verdicts, Map<RejectionReason, Long> rejections, double seconds) {
    /** Counts the rows of a history. */
    public static BackfillSummary of(Path history, double seconds) throws IOException {
        Map<Verdict, Long> verdicts =
                counts(history.resolve("verdicts"), ImageVerdict.class, ImageVerdict::getVerdict, Verdict.class);
        Map<RejectionReason, Long> rejections = counts(
                history.resolve("rejections"), ImageRejection.class, ImageRejection::getReason, RejectionReason.class);
        long submissions = Stream.concat(verdicts.values().stream(), rejections.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return new BackfillSummary(submissions, verdicts, rejections, seconds);
    }

    private static <T extends SpecificRecord, K extends Enum<K>> Map<K, Long> counts(
            Path table, Class<T> type, Function<T, K> kind, Class<K> kinds) throws IOException {
        Map<K, Long> counts = new EnumMap<>(kinds);
        for (Path file : files(table)) {
            try (ParquetReader<T> rows = AvroParquet.reader(type, new org.apache.flink.core.fs.Path(file.toUri()))) {
                for (T row = rows.read(); row != null; row = rows.read()) {
                    counts.merge(kind.apply(row), 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    /** What begins with a dot is not part of the history yet, or was left by a task that failed. */
    private static List<Path> files(Path table) throws IOException {
        if (!Files.exists(table)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
