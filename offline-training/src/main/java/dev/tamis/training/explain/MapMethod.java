package dev.tamis.training.explain;

import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** How a layer's activations and the gradients of the logit by them become one map {@code [n, rows, columns]}. */
public enum MapMethod {
    /** Channels weighed by their mean gradient, negative sums left out (Selvaraju et al. 2017, equations 1 and 2). */
    GRAD_CAM {
        @Override
        INDArray combine(INDArray activation, INDArray gradient) {
            return Transforms.relu(activation.mul(gradient.mean(true, 2, 3)).sum(1), false);
        }
    },
    /**
     * Each value times its own gradient, summed over the channels (Draelos and Carin 2020, section 3.3); negative sums are left
     * out as by the others, so that all three show what spoke for the class.
     */
    HIRES_CAM {
        @Override
        INDArray combine(INDArray activation, INDArray gradient) {
            return Transforms.relu(activation.mul(gradient).sum(1), false);
        }
    },
    /** Each value times its own gradient where that is positive (Jiang et al. 2021, equations 6 to 8). */
    LAYER_CAM {
        @Override
        INDArray combine(INDArray activation, INDArray gradient) {
            return Transforms.relu(
                    activation.mul(Transforms.relu(gradient, true)).sum(1), false);
        }
    };

    /**
     * The maps at the size of the layer.
     *
     * @param activation {@code [n, channels, rows, columns]}
     * @param gradient of the same shape
     * @return {@code [n, rows, columns]}, not negative
     */
    abstract INDArray combine(INDArray activation, INDArray gradient);

    /** As the command line takes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
