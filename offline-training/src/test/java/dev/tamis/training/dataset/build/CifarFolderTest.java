package dev.tamis.training.dataset.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFolderTest {
    private static final int CIFAR_100_RECORD = 3074;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        PaintedSources.cifar10(folder);
    }

    @Test
    void listsTheRecordsOfBothSplits() throws IOException, UnusableDataSetException {
        List<CifarRecord> records = new CifarFolder(folder).records();

        assertThat(records).hasSize(40);
        assertThat(records.get(0)).isEqualTo(record("data_batch_1.bin", 0, Split.TRAIN, CifarClass.AIRPLANE));
        assertThat(records.get(39)).isEqualTo(record("test_batch.bin", 19, Split.TEST, CifarClass.TRUCK));
    }

    @Test
    void givesThePixelsOfARecordUnchanged() throws IOException {
        CifarRecord second = record("data_batch_1.bin", 1, Split.TRAIN, CifarClass.AUTOMOBILE);
        Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
        Random random = new Random(1);
        PaintedDataSet.image(Label.REAL, random);

        assertThat(second.pixels(second.read(), preprocessor)).isEqualTo(PaintedDataSet.image(Label.REAL, random));
    }

    @Test
    void namesAMissingBatch() throws IOException {
        Files.delete(folder.resolve("test_batch.bin"));

        refuses("test_batch.bin is missing");
    }

    @Test
    void namesAMissingBatchBeforeAnotherOne() throws IOException {
        Files.move(folder.resolve("data_batch_1.bin"), folder.resolve("data_batch_2.bin"));

        refuses("data_batch_1.bin is missing");
    }

    @Test
    void refusesABatchBehindOneThatIsNotFull() throws IOException {
        Files.write(folder.resolve("data_batch_2.bin"), PaintedSources.batch(1, new Random(4)));

        refuses("data_batch_2.bin stands behind a batch of less than 10,000 records");
    }

    @Test
    void refusesATruncatedBatch() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("data_batch_1.bin"));
        Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(whole, whole.length - 1));

        refuses("data_batch_1.bin has 61,459 bytes: 1 to 10,000 records of 3,073 bytes expected");
    }

    @Test
    void refusesAnEmptyBatchAndRecordsOfAnotherLength() throws IOException {
        Files.write(folder.resolve("test_batch.bin"), new byte[10 * CIFAR_100_RECORD]);
        refuses("test_batch.bin has 30,740 bytes");

        Files.write(folder.resolve("test_batch.bin"), new byte[0]);
        refuses("test_batch.bin has 0 bytes");
    }

    @Test
    void namesTheRecordWhoseLabelIsNone() throws IOException {
        byte[] batch = Files.readAllBytes(folder.resolve("test_batch.bin"));
        batch[3 * CifarRecord.BYTES] = (byte) 200;
        Files.write(folder.resolve("test_batch.bin"), batch);

        refuses("test_batch.bin, record 3: a label of 0 to 9 expected, found 200");
    }

    private CifarRecord record(String batch, int index, Split split, CifarClass subject) {
        return new CifarRecord(folder.resolve(batch), index, split, subject);
    }

    private void refuses(String message) {
        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> new CifarFolder(folder).records())
                .withMessageContaining(message);
    }
}
