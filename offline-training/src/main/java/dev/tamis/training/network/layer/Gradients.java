package dev.tamis.training.network.layer;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients of a layer's parameters, written where DL4J's optimiser reads them. */
final class Gradients {
    private Gradients() {}

    /**
     * Writes one.
     *
     * @param views where the gradients of a layer's parameters lie, by parameter
     */
    static void put(Gradient gradient, Map<String, INDArray> views, String parameter, float[] values) {
        INDArray view = view(gradient, views, parameter);
        view.assign(Nd4j.createFromArray(values).reshape(view.shape()));
    }

    /** Where to write one. */
    static INDArray view(Gradient gradient, Map<String, INDArray> views, String parameter) {
        INDArray view = Objects.requireNonNull(views.get(parameter), parameter);
        gradient.setGradientFor(parameter, view);
        return view;
    }

    /** Lets the running moments of a batch normalisation follow a batch's, by "gradients" that DL4J subtracts as they are. */
    static void move(
            Gradient gradient, Map<String, INDArray> views, BatchNormalization layer, float[] mean, float[] variance) {
        put(gradient, views, GLOBAL_MEAN, movement(layer, GLOBAL_MEAN, mean));
        put(gradient, views, GLOBAL_VAR, movement(layer, GLOBAL_VAR, variance));
    }

    private static float[] movement(BatchNormalization layer, String parameter, float[] batch) {
        float[] running = layer.getParam(parameter).dup().data().asFloat();
        float step = (float) (1 - layer.layerConf().getDecay());
        for (int i = 0; i < running.length; i++) {
            running[i] = (running[i] - batch[i]) * step;
        }
        return running;
    }
}
