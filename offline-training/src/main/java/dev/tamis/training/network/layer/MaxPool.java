package dev.tamis.training.network.layer;

import java.util.Arrays;
import java.util.Collection;
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
 * Maximum of each 2x2 square, side by side; an odd last row or column is left out. Of equal maxima the first, in reading order,
 * takes the gradient.
 */
public final class MaxPool extends SubsamplingLayer {
    private static final long serialVersionUID = 1;
    private static final int SIDE = 2;

    /** Also what DL4J calls when it reads a configuration. */
    public MaxPool() {
        super(new Builder(PoolingType.MAX).kernelSize(SIDE, SIDE).stride(SIDE, SIDE));
        setCnn2dDataFormat(CNN2DFormat.NCHW);
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
        Operator operator = new Operator(conf, type);
        operator.setListeners(listeners);
        operator.setIndex(index);
        operator.setParamsViewArray(parameters);
        operator.setParamTable(initializer().init(conf, parameters, initialise));
        operator.setConf(conf);
        return operator;
    }

    private static final class Operator extends org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer {
        private static final long serialVersionUID = 1;

        Operator(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            long[] shape = input.shape();
            int height = (int) shape[2];
            int width = (int) shape[3];
            INDArray output = workspaces.createUninitialized(
                    ArrayType.ACTIVATIONS, DataType.FLOAT, shape[0], shape[1], height / SIDE, width / SIDE);
            Planes in = Planes.of(input);
            Planes out = Planes.of(output);
            Parallel.forRanges((int) (shape[0] * shape[1]), (from, to) -> {
                float[] plane = new float[in.size()];
                float[] pooled = new float[out.size()];
                for (int i = from; i < to; i++) {
                    in.read(i, plane);
                    pool(plane, width, pooled);
                    out.write(i, pooled);
                }
            });
            return output;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            int width = (int) input.size(3);
            INDArray gradient =
                    workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape());
            Planes in = Planes.of(input);
            Planes above = Planes.of(Planes.contiguous(epsilon));
            Planes below = Planes.of(gradient);
            Parallel.forRanges((int) (input.size(0) * input.size(1)), (from, to) -> {
                float[] plane = new float[in.size()];
                float[] pooled = new float[above.size()];
                float[] spread = new float[in.size()];
                for (int i = from; i < to; i++) {
                    in.read(i, plane);
                    above.read(i, pooled);
                    spread(plane, width, pooled, spread);
                    below.write(i, spread);
                }
            });
            return new Pair<>(new DefaultGradient(), gradient);
        }

        private static void pool(float[] plane, int width, float[] pooled) {
            int columns = width / SIDE;
            for (int row = 0; row < pooled.length / columns; row++) {
                int top = row * SIDE * width;
                int bottom = top + width;
                for (int column = 0; column < columns; column++) {
                    int x = column * SIDE;
                    pooled[row * columns + column] = Math.max(
                            Math.max(plane[top + x], plane[top + x + 1]),
                            Math.max(plane[bottom + x], plane[bottom + x + 1]));
                }
            }
        }

        private static void spread(float[] plane, int width, float[] pooled, float[] spread) {
            Arrays.fill(spread, 0);
            int columns = width / SIDE;
            for (int row = 0; row < pooled.length / columns; row++) {
                int top = row * SIDE * width;
                int bottom = top + width;
                for (int column = 0; column < columns; column++) {
                    int x = column * SIDE;
                    float a = plane[top + x];
                    float b = plane[top + x + 1];
                    float c = plane[bottom + x];
                    float d = plane[bottom + x + 1];
                    float error = pooled[row * columns + column];
                    float max = Math.max(Math.max(a, b), Math.max(c, d));
                    int first = a == max ? top + x : b == max ? top + x + 1 : c == max ? bottom + x : bottom + x + 1;
                    spread[first] = error;
                }
            }
        }
    }
}
