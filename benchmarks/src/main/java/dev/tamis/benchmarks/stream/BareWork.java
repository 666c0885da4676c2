package dev.tamis.benchmarks.stream;

import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The work of the job on this machine without Kafka and Flink: from the bytes of files in memory to scores and heat maps, in
 * full batches, on one thread for each core. No service that does it can be faster.
 */
public final class BareWork {
    private static final int BATCH = 32;

    private BareWork() {}

    /**
     * Does the work for some time.
     *
     * @param uploads prepared
     * @param detector the {@code detector.onnx} file
     * @param warmUp before it is measured
     */
    public static Work run(JpegUploads uploads, Path detector, Duration warmUp, Duration measured)
            throws InterruptedException {
        long from = System.nanoTime() + warmUp.toNanos();
        long end = from + measured.toNanos();
        return Cores.each(core -> work(uploads, core, detector, from, end));
    }

    private static Work work(JpegUploads uploads, int first, Path file, long from, long end)
            throws UnusableDetectorException, UnreadableImageException {
        try (OnnxDetector detector = OnnxDetector.load(file)) {
            Preprocessor preprocessor = new Preprocessor(detector.metadata().preprocessing(), DecodeLimits.DEFAULT);
            StageTimes times = new StageTimes();
            long began = 0;
            int images = 0;
            int number = first;
            long now = System.nanoTime();
            for (; now < end; now = System.nanoTime()) {
                if (began == 0 && now >= from) {
                    began = now;
                    images = 0;
                    times.begin();
                }
                List<RgbImage> batch = new ArrayList<>(BATCH);
                for (int i = 0; i < BATCH; i++) {
                    byte[] upload = uploads.file(number++);
                    DecodedImage decoded = preprocessor.decode(upload);
                    times.passed(Stage.DECODE);
                    batch.add(preprocessor.preprocessed(decoded).pixels());
                    times.passed(Stage.RESAMPLE);
                }
                images += detector.detect(batch).size();
                times.passed(Stage.INFER);
            }
            return new Work(images / ((now - began) / 1e9), times.millis(images));
        }
    }
}
