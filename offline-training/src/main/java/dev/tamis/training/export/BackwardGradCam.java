package dev.tamis.training.export;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
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
    static float[][] maps(MultiLayerNetwork network, INDArray images) {
        network.initGradientsView(); // a backward pass writes there, also where only its way to the input is wanted
        network.setInput(images);
        List<INDArray> activations = network.feedForward(false, false);
        int lastConvolution = lastConvolution(network);
        INDArray features = activations.get(lastConvolution + 1);
        INDArray gradient = gradientAbove(network, lastConvolution, activations.get(activations.size() - 1));
        INDArray weights = gradient.mean(true, 2, 3);
        INDArray maps = Transforms.relu(features.mul(weights).sum(1), false);
        float[][] result = new float[(int) images.size(0)][];
        for (int i = 0; i < result.length; i++) {
            result[i] = normalise(
                    resize(maps.slice(i).dup('c').data().asFloat(), (int) features.size(2), (int) images.size(2)));
        }
        network.clear();
        return result;
    }

    /** Gradient of the predicted class's logit by the output of a layer. */
    private static INDArray gradientAbove(MultiLayerNetwork network, int layer, INDArray probabilityReal) {
        LayerWorkspaceMgr workspace = LayerWorkspaceMgr.noWorkspaces();
        int output = network.getnLayers() - 1;
        INDArray sign = probabilityReal
                .gt(0.5)
                .castTo(probabilityReal.dataType())
                .mul(2)
                .sub(1);
        INDArray weights = network.getLayer(output).getParam(DefaultParamInitializer.WEIGHT_KEY);
        INDArray gradient = throughPreProcessor(network, output, sign.mmul(weights.transpose()));
        for (int i = output - 1; i > layer; i--) {
            gradient = network.getLayer(i).backpropGradient(gradient, workspace).getSecond();
            gradient = throughPreProcessor(network, i, gradient);
        }
        return gradient;
    }

    private static INDArray throughPreProcessor(MultiLayerNetwork network, int layer, INDArray gradient) {
        InputPreProcessor step = network.getLayerWiseConfigurations().getInputPreProcess(layer);
        return step == null
                ? gradient
                : step.backprop(gradient, (int) gradient.size(0), LayerWorkspaceMgr.noWorkspaces());
    }

    private static int lastConvolution(MultiLayerNetwork network) {
        Layer[] layers = network.getLayers();
        for (int i = layers.length - 1; i >= 0; i--) {
            if (layers[i].conf().getLayer() instanceof ConvolutionLayer) {
                return i;
            }
        }
        throw new IllegalArgumentException("a network with a convolutional layer expected");
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
