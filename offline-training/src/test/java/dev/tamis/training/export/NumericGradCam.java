package dev.tamis.training.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Grad-CAM by finite differences, in double precision and plain Java above the last convolution. A channel's mean gradient is
 * how much the logit changes when all cells of the channel rise together, over the number of cells; unlike a single cell's, that
 * is well defined where the cells of a pool tie.
 */
final class NumericGradCam {
    private static final double STEP = 1e-6;
    private static final int IMAGE = 32;

    private final ComputationGraph network;
    private final String lastConvolution;
    private final List<Layer> dense;

    private NumericGradCam(ComputationGraph network, String lastConvolution, List<Layer> dense) {
        this.network = network;
        this.lastConvolution = lastConvolution;
        this.dense = dense;
    }

    static NumericGradCam of(ComputationGraph network) {
        String lastConvolution = "";
        List<Layer> dense = new ArrayList<>();
        for (Layer layer : network.getLayers()) {
            Object kind = layer.conf().getLayer();
            if (kind instanceof ConvolutionLayer) {
                lastConvolution = layer.conf().getLayer().getLayerName();
            } else if (kind instanceof DenseLayer || kind instanceof OutputLayer) {
                dense.add(layer);
            }
        }
        return new NumericGradCam(network, lastConvolution, dense);
    }

    /** The map of the predicted class of one image {@code [1, 32, 32, 3]}. */
    float[] map(INDArray image) {
        INDArray output =
                Objects.requireNonNull(network.feedForward(image, false).get(lastConvolution));
        int channels = (int) output.size(3);
        int size = (int) output.size(2);
        double[] features = output.permute(0, 3, 1, 2).dup('c').data().asDouble();
        double sign = logit(features, channels, size) > 0 ? 1 : -1;
        double[] map = new double[size * size];
        for (int channel = 0; channel < channels; channel++) {
            double weight = sign
                    * (logit(shifted(features, channel, size, STEP), channels, size)
                            - logit(shifted(features, channel, size, -STEP), channels, size))
                    / (2 * STEP * size * size);
            for (int cell = 0; cell < map.length; cell++) {
                map[cell] += weight * features[channel * size * size + cell];
            }
        }
        return enlarged(map, size);
    }

    private static double[] shifted(double[] features, int channel, int size, double step) {
        double[] shifted = features.clone();
        for (int cell = channel * size * size; cell < (channel + 1) * size * size; cell++) {
            shifted[cell] += step;
        }
        return shifted;
    }

    private double logit(double[] features, int channels, int size) {
        double[] values = pooled(features, channels, size);
        for (int i = 0; i < dense.size(); i++) {
            double[] weights = dense.get(i).getParam("W").dup('c').data().asDouble();
            double[] sums = dense.get(i).getParam("b").dup('c').data().asDouble();
            for (int j = 0; j < weights.length; j++) {
                sums[j % sums.length] += values[j / sums.length] * weights[j];
            }
            for (int j = 0; j < sums.length && i < dense.size() - 1; j++) {
                sums[j] = Math.max(0, sums[j]);
            }
            values = sums;
        }
        return values[0];
    }

    /** Maxima of 2x2 cells, channels last: so DL4J flattens them for its dense layers. */
    private static double[] pooled(double[] features, int channels, int size) {
        int half = size / 2;
        double[] pooled = new double[channels * half * half];
        for (int i = 0; i < pooled.length; i++) {
            int corner = i / (half * half) * size * size + i / half % half * 2 * size + i % half * 2;
            pooled[i % (half * half) * channels + i / (half * half)] = Math.max(
                    Math.max(features[corner], features[corner + 1]),
                    Math.max(features[corner + size], features[corner + size + 1]));
        }
        return pooled;
    }

    /** ReLU, bilinear enlargement as a weighted sum over all cells, division by the peak. */
    private static float[] enlarged(double[] map, int size) {
        double[] image = new double[IMAGE * IMAGE];
        double peak = 1e-12;
        for (int i = 0; i < image.length; i++) {
            for (int cell = 0; cell < map.length; cell++) {
                image[i] += Math.max(0, map[cell])
                        * share(i / IMAGE, cell / size, size)
                        * share(i % IMAGE, cell % size, size);
            }
            peak = Math.max(peak, image[i]);
        }
        float[] result = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            result[i] = (float) (image[i] / peak);
        }
        return result;
    }

    private static double share(int pixel, int cell, int size) {
        double position = Math.max(0, Math.min(size - 1, (pixel + 0.5) * size / IMAGE - 0.5));
        return Math.max(0, 1 - Math.abs(position - cell));
    }
}
