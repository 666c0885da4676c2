package dev.tamis.training.explain;

import dev.tamis.vision.explain.Heatmap;
import java.util.Collections;
import java.util.List;

/**
 * A control: the same map for every image, a Gaussian around its centre with a deviation of a quarter of each side. Subjects
 * stand in the middle of photographs, so a map may seem to find them without looking.
 */
record CentreMaps() implements MapSource {
    private static final double DEVIATION = 0.25;

    @Override
    public String name() {
        return "centre";
    }

    @Override
    public List<Heatmap> maps(BackwardPass pass) {
        MapSize size = pass.size();
        float[] map = new float[size.pixels()];
        for (int i = 0; i < map.length; i++) {
            double x = ((i % size.width() + 0.5) / size.width() - 0.5) / DEVIATION;
            double y = ((i / size.width() + 0.5) / size.height() - 0.5) / DEVIATION;
            map[i] = (float) Math.exp(-(x * x + y * y) / 2);
        }
        return Collections.nCopies(pass.probabilitiesReal().length, size.stretch(map, size.width()));
    }
}
