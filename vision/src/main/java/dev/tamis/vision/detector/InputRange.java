package dev.tamis.vision.detector;

import java.io.Serializable;

/**
 * Which images a detector can judge: those that are like what it has learned from. Of others it gives a score too, but no
 * verdict other than UNCERTAIN.
 *
 * @param maxFineDetail the largest {@link dev.tamis.vision.quality.FineDetail} of an image at the network's size; infinite where the detector does not say
 */
public record InputRange(double maxFineDetail) implements Serializable {
    /** Everything. */
    public static final InputRange ANY = new InputRange(Double.POSITIVE_INFINITY);

    public InputRange {
        if (Double.isNaN(maxFineDetail)) {
            throw new IllegalArgumentException("a limit of fine detail is a number");
        }
    }

    /** Whether an image of some {@link FineDetail} can be judged. */
    public boolean contains(double fineDetail) {
        return fineDetail <= maxFineDetail;
    }
}
