package dev.tamis.training.export;

import dev.tamis.training.explain.BackwardPass;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Grad-CAM by DL4J's own backward pass: what the exported graph's map is checked against. It shares nothing with {@link
 * GradCamGraph} but the definition.
 */
final class BackwardGradCam {
    private BackwardGradCam() {}

    /**
     * The maps of the predicted classes.
     *
     * @param images {@code [n, 3, size, size]}
     * @return {@code [n][size x size]}, each from 0 to 1
     */
    static float[][] maps(ComputationGraph network, INDArray images) {
        BackwardPass pass = BackwardPass.of(network, images);
        INDArray features = pass.activation(pass.lastLayer());
        INDArray weights = pass.gradient(pass.lastLayer()).mean(true, 2, 3);
        INDArray maps = Transforms.relu(features.mul(weights).sum(1), false);
        float[][] result = new float[(int) images.size(0)][];
        for (int i = 0; i < result.length; i++) {
            result[i] = normalise(
                    resize(maps.slice(i).dup('c').data().asFloat(), (int) features.size(2), (int) images.size(2)));
        }
        return result;
    }

    /** Bilinear with the centres of the pixels aligned, as ONNX Resize's half_pixel. */
    private static float[] resize(float[] map, int from, int to) {
        float[] resized = new float[to * to];
        for (int i = 0; i < resized.length; i++) {
            double y = Math.max(0, Math.min(from - 1, (i / to + 0.5) * from / to - 0.5));
            double x = Math.max(0, Math.min(from - 1, (i % to + 0.5) * from / to - 0.5));
            int top = (int) y;
            int left = (int) x;
            int bottom = Math.min(from - 1, top + 1);
            int right = Math.min(from - 1, left + 1);
            double upper = map[top * from + left] * (1 - x + left) + map[top * from + right] * (x - left);
            double lower = map[bottom * from + left] * (1 - x + left) + map[bottom * from + right] * (x - left);
            resized[i] = (float) (upper * (1 - y + top) + lower * (y - top));
        }
        return resized;
    }

    private static float[] normalise(float[] map) {
        float peak = 0;
        for (float value : map) {
            peak = Math.max(peak, value);
        }
        for (int i = 0; i < map.length; i++) {
            map[i] /= Math.max(peak, 1e-12f);
        }
        return map;
    }
}
