package dev.tamis.stream.ingest;

import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.stream.parquet.AvroParquet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.IteratorResultIterator;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet files of submissions as if their rows were records of a topic: the topic is named as the file, its one partition is
 * 0, and the number of a row, from 0, is its offset.
 */
final class SubmissionFormat implements BulkFormat<RawSubmission, FileSourceSplit> {
    private static final long serialVersionUID = 1;

    @Override
    public Reader<RawSubmission> createReader(Configuration options, FileSourceSplit file) throws IOException {
        return new Rows(file.path(), 0);
    }

    @Override
    public Reader<RawSubmission> restoreReader(Configuration options, FileSourceSplit file) throws IOException {
        return new Rows(
                file.path(),
                file.getReaderPosition()
                        .map(CheckpointedPosition::getRecordsAfterOffset)
                        .orElse(0L));
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RawSubmission> getProducedType() {
        return TypeInformation.of(RawSubmission.class);
    }

    private static final class Rows implements Reader<RawSubmission> {
        private static final int BATCH_ROWS = 256;
        private static final int BATCH_BYTES = 4 << 20;
        private static final byte[] NO_SUBMISSION = {};

        private final MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
        private final Path file;
        private final ParquetReader<GenericRecord> rows;
        private long next;

        Rows(Path file, long skipped) throws IOException {
            this.file = file;
            this.rows = AvroParquet.reader(file);
            while (next < skipped && rows.read() != null) {
                next++;
            }
        }

        @Override
        public @Nullable RecordIterator<RawSubmission> readBatch() throws IOException {
            List<RawSubmission> batch = new ArrayList<>();
            long first = next;
            for (int bytes = 0; batch.size() < BATCH_ROWS && bytes < BATCH_BYTES; ) {
                GenericRecord row = rows.read();
                if (row == null) {
                    break;
                }
                byte[] value =
                        new SubmissionRow(row).message().map(codec::encode).orElse(NO_SUBMISSION);
                bytes += value.length;
                batch.add(new RawSubmission(file.getName(), 0, next++, value));
            }
            return batch.isEmpty()
                    ? null
                    : new IteratorResultIterator<>(batch.iterator(), CheckpointedPosition.NO_OFFSET, first);
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
