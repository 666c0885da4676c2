package dev.tamis.training.network.layer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import dev.tamis.vision.image.RgbImage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution with square filters, as it stands or with bias and ReLU behind it, of feature maps {@code [n, height, width,
 * channels]}.
 */
public final class Convolution extends ConvolutionLayer {
    private static final long serialVersionUID = 1;

    /** What DL4J calls when it reads a configuration. */
    public Convolution() {}

    private Convolution(Builder builder) {
        super(builder);
    }

    /**
     * With bias and ReLU; zeros around the image keep its size.
     *
     * @param filters number of filters
     * @param kernel their sides, in pixels; odd
     */
    public static Convolution withRelu(int filters, int kernel) {
        return new Convolution(
                builder(filters, kernel, 1).activation(Activation.RELU).hasBias(true));
    }

    /**
     * With bias and ReLU, only where the filter lies wholly on the image: it loses {@code kernel - 1} rows and columns.
     *
     * @param filters number of filters
     * @param kernel their sides, in pixels
     */
    public static Convolution withReluInside(int filters, int kernel) {
        return new Convolution(builder(filters, kernel, 1)
                .convolutionMode(ConvolutionMode.Truncate)
                .activation(Activation.RELU)
                .hasBias(true));
    }

    /**
     * Without bias, for a batch normalisation to follow.
     *
     * @param filters number of filters
     * @param kernel their sides, in pixels
     * @param stride step of the filter, in pixels; the image's sides are divided by it
     */
    public static Convolution plain(int filters, int kernel, int stride) {
        return new Convolution(
                builder(filters, kernel, stride).activation(Activation.IDENTITY).hasBias(false));
    }

    private static Builder builder(int filters, int kernel, int stride) {
        return new Builder(kernel, kernel).stride(stride, stride).nOut(filters).convolutionMode(ConvolutionMode.Same);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        return Operators.ready(new Operator(conf, type), conf, listeners, index, parameters, initialise);
    }

    private static final class Operator extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {
        private static final long serialVersionUID = 1;

        private final transient Map<Long, ConvolutionKernels> kernels = new HashMap<>(); // by images of a batch
        private transient INDArray output = Nd4j.empty(DataType.FLOAT);
        private boolean learns;

        Operator(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            learns = training;
            input = OneDnn.contiguous(input);
            output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, outputShape());
            kernels().arrange().with(DNNL_ARG_FROM, filters()).run();
            Kernel forward = kernels().forward();
            if (hasBias()) {
                forward.with(DNNL_ARG_BIAS, getParam(ConvolutionParamInitializer.BIAS_KEY));
            }
            forward.with(DNNL_ARG_SRC, input).with(DNNL_ARG_DST, output).run();
            return output;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            INDArray above = OneDnn.contiguous(epsilon);
            if (hasBias()) {
                INDArray cut = workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, above.shape());
                kernels()
                        .cut()
                        .with(DNNL_ARG_DST, output)
                        .with(DNNL_ARG_DIFF_DST, above)
                        .with(DNNL_ARG_DIFF_SRC, cut)
                        .run();
                above = cut;
            }
            INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape());
            if (!(learns && isImage())) {
                kernels().turn().with(DNNL_ARG_FROM, filters()).run();
                kernels()
                        .backward()
                        .with(DNNL_ARG_DIFF_DST, above)
                        .with(DNNL_ARG_DIFF_SRC, below)
                        .run();
            }
            return new Pair<>(learn(above), below);
        }

        private Gradient learn(INDArray above) {
            Gradient gradient = new DefaultGradient();
            Kernel learn = kernels().learn();
            if (hasBias()) {
                learn.with(
                        DNNL_ARG_DIFF_BIAS,
                        Gradients.view(gradient, gradientViews, ConvolutionParamInitializer.BIAS_KEY));
            }
            learn.with(DNNL_ARG_SRC, input).with(DNNL_ARG_DIFF_DST, above).run();
            kernels()
                    .restore()
                    .with(DNNL_ARG_TO, Gradients.view(gradient, gradientViews, ConvolutionParamInitializer.WEIGHT_KEY))
                    .run();
            return gradient;
        }

        /** Whether this is the first layer: nothing learns from the gradient of its input. */
        private boolean isImage() {
            return layerConf().getNIn() == RgbImage.CHANNELS;
        }

        private ConvolutionKernels kernels() {
            return kernels.computeIfAbsent(
                    input.size(0),
                    images -> ConvolutionKernels.of(new ConvolutionShape(
                            input.shape(),
                            filters().shape(),
                            outputShape(),
                            layerConf().getStride()[0],
                            hasBias())));
        }

        private INDArray filters() {
            return getParam(ConvolutionParamInitializer.WEIGHT_KEY);
        }

        private long[] outputShape() {
            long filters = layerConf().getNOut();
            return new long[] {input.size(0), outputSide(1), outputSide(2), filters};
        }

        private long outputSide(int dimension) {
            long side = input.size(dimension);
            long stride = layerConf().getStride()[0];
            long kernel = layerConf().getKernelSize()[0];
            return layerConf().getConvolutionMode() == ConvolutionMode.Same
                    ? (side + stride - 1) / stride
                    : (side - kernel) / stride + 1;
        }
    }
}
