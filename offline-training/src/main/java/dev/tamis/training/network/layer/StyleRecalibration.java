package dev.tamis.training.network.layer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
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
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Style-based recalibration (Lee, Kim and Nam 2019, SRM, section 3): each channel of each image is multiplied by a share that
 * follows from its style. Style pooling takes the mean and the standard deviation of the channel's plane; a fully connected
 * layer of the channel's own weighs the two; batch normalisation and a sigmoid make the share of it. As in the authors' code the
 * weights start at zero, and so every share at one half.
 */
public final class StyleRecalibration extends BatchNormalization {
    private static final long serialVersionUID = 1;

    /** Parameter of the channel-wise layer: a weight of the mean for each channel, then one of the deviation. */
    public static final String STYLE = "style";

    /** Added to a plane's variance, as in the authors' code. */
    public static final double VARIANCE_FLOOR = 1e-5;

    private static final int STYLES = 2;

    /** Also what DL4J calls when it reads a configuration. */
    public StyleRecalibration() {
        setUseLogStd(false);
    }

    @Override
    public ParamInitializer initializer() {
        return new Initializer();
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        return super.getUpdaterByParam(parameter.equals(STYLE) ? BatchNormalizationParamInitializer.GAMMA : parameter);
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

    /** The parameters of a batch normalisation, then those of the channel-wise layer. */
    private static final class Initializer extends BatchNormalizationParamInitializer {
        @Override
        public long numParams(org.deeplearning4j.nn.conf.layers.Layer layer) {
            return super.numParams(layer) + STYLES * ((BatchNormalization) layer).getNOut();
        }

        @Override
        public List<String> paramKeys(org.deeplearning4j.nn.conf.layers.Layer layer) {
            return Stream.concat(super.paramKeys(layer).stream(), Stream.of(STYLE))
                    .toList();
        }

        @Override
        public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray values, boolean initialise) {
            Map<String, INDArray> parameters = super.init(conf, values, initialise);
            INDArray style = style(values, conf);
            if (initialise) {
                style.assign(0);
            }
            parameters.put(STYLE, style);
            conf.addVariable(STYLE);
            return parameters;
        }

        @Override
        public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray gradient) {
            Map<String, INDArray> gradients = new LinkedHashMap<>(super.getGradientsFromFlattened(conf, gradient));
            gradients.put(STYLE, style(gradient, conf));
            return gradients;
        }

        private static INDArray style(INDArray values, NeuralNetConfiguration conf) {
            long styles = STYLES * ((BatchNormalization) conf.getLayer()).getNOut();
            return values.reshape(values.length())
                    .get(NDArrayIndex.interval(values.length() - styles, values.length()));
        }
    }

    /** Values of a channel of an image are at {@code image * channels + channel}. */
    private static final class Operator extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
        private static final long serialVersionUID = 1;

        private boolean ofBatch;
        private float[] means = {};
        private float[] deviations = {};
        private float[] normalised = {};
        private float[] shares = {};
        private float[] batchMean = {};
        private float[] batchVariance = {};

        Operator(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            ofBatch = training;
            input = OneDnn.contiguous(input);
            ImageMaps in = ImageMaps.of(input);
            poolStyles(in);
            integrateStyles();
            INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, input.shape());
            ImageMaps out = ImageMaps.of(output);
            int channels = in.channels();
            Parallel.forRanges(in.images(), (from, to) -> {
                float[] maps = new float[in.size()];
                float[] share = new float[channels];
                for (int image = from; image < to; image++) {
                    in.read(image, maps);
                    System.arraycopy(shares, image * channels, share, 0, channels);
                    for (int pixel = 0; pixel < maps.length; pixel += channels) {
                        for (int c = 0; c < channels; c++) {
                            maps[pixel + c] *= share[c];
                        }
                    }
                    out.write(image, maps);
                }
            });
            return output;
        }

        private void poolStyles(ImageMaps in) {
            int channels = in.channels();
            means = new float[in.images() * channels];
            deviations = new float[in.images() * channels];
            Parallel.forRanges(in.images(), (from, to) -> {
                float[] maps = new float[in.size()];
                for (int image = from; image < to; image++) {
                    in.read(image, maps);
                    float[] mean = mean(maps, channels);
                    float[] variance = variance(maps, mean);
                    for (int c = 0; c < channels; c++) {
                        means[image * channels + c] = mean[c];
                        deviations[image * channels + c] = (float) Math.sqrt(variance[c] + VARIANCE_FLOOR);
                    }
                }
            });
        }

        private static float[] mean(float[] maps, int channels) {
            float[] mean = new float[channels];
            for (int pixel = 0; pixel < maps.length; pixel += channels) {
                for (int c = 0; c < channels; c++) {
                    mean[c] += maps[pixel + c];
                }
            }
            scale(mean, (float) channels / maps.length);
            return mean;
        }

        private static float[] variance(float[] maps, float[] mean) {
            int channels = mean.length;
            float[] variance = new float[channels];
            for (int pixel = 0; pixel < maps.length; pixel += channels) {
                for (int c = 0; c < channels; c++) {
                    float centred = maps[pixel + c] - mean[c];
                    variance[c] += centred * centred;
                }
            }
            scale(variance, (float) channels / maps.length);
            return variance;
        }

        private static void scale(float[] values, float factor) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }

        /** Channel-wise layer, batch normalisation, sigmoid. */
        private void integrateStyles() {
            float[] style = floats(STYLE);
            float[] gamma = floats(BatchNormalizationParamInitializer.GAMMA);
            float[] beta = floats(BatchNormalizationParamInitializer.BETA);
            int channels = gamma.length;
            normalised = new float[means.length];
            shares = new float[means.length];
            for (int i = 0; i < means.length; i++) {
                int channel = i % channels;
                normalised[i] = style[channel] * means[i] + style[channels + channel] * deviations[i];
            }
            takeMoments(channels);
            for (int i = 0; i < means.length; i++) {
                int channel = i % channels;
                normalised[i] = (normalised[i] - batchMean[channel]) * inverseDeviation(channel);
                shares[i] = (float) (1 / (1 + Math.exp(-gamma[channel] * normalised[i] - beta[channel])));
            }
        }

        private void takeMoments(int channels) {
            if (!ofBatch) {
                batchMean = floats(BatchNormalizationParamInitializer.GLOBAL_MEAN);
                batchVariance = floats(BatchNormalizationParamInitializer.GLOBAL_VAR);
                return;
            }
            batchMean = new float[channels];
            batchVariance = new float[channels];
            int images = normalised.length / channels;
            for (int channel = 0; channel < channels; channel++) {
                double sum = 0;
                double squares = 0;
                for (int i = channel; i < normalised.length; i += channels) {
                    sum += normalised[i];
                    squares += (double) normalised[i] * normalised[i];
                }
                batchMean[channel] = (float) (sum / images);
                batchVariance[channel] = (float) Math.max(0, squares / images - (sum / images) * (sum / images));
            }
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape());
            ImageMaps in = ImageMaps.of(input);
            ImageMaps above = ImageMaps.of(OneDnn.contiguous(epsilon));
            Gradient gradient = new DefaultGradient();
            float[] styleGradients = throughIntegration(gradientOfShares(in, above), gradient);
            float[] style = floats(STYLE);
            ImageMaps out = ImageMaps.of(below);
            Parallel.forRanges(in.images(), (from, to) -> {
                float[] maps = new float[in.size()];
                float[] errors = new float[in.size()];
                for (int image = from; image < to; image++) {
                    in.read(image, maps);
                    above.read(image, errors);
                    throughStyles(image, maps, errors, styleGradients, style);
                    out.write(image, errors);
                }
            });
            return new Pair<>(gradient, below);
        }

        /** Turns the gradients of one image's output into those of its input. */
        private void throughStyles(int image, float[] maps, float[] errors, float[] styleGradients, float[] style) {
            int channels = style.length / STYLES;
            int pixels = maps.length / channels;
            float[] ofError = new float[channels];
            float[] ofValue = new float[channels];
            float[] constant = new float[channels];
            for (int c = 0; c < channels; c++) {
                int i = image * channels + c;
                ofError[c] = shares[i];
                ofValue[c] = styleGradients[i] * style[channels + c] / (pixels * deviations[i]);
                constant[c] = styleGradients[i] * style[c] / pixels - ofValue[c] * means[i];
            }
            for (int pixel = 0; pixel < maps.length; pixel += channels) {
                for (int c = 0; c < channels; c++) {
                    errors[pixel + c] = errors[pixel + c] * ofError[c] + maps[pixel + c] * ofValue[c] + constant[c];
                }
            }
        }

        private static float[] gradientOfShares(ImageMaps in, ImageMaps above) {
            int channels = in.channels();
            float[] gradients = new float[in.images() * channels];
            Parallel.forRanges(in.images(), (from, to) -> {
                float[] maps = new float[in.size()];
                float[] errors = new float[in.size()];
                for (int image = from; image < to; image++) {
                    in.read(image, maps);
                    above.read(image, errors);
                    float[] sums = new float[channels];
                    for (int pixel = 0; pixel < maps.length; pixel += channels) {
                        for (int c = 0; c < channels; c++) {
                            sums[c] += maps[pixel + c] * errors[pixel + c];
                        }
                    }
                    System.arraycopy(sums, 0, gradients, image * channels, channels);
                }
            });
            return gradients;
        }

        /** From the gradients of the shares to those of the weighed styles; puts those of the parameters. */
        private float[] throughIntegration(float[] shareGradients, Gradient gradient) {
            float[] gamma = floats(BatchNormalizationParamInitializer.GAMMA);
            int channels = gamma.length;
            int images = shares.length / channels;
            float[] gammaGradient = new float[channels];
            float[] betaGradient = new float[channels];
            float[] styleGradient = new float[STYLES * channels];
            float[] gradients = new float[shares.length];
            for (int i = 0; i < shares.length; i++) {
                gradients[i] = shareGradients[i] * shares[i] * (1 - shares[i]);
                gammaGradient[i % channels] += gradients[i] * normalised[i];
                betaGradient[i % channels] += gradients[i];
            }
            for (int i = 0; i < shares.length; i++) {
                int channel = i % channels;
                float common = ofBatch ? (betaGradient[channel] + normalised[i] * gammaGradient[channel]) / images : 0;
                gradients[i] = gamma[channel] * inverseDeviation(channel) * (gradients[i] - common);
                styleGradient[channel] += gradients[i] * means[i];
                styleGradient[channels + channel] += gradients[i] * deviations[i];
            }
            Gradients.put(gradient, gradientViews, BatchNormalizationParamInitializer.GAMMA, gammaGradient);
            Gradients.put(gradient, gradientViews, BatchNormalizationParamInitializer.BETA, betaGradient);
            Gradients.move(gradient, gradientViews, this, batchMean, batchVariance);
            Gradients.put(gradient, gradientViews, STYLE, styleGradient);
            return gradients;
        }

        private float inverseDeviation(int channel) {
            return (float) (1 / Math.sqrt(batchVariance[channel] + layerConf().getEps()));
        }

        private float[] floats(String parameter) {
            return getParam(parameter).dup().data().asFloat();
        }
    }
}
