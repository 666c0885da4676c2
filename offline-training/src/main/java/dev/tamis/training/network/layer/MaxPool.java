package dev.tamis.training.network.layer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maximum of each 2x2 square, side by side, of feature maps {@code [n, height, width, channels]}; an odd last row or column is
 * left out. Of equal maxima one takes the gradient.
 */
public final class MaxPool extends SubsamplingLayer {
    private static final long serialVersionUID = 1;
    private static final int SIDE = 2;

    /** Also what DL4J calls when it reads a configuration. */
    public MaxPool() {
        super(new Builder(PoolingType.MAX).kernelSize(SIDE, SIDE).stride(SIDE, SIDE));
        setCnn2dDataFormat(CNN2DFormat.NHWC);
        setConvolutionMode(ConvolutionMode.Truncate);
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

    private static final class Operator extends org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer {
        private static final long serialVersionUID = 1;

        private final transient Map<Long, MaxPoolKernels> kernels = new HashMap<>(); // by images of a batch

        Operator(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            input = OneDnn.contiguous(input);
            INDArray output = workspaces.createUninitialized(
                    ArrayType.ACTIVATIONS,
                    DataType.FLOAT,
                    input.size(0),
                    input.size(1) / SIDE,
                    input.size(2) / SIDE,
                    input.size(3));
            kernels(output.shape())
                    .forward()
                    .with(DNNL_ARG_SRC, input)
                    .with(DNNL_ARG_DST, output)
                    .run();
            return output;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            INDArray above = OneDnn.contiguous(epsilon);
            INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape());
            kernels(above.shape())
                    .backward()
                    .with(DNNL_ARG_DIFF_DST, above)
                    .with(DNNL_ARG_DIFF_SRC, below)
                    .run();
            return new Pair<>(new DefaultGradient(), below);
        }

        private MaxPoolKernels kernels(long[] output) {
            return kernels.computeIfAbsent(input.size(0), images -> MaxPoolKernels.of(input.shape(), output, SIDE));
        }
    }
}
