package dev.tamis.training.train;

/**
 * One line of the training log.
 *
 * @param epoch from 1
 * @param trainingLoss mean binary cross-entropy over the epoch's batches, while the network changed
 * @param validationLoss mean binary cross-entropy after the epoch
 * @param validationAccuracy share of validation images on the right side of 1/2
 * @param imagesPerSecond of learning, without validation
 */
public record EpochRecord(
        int epoch, double trainingLoss, double validationLoss, double validationAccuracy, double imagesPerSecond) {}
