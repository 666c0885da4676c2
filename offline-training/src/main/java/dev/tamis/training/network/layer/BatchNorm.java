package dev.tamis.training.network.layer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch normalisation of each channel of feature maps {@code [n, height, width, channels]} (Ioffe and Szegedy 2015, algorithms 1
 * and 2), with ReLU behind it where asked for.
 */
public final class BatchNorm extends BatchNormalization {
    private static final long serialVersionUID = 1;

    private boolean relu;

    /** What DL4J calls when it reads a configuration. */
    public BatchNorm() {
        setUseLogStd(false);
    }

    /** @param relu whether ReLU follows */
    public BatchNorm(boolean relu) {
        this();
        this.relu = relu;
    }

    /** Whether ReLU follows the normalisation. */
    public boolean isRelu() {
        return relu;
    }

    /** What DL4J calls when it reads a configuration. */
    public void setRelu(boolean relu) {
        this.relu = relu;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        return Operators.ready(new Operator(conf, type, relu), conf, listeners, index, parameters, initialise);
    }

    private static final class Operator extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
        private static final long serialVersionUID = 1;

        private final boolean relu;
        private final transient Map<Use, BatchNormKernels> kernels = new HashMap<>();
        private transient INDArray mean = Nd4j.empty(DataType.FLOAT);
        private transient INDArray variance = Nd4j.empty(DataType.FLOAT);
        private boolean learns;

        Operator(NeuralNetConfiguration conf, DataType type, boolean relu) {
            super(conf, type);
            this.relu = relu;
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            learns = training;
            input = OneDnn.contiguous(input);
            mean = training ? perChannel() : getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN);
            variance = training ? perChannel() : getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
            INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, input.shape());
            kernels()
                    .forward()
                    .with(DNNL_ARG_SRC, input)
                    .with(DNNL_ARG_MEAN, mean)
                    .with(DNNL_ARG_VARIANCE, variance)
                    .with(DNNL_ARG_SCALE, getParam(BatchNormalizationParamInitializer.GAMMA))
                    .with(DNNL_ARG_SHIFT, getParam(BatchNormalizationParamInitializer.BETA))
                    .with(DNNL_ARG_DST, output)
                    .run();
            return output;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            Gradient gradient = new DefaultGradient();
            INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape());
            kernels()
                    .backward()
                    .with(DNNL_ARG_SRC, input)
                    .with(DNNL_ARG_MEAN, mean)
                    .with(DNNL_ARG_VARIANCE, variance)
                    .with(DNNL_ARG_SCALE, getParam(BatchNormalizationParamInitializer.GAMMA))
                    .with(DNNL_ARG_DIFF_DST, OneDnn.contiguous(epsilon))
                    .with(DNNL_ARG_DIFF_SRC, below)
                    .with(DNNL_ARG_DIFF_SCALE, view(gradient, BatchNormalizationParamInitializer.GAMMA))
                    .with(DNNL_ARG_DIFF_SHIFT, view(gradient, BatchNormalizationParamInitializer.BETA))
                    .run();
            Gradients.move(gradient, gradientViews, this, values(mean), values(variance));
            return new Pair<>(gradient, below);
        }

        private INDArray view(Gradient gradient, String parameter) {
            return Gradients.view(gradient, gradientViews, parameter);
        }

        private BatchNormKernels kernels() {
            return kernels.computeIfAbsent(
                    new Use(input.size(0), learns),
                    use -> BatchNormKernels.of(
                            input.shape(), (float) layerConf().getEps(), use.flags(relu)));
        }

        private INDArray perChannel() {
            return Nd4j.createUninitializedDetached(DataType.FLOAT, layerConf().getNOut());
        }

        private static float[] values(INDArray channels) {
            return channels.dup().data().asFloat();
        }
    }

    /**
     * What a batch is for.
     *
     * @param images in it
     * @param learns whether its own moments count, or else the running ones
     */
    private record Use(long images, boolean learns) {
        int flags(boolean relu) {
            int moments = learns ? 0 : normalization_flags.use_global_stats.value;
            return relu ? moments | normalization_flags.fuse_norm_relu.value : moments;
        }
    }
}
