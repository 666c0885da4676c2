package dev.tamis.training.network.layer;

import java.util.Collection;
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
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution with square filters, as it stands or with bias and ReLU behind it. DL4J's own runs every convolution forward
 * a second time on the way back, to learn where ReLU cut; here the output says so.
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
        Operator operator = new Operator(conf, type);
        operator.setListeners(listeners);
        operator.setIndex(index);
        operator.setParamsViewArray(parameters);
        operator.setParamTable(initializer().init(conf, parameters, initialise));
        operator.setConf(conf);
        return operator;
    }

    private static final class Operator extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {
        private static final long serialVersionUID = 1;

        private final boolean relu;
        private transient INDArray output = Nd4j.empty(DataType.FLOAT);

        Operator(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
            this.relu = layerConf().getActivationFn() instanceof ActivationReLU;
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            INDArray weights = getParam(ConvolutionParamInitializer.WEIGHT_KEY);
            INDArray result = workspaces.createUninitialized(
                    ArrayType.ACTIVATIONS,
                    DataType.FLOAT,
                    input.size(0),
                    weights.size(0),
                    outputSide(2, weights),
                    outputSide(3, weights));
            INDArray[] inputs = hasBias()
                    ? new INDArray[] {input, weights, getParam(ConvolutionParamInitializer.BIAS_KEY)}
                    : new INDArray[] {input, weights};
            Nd4j.exec(DynamicCustomOp.builder("conv2d")
                    .addInputs(inputs)
                    .addOutputs(result)
                    .addIntegerArguments(arguments(weights))
                    .build());
            if (relu) {
                Relu.forward(result);
            }
            output = result;
            return result;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            INDArray weights = getParam(ConvolutionParamInitializer.WEIGHT_KEY);
            INDArray above = Planes.contiguous(epsilon);
            Gradient gradient = new DefaultGradient();
            if (relu) {
                INDArray cut = workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, above.shape());
                float[] bias = Relu.backward(output, above, cut);
                above = cut;
                Gradients.put(gradient, gradientViews, ConvolutionParamInitializer.BIAS_KEY, bias);
            }
            INDArray weightsView = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
            INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape());
            Nd4j.exec(DynamicCustomOp.builder("conv2d_bp")
                    .addInputs(input, weights, above)
                    .addOutputs(below, weightsView)
                    .addIntegerArguments(arguments(weights))
                    .build());
            gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightsView);
            return new Pair<>(gradient, below);
        }

        private boolean same() {
            return layerConf().getConvolutionMode() == ConvolutionMode.Same;
        }

        private long outputSide(int dimension, INDArray weights) {
            long side = input.size(dimension);
            long stride = layerConf().getStride()[0];
            return same() ? (side + stride - 1) / stride : (side - weights.size(dimension)) / stride + 1;
        }

        /** As libnd4j's conv2d reads them: kernel, stride, padding, dilation, mode, NCHW, weights [out, in, rows, columns]. */
        private int[] arguments(INDArray weights) {
            int kernel = (int) weights.size(2);
            int stride = layerConf().getStride()[0];
            return new int[] {kernel, kernel, stride, stride, 0, 0, 1, 1, same() ? 1 : 0, 0, 1};
        }
    }
}
