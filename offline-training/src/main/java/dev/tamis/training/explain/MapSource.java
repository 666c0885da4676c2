package dev.tamis.training.explain;

import dev.tamis.vision.explain.Heatmap;
import java.util.List;

/** Where heat maps come from: the network that is explained, or a control that knows nothing of it. */
public interface MapSource {
    /** For tables and pages. */
    String name();

    /** The heat maps of a run's images, at their size. */
    List<Heatmap> maps(BackwardPass pass);
}
