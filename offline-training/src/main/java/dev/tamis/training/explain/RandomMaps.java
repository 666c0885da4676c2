package dev.tamis.training.explain;

import dev.tamis.vision.explain.Heatmap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A control: maps of random cells, as many as a layer has, brought to the size of the images as the layer's own map would be. At
 * the image's own size every pixel is drawn by itself; at that of a later layer the maps are as smooth as the layer's.
 *
 * <p>Not shared between threads: each call goes on with the same generator.
 */
final class RandomMaps implements MapSource {
    private final String name;
    private final String layer;
    private final SplittableRandom random;

    /**
     * @param layer whose cells are drawn, one of {@link BackwardPass#layers}
     * @param seed of the draws
     */
    RandomMaps(String name, String layer, long seed) {
        this.name = name;
        this.layer = layer;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Heatmap> maps(BackwardPass pass) {
        int rows = (int) pass.activation(layer).size(2);
        int columns = (int) pass.activation(layer).size(3);
        return Stream.generate(() -> pass.size().stretch(draw(rows * columns), columns))
                .limit(pass.activation(layer).size(0))
                .toList();
    }

    private float[] draw(int cells) {
        float[] map = new float[cells];
        for (int i = 0; i < cells; i++) {
            map[i] = random.nextFloat();
        }
        return map;
    }
}
