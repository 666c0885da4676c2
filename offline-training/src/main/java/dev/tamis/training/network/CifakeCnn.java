package dev.tamis.training.network;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The networks of Bird and Lotfi (2024), section 3.3: 3x3 convolutions with ReLU, each followed by a 2x2 max-pool; dense
 * layers with ReLU; one sigmoid neuron that says P(REAL); binary cross-entropy. Input {@code [n, 3, 32, 32]}, output {@code
 * [n, 1]}.
 *
 * <p>Kernel, pooling, optimiser and initial weights are ours; the paper does not give them.
 */
public final class CifakeCnn {
    private static final int KERNEL = 3;
    private static final int POOL = 2;

    private CifakeCnn() {}

    /**
     * A network with fresh weights.
     *
     * @param learningRate of Adam, by iteration
     * @param seed of the weights; the paper's is 1
     */
    public static MultiLayerNetwork create(Topology topology, ISchedule learningRate, long seed) {
        OneDnn.switchOn();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(topology, learningRate, seed));
        network.init();
        return network;
    }

    private static MultiLayerConfiguration configuration(Topology topology, ISchedule learningRate, long seed) {
        PreprocessSpec input = PreprocessSpec.CIFAKE;
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(learningRate))
                .convolutionMode(ConvolutionMode.Same)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .list();
        for (int i = 0; i < topology.convLayers(); i++) {
            layers.layer(convolution(topology.filters())).layer(maxPool());
        }
        for (int i = 0; i < topology.denseLayers(); i++) {
            layers.layer(dense(topology.denseNeurons()));
        }
        return layers.layer(probabilityReal())
                .setInputType(InputType.convolutional(input.height(), input.width(), RgbImage.CHANNELS))
                .build();
    }

    private static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(KERNEL, KERNEL)
                .nOut(filters)
                .activation(Activation.RELU)
                .build();
    }

    private static SubsamplingLayer maxPool() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(POOL, POOL)
                .stride(POOL, POOL)
                .build();
    }

    private static DenseLayer dense(int neurons) {
        return new DenseLayer.Builder()
                .nOut(neurons)
                .activation(Activation.RELU)
                .build();
    }

    private static OutputLayer probabilityReal() {
        return new OutputLayer.Builder(LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build();
    }
}
