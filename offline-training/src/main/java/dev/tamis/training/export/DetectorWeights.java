package dev.tamis.training.export;

import static dev.tamis.training.export.NetworkGraph.BIAS;
import static dev.tamis.training.export.NetworkGraph.LOGIT;
import static dev.tamis.training.export.NetworkGraph.NORM_PARAMETERS;
import static dev.tamis.training.export.NetworkGraph.OF_DEVIATION;
import static dev.tamis.training.export.NetworkGraph.OF_MEAN;
import static dev.tamis.training.export.NetworkGraph.WEIGHTS;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Optimiser;
import dev.tamis.training.network.layer.BatchNorm;
import dev.tamis.training.network.layer.Convolution;
import dev.tamis.training.network.layer.StyleRecalibration;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.vision.detector.DetectorMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Turns a detector's file back into the network that it was made of, so that training can go on where only the file is at hand.
 */
public final class DetectorWeights {
    private final Path file;
    private final Map<String, TensorProto> constants;

    private DetectorWeights(Path file, Map<String, TensorProto> constants) {
        this.file = file;
        this.constants = constants;
    }

    /**
     * A network and its weights.
     *
     * @param network without a state of an optimiser
     */
    public record Restored(Architecture architecture, ComputationGraph network) {}

    /**
     * Reads a file that {@link DetectorFile} wrote.
     *
     * @param metadata of the file
     * @throws TrainingFailedException where it does not say which network it holds, or holds another one
     */
    public static Restored read(Path file, DetectorMetadata metadata) throws IOException, TrainingFailedException {
        Architecture architecture = architecture(file, metadata);
        ComputationGraph network = architecture.create(Optimiser.plain(), 0);
        DetectorWeights weights = new DetectorWeights(file, constants(file));
        for (GraphVertex vertex : network.getVertices()) {
            if (vertex instanceof LayerVertex layer) {
                weights.fill(layer);
            }
        }
        return new Restored(architecture, network);
    }

    private static Architecture architecture(Path file, DetectorMetadata metadata) throws TrainingFailedException {
        String name = metadata.evaluation().get(Tuning.NETWORK);
        if (name == null) {
            throw new TrainingFailedException(file + " does not say which network it holds: it was exported by an"
                    + " earlier version, or imported from another make; train it anew");
        }
        try {
            return Architectures.named(name);
        } catch (IllegalArgumentException e) {
            throw new TrainingFailedException(file + ": " + e.getMessage());
        }
    }

    private static Map<String, TensorProto> constants(Path file) throws IOException, TrainingFailedException {
        try {
            return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList().stream()
                    .collect(Collectors.toMap(TensorProto::getName, Function.identity()));
        } catch (InvalidProtocolBufferException e) {
            throw new TrainingFailedException(file + " is no ONNX file: " + e.getMessage());
        }
    }

    private void fill(LayerVertex vertex) throws TrainingFailedException {
        Layer layer = vertex.getLayer();
        String name = vertex.getVertexName();
        Object kind = layer.conf().getLayer();
        if (kind instanceof Convolution convolution) {
            assign(layer, DefaultParamInitializer.WEIGHT_KEY, values(name + WEIGHTS));
            if (convolution.hasBias()) {
                assign(layer, DefaultParamInitializer.BIAS_KEY, values(name + BIAS));
            }
        } else if (kind instanceof StyleRecalibration) {
            fillNormalisation(name, layer);
            float[] style = concatenated(values(name + OF_MEAN), values(name + OF_DEVIATION));
            assign(layer, StyleRecalibration.STYLE, style);
        } else if (kind instanceof BatchNorm) {
            fillNormalisation(name, layer);
        } else if (kind instanceof DenseLayer) {
            fillDense(name, layer, vertex.getLayerPreProcessor());
        } else if (kind instanceof BaseOutputLayer) {
            fillDense(LOGIT, layer, vertex.getLayerPreProcessor());
        }
    }

    private void fillNormalisation(String name, Layer layer) throws TrainingFailedException {
        for (String parameter : NORM_PARAMETERS) {
            assign(layer, parameter, values(name + "." + parameter));
        }
    }

    private void fillDense(String name, Layer layer, InputPreProcessor step) throws TrainingFailedException {
        float[] weights = values(name + WEIGHTS);
        assign(
                layer,
                DefaultParamInitializer.WEIGHT_KEY,
                step instanceof CnnToFeedForwardPreProcessor flat
                        ? channelsLast(
                                weights,
                                flat.getNumChannels(),
                                layer.getParam(DefaultParamInitializer.WEIGHT_KEY)
                                        .size(1))
                        : weights);
        assign(layer, DefaultParamInitializer.BIAS_KEY, values(name + BIAS));
    }

    /** Undoes what the export did to the rows of a matrix behind a flattened map. */
    private static float[] channelsLast(float[] matrix, long channels, long neurons) {
        long pixels = matrix.length / channels / neurons;
        return Nd4j.createFromArray(matrix)
                .reshape(channels, pixels, neurons)
                .permute(1, 0, 2)
                .dup('c')
                .data()
                .asFloat();
    }

    private float[] values(String constant) throws TrainingFailedException {
        TensorProto tensor = constants.get(constant);
        if (tensor == null) {
            throw new TrainingFailedException(file + " holds another network than it says: no constant " + constant);
        }
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloatData(i);
        }
        return values;
    }

    private void assign(Layer layer, String parameter, float[] values) throws TrainingFailedException {
        INDArray target = layer.getParam(parameter);
        if (target.length() != values.length) {
            throw new TrainingFailedException(
                    "%s holds another network than it says: %d values expected for %s of %s, found %d"
                            .formatted(
                                    file,
                                    target.length(),
                                    parameter,
                                    layer.conf().getLayer().getLayerName(),
                                    values.length));
        }
        target.assign(Nd4j.createFromArray(values).reshape(target.shape()));
    }

    private static float[] concatenated(float[] one, float[] other) {
        float[] both = new float[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
