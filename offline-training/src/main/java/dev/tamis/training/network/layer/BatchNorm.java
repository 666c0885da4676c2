package dev.tamis.training.network.layer;

import java.util.Collection;
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

/**
 * Batch normalisation over the planes of each channel (Ioffe and Szegedy 2015, algorithms 1 and 2), with ReLU behind it where
 * asked for.
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
        Operator operator = new Operator(conf, type, relu);
        operator.setListeners(listeners);
        operator.setIndex(index);
        operator.setParamsViewArray(parameters);
        operator.setParamTable(initializer().init(conf, parameters, initialise));
        operator.setConf(conf);
        return operator;
    }

    private static final class Operator extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
        private static final long serialVersionUID = 1;

        private final boolean relu;
        private float[] mean = {};
        private float[] variance = {};
        private boolean ofBatch;

        Operator(NeuralNetConfiguration conf, DataType type, boolean relu) {
            super(conf, type);
            this.relu = relu;
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            int channels = (int) input.size(1);
            ofBatch = training;
            if (training) {
                mean = new float[channels];
                variance = new float[channels];
            } else {
                mean = getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN)
                        .dup()
                        .data()
                        .asFloat();
                variance = getParam(BatchNormalizationParamInitializer.GLOBAL_VAR)
                        .dup()
                        .data()
                        .asFloat();
            }
            float[] gamma = gamma();
            float[] beta = getParam(BatchNormalizationParamInitializer.BETA)
                    .dup()
                    .data()
                    .asFloat();
            INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, input.shape());
            int images = (int) input.size(0);
            Planes in = Planes.of(input);
            Planes out = Planes.of(output);
            Parallel.forRanges(channels, (from, to) -> {
                float[] plane = new float[in.size()];
                for (int channel = from; channel < to; channel++) {
                    if (training) {
                        moments(in, channel, images, channels, plane);
                    }
                    float scale = gamma[channel] * inverseDeviation(channel);
                    float shift = beta[channel] - mean[channel] * scale;
                    for (int image = 0; image < images; image++) {
                        in.read(image * channels + channel, plane);
                        normalise(plane, scale, shift);
                        out.write(image * channels + channel, plane);
                    }
                }
            });
            return output;
        }

        private void moments(Planes in, int channel, int images, int channels, float[] plane) {
            double sum = 0;
            double squares = 0;
            for (int image = 0; image < images; image++) {
                in.read(image * channels + channel, plane);
                sum += Sums.of(plane);
                squares += Sums.ofProducts(plane, plane);
            }
            double count = (double) images * in.size();
            mean[channel] = (float) (sum / count);
            variance[channel] = (float) Math.max(0, squares / count - (sum / count) * (sum / count));
        }

        private void normalise(float[] plane, float scale, float shift) {
            if (relu) {
                for (int i = 0; i < plane.length; i++) {
                    plane[i] = Math.max(0, plane[i] * scale + shift);
                }
            } else {
                for (int i = 0; i < plane.length; i++) {
                    plane[i] = plane[i] * scale + shift;
                }
            }
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            int images = (int) input.size(0);
            int channels = (int) input.size(1);
            float[] gamma = gamma();
            float[] beta = getParam(BatchNormalizationParamInitializer.BETA)
                    .dup()
                    .data()
                    .asFloat();
            float[] gammaGradient = new float[channels];
            float[] betaGradient = new float[channels];
            INDArray gradient =
                    workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape());
            Planes in = Planes.of(input);
            Planes above = Planes.of(Planes.contiguous(epsilon));
            Planes below = Planes.of(gradient);
            Parallel.forRanges(channels, (from, to) -> {
                float[] plane = new float[in.size()];
                float[] error = new float[in.size()];
                for (int channel = from; channel < to; channel++) {
                    float inverse = inverseDeviation(channel);
                    float scale = gamma[channel] * inverse;
                    float shift = beta[channel] - mean[channel] * scale;
                    double sum = 0;
                    double products = 0;
                    for (int image = 0; image < images; image++) {
                        in.read(image * channels + channel, plane);
                        above.read(image * channels + channel, error);
                        mask(plane, error, scale, shift);
                        sum += Sums.of(error);
                        products += Sums.ofProducts(error, plane);
                    }
                    double count = (double) images * in.size();
                    double correlation = (products - sum * mean[channel]) * inverse;
                    betaGradient[channel] = (float) sum;
                    gammaGradient[channel] = (float) correlation;
                    // scale * (error - mean of error - normalised input * mean of their product)
                    float slope = ofBatch ? (float) (-scale * inverse * correlation / count) : 0;
                    float offset = ofBatch ? (float) (-scale * sum / count - slope * mean[channel]) : 0;
                    for (int image = 0; image < images; image++) {
                        in.read(image * channels + channel, plane);
                        above.read(image * channels + channel, error);
                        mask(plane, error, scale, shift);
                        for (int i = 0; i < error.length; i++) {
                            error[i] = error[i] * scale + plane[i] * slope + offset;
                        }
                        below.write(image * channels + channel, error);
                    }
                }
            });
            return new Pair<>(parameters(gammaGradient, betaGradient), gradient);
        }

        /** The gradient before ReLU: nothing where the output was cut to zero. */
        private void mask(float[] plane, float[] error, float scale, float shift) {
            if (relu) {
                for (int i = 0; i < error.length; i++) {
                    error[i] *= Math.min(1, Math.max(0, (plane[i] * scale + shift) * Float.MAX_VALUE));
                }
            }
        }

        private Gradient parameters(float[] gammaGradient, float[] betaGradient) {
            Gradient gradient = new DefaultGradient();
            Gradients.put(gradient, gradientViews, BatchNormalizationParamInitializer.GAMMA, gammaGradient);
            Gradients.put(gradient, gradientViews, BatchNormalizationParamInitializer.BETA, betaGradient);
            Gradients.move(gradient, gradientViews, this, mean, variance);
            return gradient;
        }

        private float[] gamma() {
            return getParam(BatchNormalizationParamInitializer.GAMMA)
                    .dup()
                    .data()
                    .asFloat();
        }

        private float inverseDeviation(int channel) {
            return (float) (1 / Math.sqrt(variance[channel] + layerConf().getEps()));
        }
    }
}
