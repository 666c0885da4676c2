package dev.tamis.training.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class StyleRecalibrationTest {
    private static final int CHANNELS = 3;
    private static final int IMAGES = 8; // over which DL4J sums gradients and averages losses
    private static final double STEP = 2e-3;

    /** A style of all zeros says nothing of an image: every share is one half. */
    @Test
    void halvesEverythingAtTheStart() {
        INDArray images = Nd4j.rand(2, 4, 4, CHANNELS);

        assertThat(network().feedForward(images).get(1)).isEqualTo(images.mul(0.5));
    }

    /** Loss over a batch against the gradients, by central differences, of every parameter that is learned. */
    @Test
    void learnsAlongTheGradientOfItsLoss() {
        Nd4j.getRandom().setSeed(4);
        MultiLayerNetwork network = network();
        network.params().addi(Nd4j.randn(network.params().shape()).muli(0.3));
        network.getLayer(0).getParam("var").assign(1);
        DataSet batch = new DataSet(
                Nd4j.randn(IMAGES, 4, 4, CHANNELS),
                Nd4j.rand(IMAGES, 1).gt(0.5).castTo(Nd4j.defaultFloatingPointType()));
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        float[] gradients = network.gradient().gradient().dup().data().asFloat();

        for (int i = 0; i < gradients.length; i++) {
            boolean runningMoment = i >= 2 * CHANNELS && i < 4 * CHANNELS;
            if (!runningMoment) {
                double slope = (loss(network, batch, i, STEP) - loss(network, batch, i, -STEP)) / (2 * STEP);
                assertThat((double) gradients[i] / IMAGES).as("parameter " + i).isCloseTo(slope, within(1e-2));
            }
        }
        assertThat(network.gradient().gradient().amaxNumber().doubleValue()).isGreaterThan(0.1);
    }

    /** With its moments frozen the layer's input gradient is checked through a second layer below it. */
    @Test
    void takesTheGradientBackToItsInput() {
        Nd4j.getRandom().setSeed(5);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(Convolution.plain(CHANNELS, 3, 1))
                .layer(new StyleRecalibration())
                .layer(output())
                .setInputType(InputType.convolutional(4, 4, 2, CNN2DFormat.NHWC))
                .build());
        network.init();
        network.getLayer(1).getParam(StyleRecalibration.STYLE).assign(Nd4j.randn(2 * CHANNELS));
        DataSet batch = new DataSet(
                Nd4j.randn(IMAGES, 4, 4, 2), Nd4j.rand(IMAGES, 1).gt(0.5).castTo(Nd4j.defaultFloatingPointType()));
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        float[] gradients = network.gradient().gradient().dup().data().asFloat();

        for (int i = 0; i < 2 * 9 * CHANNELS; i++) { // the convolution's weights come first
            double slope = (loss(network, batch, i, STEP) - loss(network, batch, i, -STEP)) / (2 * STEP);
            assertThat((double) gradients[i] / IMAGES).as("weight " + i).isCloseTo(slope, within(1e-2));
        }
    }

    private static double loss(MultiLayerNetwork network, DataSet batch, int parameter, double step) {
        INDArray saved = network.params().dup();
        network.params().putScalar(parameter, network.params().getDouble(parameter) + step);
        double loss = network.score(batch, true);
        network.params().assign(saved);
        return loss;
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build();
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(new StyleRecalibration())
                .layer(output())
                .setInputType(InputType.convolutional(4, 4, CHANNELS, CNN2DFormat.NHWC))
                .build());
        network.init();
        return network;
    }
}
