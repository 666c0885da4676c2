package dev.tamis.training.network.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the layers' operators have in common. */
final class Operators {
    private Operators() {}

    /**
     * Gives a new operator what DL4J gives its own.
     *
     * @param parameters the operator's part of the network's parameters
     * @param initialise whether they are to be drawn
     */
    static Layer ready(
            Layer operator,
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise) {
        operator.setListeners(listeners);
        operator.setIndex(index);
        operator.setParamsViewArray(parameters);
        operator.setParamTable(conf.getLayer().initializer().init(conf, parameters, initialise));
        operator.setConf(conf);
        return operator;
    }
}
