package dev.tamis.training.evaluate;

/** A confidence interval, both ends in it. */
public record Interval(double low, double high) {
    /** Whether a value is inside. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
