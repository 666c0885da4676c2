package dev.tamis.training.dataset.build;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The binary version of CIFAR-10 in a folder: {@code data_batch_1.bin} to {@code data_batch_5.bin} and
 * {@code test_batch.bin}, 10,000 records each.
 *
 * <p>A part of it will do, as long as it is a beginning: a photograph's number is its position, so that nothing may be
 * missing before it.
 */
record CifarFolder(Path folder) {
    private static final int BATCHES = 5;
    private static final int BATCH_RECORDS = 10_000;
    private static final int BUFFER = 1 << 16;

    /**
     * Lists the records of both splits.
     *
     * @throws UnusableDataSetException where a batch is missing, or is none
     */
    List<CifarRecord> records() throws IOException, UnusableDataSetException {
        List<CifarRecord> records = new ArrayList<>();
        for (Path batch : trainingBatches()) {
            if (records.size() % BATCH_RECORDS != 0) {
                throw new UnusableDataSetException(
                        "%s stands behind a batch of less than %,d records, so that its photographs have no number"
                                .formatted(batch, BATCH_RECORDS));
            }
            records.addAll(read(batch, Split.TRAIN));
        }
        records.addAll(read(folder.resolve("test_batch.bin"), Split.TEST));
        return records;
    }

    private List<Path> trainingBatches() throws UnusableDataSetException {
        List<Path> batches = IntStream.rangeClosed(1, BATCHES)
                .mapToObj(number -> folder.resolve("data_batch_" + number + ".bin"))
                .toList();
        int last = batches.size() - 1;
        while (last > 0 && !Files.exists(batches.get(last))) {
            last--;
        }
        return batches.subList(0, last + 1);
    }

    private static List<CifarRecord> read(Path batch, Split split) throws IOException, UnusableDataSetException {
        if (!Files.isRegularFile(batch)) {
            throw new UnusableDataSetException(
                    batch + " is missing; CIFAR-10's binary version has data_batch_1.bin to data_batch_5.bin and"
                            + " test_batch.bin");
        }
        long size = Files.size(batch);
        if (size == 0 || size % CifarRecord.BYTES != 0 || size > (long) BATCH_RECORDS * CifarRecord.BYTES) {
            throw new UnusableDataSetException(
                    "%s has %,d bytes: 1 to %,d records of %,d bytes expected; truncated, or another data set"
                            .formatted(batch, size, BATCH_RECORDS, CifarRecord.BYTES));
        }
        try (InputStream file = new BufferedInputStream(Files.newInputStream(batch), BUFFER)) {
            List<CifarRecord> records = new ArrayList<>();
            for (int index = 0; index < size / CifarRecord.BYTES; index++) {
                int label = file.readNBytes(CifarRecord.BYTES)[0] & 0xff;
                if (label >= CifarClass.values().length) {
                    throw new UnusableDataSetException(
                            "%s, record %d: a label of 0 to 9 expected, found %d".formatted(batch, index, label));
                }
                records.add(new CifarRecord(batch, index, split, CifarClass.values()[label]));
            }
            return records;
        }
    }
}
