package dev.tamis.training.network;

import dev.tamis.training.network.layer.BatchNorm;
import dev.tamis.training.network.layer.Convolution;
import dev.tamis.training.network.layer.MaxPool;
import dev.tamis.training.network.layer.StyleRecalibration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A graph under construction, layer on layer; each takes what the one before gives. */
public final class LayerStack {
    private final GraphBuilder graph;
    private String last;
    private int convolutions;
    private int pools;
    private int dense;
    private int blocks;
    private int styles;

    LayerStack(GraphBuilder graph, String input) {
        this.graph = graph;
        this.last = input;
    }

    /** {@code filters} filters of {@code kernel x kernel} with bias and ReLU; the size stays. */
    LayerStack convolution(int filters, int kernel) {
        return add("conv" + ++convolutions, Convolution.withRelu(filters, kernel));
    }

    /** The same only where the filter lies wholly on the image: it loses {@code kernel - 1} rows and columns. */
    LayerStack convolutionInside(int filters, int kernel) {
        return add("conv" + ++convolutions, Convolution.withReluInside(filters, kernel));
    }

    /** 3x3 filters without bias, batch normalisation, ReLU; the size stays. */
    LayerStack normalisedConvolution(int filters) {
        String name = "conv" + ++convolutions;
        add(name, Convolution.plain(filters, 3, 1));
        return add(name + "_norm", new BatchNorm(true));
    }

    /** Multiplies each channel by a share that follows from its mean and deviation. */
    LayerStack recalibrate() {
        return add("style" + ++styles, new StyleRecalibration());
    }

    /** A normalised 3x3 convolution whose result is added to its input; then ReLU (He et al. 2016, section 3.2). */
    LayerStack residual(int filters) {
        String input = last;
        return normalised(filters).addedTo(input);
    }

    /** The same, {@linkplain #recalibrate recalibrated} before the addition (Lee et al. 2019, figure 3). */
    LayerStack recalibratedResidual(int filters) {
        String input = last;
        return normalised(filters).recalibrate().addedTo(input);
    }

    private LayerStack normalised(int filters) {
        String name = "conv" + ++convolutions;
        add(name, Convolution.plain(filters, 3, 1));
        return add(name + "_norm", new BatchNorm(false));
    }

    private LayerStack addedTo(String input) {
        String sum = "sum" + ++blocks;
        graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), last, input);
        last = sum;
        return add("block" + blocks, new ActivationLayer(Activation.RELU));
    }

    /** Halves the sides by the maximum of 2x2. */
    LayerStack maxPool() {
        return add("pool" + ++pools, new MaxPool());
    }

    /** Mean of each channel. */
    LayerStack globalAveragePool() {
        return add("mean", new GlobalPoolingLayer(PoolingType.AVG));
    }

    /** A dense layer with ReLU. */
    LayerStack dense(int neurons) {
        return add(
                "dense" + ++dense,
                new DenseLayer.Builder()
                        .nOut(neurons)
                        .activation(Activation.RELU)
                        .build());
    }

    /** Leaves out each value with a probability, in training only. */
    LayerStack dropout(double share) {
        return add("dropout" + dense, new DropoutLayer(1 - share)); // DL4J asks for what stays
    }

    void probabilityReal(String name) {
        add(
                name,
                new OutputLayer.Builder(LossFunction.XENT)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build());
        graph.setOutputs(name);
    }

    private LayerStack add(String name, Layer layer) {
        graph.addLayer(name, layer, last);
        last = name;
        return this;
    }
}
