package dev.tamis.training.network;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;

/**
 * A network that can be trained: what it reads, its layers, and how it was trained where it was published. Every network ends
 * in one sigmoid neuron that says P(REAL) and learns by binary cross-entropy. Input {@code [n, height, width, 3]}, output
 * {@code [n, 1]}.
 *
 * @param name as {@code --network} takes it
 * @param title for people
 * @param sources what it was published in, or made of, as a list of references has it
 * @param input size and normalisation of its images, as the exported file reads them
 * @param recipe how to train it where nothing else is asked for
 * @param initialWeights of all layers
 * @param printed accuracy on CIFAKE's 20,000 test images in its paper, 0 to 1; empty for a network of our own
 * @param layers adds its layers, from the image to the last feature
 */
public record Architecture(
        String name,
        String title,
        List<String> sources,
        PreprocessSpec input,
        Recipe recipe,
        WeightInit initialWeights,
        OptionalDouble printed,
        Consumer<LayerStack> layers) {
    /** The graph's input, as the exported file names it. */
    public static final String IMAGE = "image";

    /** The graph's output, as the exported file names it. */
    public static final String PROBABILITY_REAL = "probability_real";

    /**
     * A network with fresh weights.
     *
     * @param optimiser of this training
     * @param seed of the weights and of dropout; the papers' is 1
     */
    public ComputationGraph create(Optimiser optimiser, long seed) {
        ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(initialWeights)
                .updater(optimiser.updater())
                .weightDecay(optimiser.weightDecay())
                .convolutionMode(ConvolutionMode.Same)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs(IMAGE)
                .setInputTypes(
                        InputType.convolutional(input.height(), input.width(), RgbImage.CHANNELS, CNN2DFormat.NHWC));
        LayerStack stack = new LayerStack(graph, IMAGE);
        layers.accept(stack);
        stack.probabilityReal(PROBABILITY_REAL);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }
}
