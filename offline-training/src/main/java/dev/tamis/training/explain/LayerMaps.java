package dev.tamis.training.explain;

import dev.tamis.vision.explain.Heatmap;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maps of one layer by one method.
 *
 * @param layer one of {@link BackwardPass#layers}
 */
public record LayerMaps(MapMethod method, String layer) implements MapSource {
    @Override
    public String name() {
        return method + " at " + layer;
    }

    @Override
    public List<Heatmap> maps(BackwardPass pass) {
        INDArray maps = method.combine(pass.activation(layer), pass.gradient(layer));
        return LongStream.range(0, maps.size(0))
                .mapToObj(image ->
                        pass.size().stretch(maps.slice(image).dup('c').data().asFloat(), (int) maps.size(2)))
                .toList();
    }
}
