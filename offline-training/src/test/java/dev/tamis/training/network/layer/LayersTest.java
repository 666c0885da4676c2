package dev.tamis.training.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Our layers against DL4J's own: outputs, gradients, and what training makes of both. */
class LayersTest {
    private static final double TOLERANCE = 2e-5;

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 15})
    void computesWhatTheLayersOfDl4jDo(int size) {
        MultiLayerNetwork ours = network(
                InputType.convolutional(size, size, 3, CNN2DFormat.NHWC),
                Convolution.withRelu(5, 3),
                new MaxPool(),
                Convolution.plain(6, 3, 1),
                new BatchNorm(true),
                Convolution.plain(4, 4, 2),
                new BatchNorm(false));
        MultiLayerNetwork theirs = network(
                InputType.convolutional(size, size, 3, CNN2DFormat.NCHW),
                convolution(5, 3, 1, Activation.RELU),
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .build(),
                convolution(6, 3, 1, Activation.IDENTITY),
                new BatchNormalization.Builder().useLogStd(false).build(),
                new ActivationLayer(Activation.RELU),
                convolution(4, 4, 2, Activation.IDENTITY),
                new BatchNormalization.Builder().useLogStd(false).build());
        theirs.setParams(ours.params());
        Nd4j.getRandom().setSeed(size);

        for (int step = 0; step < 3; step++) {
            INDArray images = Nd4j.rand(6, 3, size, size);
            INDArray targets = Nd4j.rand(6, 1).gt(0.5).castTo(images.dataType());
            INDArray channelsLast = images.permute(0, 2, 3, 1).dup('c');
            assertClose(ours.output(channelsLast), theirs.output(images));
            ours.fit(channelsLast, targets);
            theirs.fit(images, targets);
            assertClose(ours.params(), theirs.params()); // weights, biases, scales, shifts, running moments
        }
    }

    private static void assertClose(INDArray ours, INDArray theirs) {
        assertThat(ours.distance2(theirs))
                .isLessThan(TOLERANCE * Math.max(1, theirs.norm2Number().doubleValue()));
        assertThat(theirs.norm2Number().doubleValue()).isPositive();
    }

    private static Layer convolution(int filters, int kernel, int stride, Activation activation) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .nOut(filters)
                .convolutionMode(ConvolutionMode.Same)
                .hasBias(activation == Activation.RELU)
                .activation(activation)
                .build();
    }

    private static MultiLayerNetwork network(InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(0.1))
                .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                        .layer(new OutputLayer.Builder(LossFunction.XENT)
                                .nOut(1)
                                .activation(Activation.SIGMOID)
                                .build())
                        .setInputType(input)
                        .build());
        network.init();
        return network;
    }
}
