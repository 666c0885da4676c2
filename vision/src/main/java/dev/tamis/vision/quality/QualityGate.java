package dev.tamis.vision.quality;

import dev.tamis.vision.preprocess.PreprocessedImage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which images are too poor to be judged, whatever their score.
 *
 * @param minSide fewest pixels of the shorter side
 * @param minJpegQuality least quality of a JPEG's tables, on the scale of the Independent JPEG Group
 * @param minFineDetail least {@link FineDetail} at the network's size
 */
public record QualityGate(int minSide, int minJpegQuality, double minFineDetail) implements Serializable {
    /**
     * The network's side, and the strongest compression that it was measured with. Of 3,000 images of CIFAKE and 540 others
     * two at most have less detail than this; after a blur of one pixel at the network's size, or when enlarged from 12 pixels,
     * 95 in 100 have.
     */
    public static final QualityGate DEFAULT = new QualityGate(32, 30, -1.8);

    /** What is wrong with an image; nothing where it can be judged. */
    public List<Defect> defects(PreprocessedImage image, double fineDetail) {
        List<Defect> defects = new ArrayList<>();
        if (Math.min(image.width(), image.height()) < minSide) {
            defects.add(Defect.TOO_SMALL);
        }
        Integer jpegQuality = image.jpegQuality();
        if (jpegQuality != null && jpegQuality < minJpegQuality) {
            defects.add(Defect.HEAVILY_COMPRESSED);
        }
        if (fineDetail < minFineDetail) {
            defects.add(Defect.LACKS_DETAIL);
        }
        return List.copyOf(defects);
    }
}
