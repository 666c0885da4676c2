package dev.tamis.training.explain;

/**
 * What ROAD gives at one share.
 *
 * @param removed share of the pixels that were removed and filled in
 * @param accuracyMostFirst share of the images classified as labelled, the most relevant pixels gone
 * @param accuracyLeastFirst the same with the least relevant gone
 * @param confidenceMostFirst mean probability of the class that was predicted for the whole image
 * @param confidenceLeastFirst the same with the least relevant gone
 */
public record RoadPoint(
        double removed,
        double accuracyMostFirst,
        double accuracyLeastFirst,
        double confidenceMostFirst,
        double confidenceLeastFirst) {}
