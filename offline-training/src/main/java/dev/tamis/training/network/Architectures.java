package dev.tamis.training.network;

import dev.tamis.training.network.Recipe.Augmentation;
import dev.tamis.training.network.Recipe.Schedule;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.weights.WeightInit;

/**
 * Every network that Tamis can train, by name: those of the papers and its own. The papers leave much open (kernels, optimiser,
 * initial weights, often the number of epochs); what is ours is said where it is.
 */
public final class Architectures {
    /** The paper of CIFAKE and of the topologies. */
    public static final String BIRD_LOTFI =
            "J. J. Bird and A. Lotfi. CIFAKE: Image Classification and Explainable Identification of AI-Generated Synthetic Images. IEEE Access 12, 2024.";

    private static final String PAVANI =
            "K. Pavani, Y. Naga Malleswarao and N. Teja Sree. CIFAKE: Explainable Image Classification and Identification of AI-Generated Synthetic Images.";
    private static final String MABUBASHA =
            "R. Mabubasha, D. Nagalakshmi, G. Sai Krishina Sri and A. Beula. Convolutional Neural Networks for Real vs. Synthetic Image Detection Using CIFAKE.";
    private static final String SUCHARDT =
            "J. Suchardt. Real or really fake? Synthetic vs. genuine image classification. University of Gothenburg, 2024.";
    private static final String LEE =
            "H. Lee, H.-E. Kim and H. Nam. SRM: A Style-based Recalibration Module for Convolutional Neural Networks. ICCV 2019.";
    private static final String HE =
            "K. He, X. Zhang, S. Ren and J. Sun. Deep Residual Learning for Image Recognition. CVPR 2016.";

    /** From 0 to 1, as most of the papers feed their networks. */
    private static final PreprocessSpec UNIT = PreprocessSpec.CIFAKE;

    /** From -1 to 1: mean and deviation 1/2, as Suchardt (2024) does. */
    private static final PreprocessSpec CENTRED = centred(32);

    private static final Map<String, Architecture> NAMED = byName(
            cnn2d(),
            modifiedCnn2d(),
            threeConv("three-conv", UNIT),
            threeConv("three-conv-224", unit(224)),
            base("base-cnn", 10, 0.9170),
            base("mini-cnn", 1, 0.7657),
            srm(),
            tamis());

    private Architectures() {}

    /** The names beside the topologies. */
    public static Set<String> names() {
        return NAMED.keySet();
    }

    /**
     * The network of a name, or of a {@linkplain Topology#parse topology}.
     *
     * @throws IllegalArgumentException where it is neither
     */
    public static Architecture named(String name) {
        Architecture named = NAMED.get(name);
        if (named != null) {
            return named;
        }
        try {
            return of(Topology.parse(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no network '%s': one of %s, or %s".formatted(name, String.join(", ", names()), e.getMessage()), e);
        }
    }

    /**
     * Bird and Lotfi (2024), section 3.3: 3x3 convolutions, each followed by a 2x2 max-pool; dense layers. Kernel, pooling,
     * optimiser and initial weights are ours; the paper does not give them.
     */
    public static Architecture of(Topology topology) {
        return new Architecture(
                topology.toString(),
                "Bird and Lotfi 2024, topology " + topology,
                List.of(BIRD_LOTFI),
                UNIT,
                new Recipe(12, 32, Optimiser.Method.ADAM, 0.002, Schedule.COSINE, 0, 0, 0, Augmentation.FLIP, 0, 0),
                WeightInit.XAVIER,
                OptionalDouble.empty(), // the search sets them beside the printed tables
                stack -> {
                    for (int i = 0; i < topology.convLayers(); i++) {
                        stack.convolution(topology.filters(), 3).maxPool();
                    }
                    for (int i = 0; i < topology.denseLayers(); i++) {
                        stack.dense(topology.denseNeurons());
                    }
                });
    }

    /** Pavani et al., "CNN2D": two convolutions and two max-pools, 32 neurons; the filters (32, 3x3) are ours. */
    private static Architecture cnn2d() {
        return new Architecture(
                "cnn2d",
                "Pavani et al., CNN2D",
                List.of(PAVANI),
                UNIT,
                Recipe.plain(12),
                WeightInit.XAVIER,
                OptionalDouble.of(0.9498),
                stack -> stack.convolution(32, 3)
                        .maxPool()
                        .convolution(32, 3)
                        .maxPool()
                        .dense(32));
    }

    /**
     * Pavani et al., "Modified CNN2D": two convolutions and two max-pools, then global average pooling and dropout. The paper
     * gives no sizes; filters, the neurons behind the pooling and the dropout's share are ours.
     */
    private static Architecture modifiedCnn2d() {
        return new Architecture(
                "modified-cnn2d",
                "Pavani et al., Modified CNN2D",
                List.of(PAVANI),
                UNIT,
                Recipe.plain(12),
                WeightInit.XAVIER,
                OptionalDouble.of(0.9594),
                stack -> stack.convolution(64, 3)
                        .maxPool()
                        .convolution(128, 3)
                        .maxPool()
                        .globalAveragePool()
                        .dense(128)
                        .dropout(0.25));
    }

    /**
     * The three-layer network of Mabubasha et al., section 3.3: 32, 64 and 128 filters without
     * padding, each followed by a max-pool, 128 neurons; Adam, five epochs. Kernel (3x3) and batch size (32) are Keras'
     * usual ones. The paper enlarges all images to 224 pixels.
     */
    private static Architecture threeConv(String name, PreprocessSpec input) {
        return new Architecture(
                name,
                "Mabubasha et al., three convolutions at %d pixels".formatted(input.width()),
                List.of(MABUBASHA),
                input,
                new Recipe(5, 32, Optimiser.Method.ADAM, 0.001, Schedule.CONSTANT, 0, 0, 0, Augmentation.NONE, 0, 0),
                WeightInit.XAVIER,
                OptionalDouble.of(0.9164),
                stack -> stack.convolutionInside(32, 3)
                        .maxPool()
                        .convolutionInside(64, 3)
                        .maxPool()
                        .convolutionInside(128, 3)
                        .maxPool()
                        .dense(128));
    }

    /**
     * The base network of Suchardt (2024), section 3.1 and figure 3: that of PyTorch's CIFAR-10 tutorial with one output.
     * Stochastic gradient descent, rate 0.001, momentum 0.9, batches of 32, ten epochs; its mini model is trained for one.
     */
    private static Architecture base(String name, int epochs, double printed) {
        return new Architecture(
                name,
                "Suchardt 2024, base network, epochs " + epochs,
                List.of(SUCHARDT),
                CENTRED,
                tutorial(epochs),
                WeightInit.XAVIER,
                OptionalDouble.of(printed),
                stack -> stack.convolutionInside(6, 5)
                        .maxPool()
                        .convolutionInside(16, 5)
                        .maxPool()
                        .dense(120)
                        .dense(84));
    }

    private static Recipe tutorial(int epochs) {
        return new Recipe(epochs, 32, Optimiser.Method.SGD, 0.001, Schedule.CONSTANT, 0, 0, 0, Augmentation.NONE, 0, 0);
    }

    /**
     * The same with style-based recalibration behind the first max-pool (Suchardt 2024, section 3.1, and Lee et al. 2019).
     */
    private static Architecture srm() {
        return new Architecture(
                "srm-cnn",
                "Suchardt 2024, channel attention",
                List.of(SUCHARDT, LEE),
                CENTRED,
                tutorial(10),
                WeightInit.XAVIER,
                OptionalDouble.of(0.9206),
                stack -> stack.convolutionInside(6, 5)
                        .maxPool()
                        .recalibrate()
                        .convolutionInside(16, 5)
                        .maxPool()
                        .dense(120)
                        .dense(84));
    }

    /**
     * Ours: at 32, 16 and 8 pixels a convolution that widens and a residual one, recalibrated by style where a map is small
     * enough for that to be cheap; then the mean of each channel. Two convolutions look at the image at its full size, where
     * the traces of generation and compression are finest.
     */
    private static Architecture tamis() {
        return new Architecture(
                "tamis",
                "residual convolutions with style-based recalibration",
                List.of(HE, LEE),
                CENTRED,
                new Recipe(
                        25,
                        128,
                        Optimiser.Method.ADAM,
                        0.002,
                        Schedule.COSINE,
                        0.02,
                        0.05,
                        0.998,
                        Augmentation.SHIFT,
                        0,
                        0),
                WeightInit.RELU,
                OptionalDouble.empty(),
                stack -> stack.normalisedConvolution(32)
                        .residual(32)
                        .maxPool()
                        .normalisedConvolution(64)
                        .recalibratedResidual(64)
                        .maxPool()
                        .normalisedConvolution(128)
                        .recalibratedResidual(128)
                        .globalAveragePool());
    }

    private static PreprocessSpec unit(int side) {
        return new PreprocessSpec(side, side, Layout.NCHW, ChannelOrder.RGB, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    }

    private static PreprocessSpec centred(int side) {
        return new PreprocessSpec(
                side, side, Layout.NCHW, ChannelOrder.RGB, List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));
    }

    private static Map<String, Architecture> byName(Architecture... architectures) {
        Map<String, Architecture> named = new LinkedHashMap<>();
        Stream.of(architectures).forEach(architecture -> named.put(architecture.name(), architecture));
        return named;
    }
}
