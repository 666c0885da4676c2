package dev.tamis.training;

import dev.tamis.training.train.EpochRecord;
import dev.tamis.training.train.TrainingListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;

/** Shows each step of a training on a bar and prints each epoch. */
record TrainingProgress(ProgressBar bar, PrintWriter stdout) implements TrainingListener {
    @Override
    public void onBatch(int epoch, int images, double loss) {
        bar.stepBy(images);
        bar.setExtraMessage(" epoch " + epoch);
    }

    @Override
    public void onEpoch(EpochRecord epoch) {
        Progress.printLine(
                stdout,
                "epoch %2d  loss %.4f  validation loss %.4f  accuracy %.4f  %,.0f images/s"
                        .formatted(
                                epoch.epoch(),
                                epoch.trainingLoss(),
                                epoch.validationLoss(),
                                epoch.validationAccuracy(),
                                epoch.imagesPerSecond()));
    }
}
