package dev.tamis.training.evaluate;

/**
 * One bar of a reliability diagram: the images whose probability of their predicted class lies in an interval.
 *
 * @param from the interval's lower end, 0 to 1
 * @param to its upper end
 * @param images in it
 * @param confidence their mean probability
 * @param accuracy share of them on the right side of 1/2
 */
public record ReliabilityBin(double from, double to, long images, double confidence, double accuracy) {}
