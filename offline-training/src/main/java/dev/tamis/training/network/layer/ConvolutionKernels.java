package dev.tamis.training.network.layer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;

/**
 * What a convolution runs on maps of one shape. oneDNN likes filters in an order of its own: they are brought into it before a
 * kernel that reads them, and their gradient out of it after the one that writes it.
 *
 * @param arrange filters, for {@code forward}
 * @param forward with bias and ReLU where the convolution has them
 * @param cut takes a gradient back through ReLU: nothing where the output is zero
 * @param learn gradients of filters and bias
 * @param restore gradient of the filters, of {@code learn}
 * @param turn filters, for {@code backward}
 * @param backward gradient of the input
 */
record ConvolutionKernels(
        Kernel arrange, Kernel forward, Kernel cut, Kernel learn, Kernel restore, Kernel turn, Kernel backward) {
    private static final algorithm DIRECT = algorithm.convolution_direct;
    private static final algorithm RELU = algorithm.eltwise_relu_use_dst_for_bwd;

    static ConvolutionKernels of(ConvolutionShape shape) {
        convolution_forward.primitive_desc ahead = ahead(shape);
        memory filters = new memory(ahead.weights_desc(), OneDnn.CPU);
        Kernel forward = new Kernel(new convolution_forward(ahead))
                .array(DNNL_ARG_SRC, shape.inputMaps())
                .keep(DNNL_ARG_WEIGHTS, filters)
                .array(DNNL_ARG_DST, shape.outputMaps());

        convolution_backward_weights.primitive_desc learning = learning(shape, ahead);
        memory gradient = new memory(learning.diff_weights_desc(), OneDnn.CPU);
        Kernel learn = new Kernel(new convolution_backward_weights(learning))
                .array(DNNL_ARG_SRC, shape.inputMaps())
                .array(DNNL_ARG_DIFF_DST, shape.outputMaps())
                .keep(DNNL_ARG_DIFF_WEIGHTS, gradient);
        if (shape.isBiased()) {
            forward.array(DNNL_ARG_BIAS, shape.bias());
            learn.array(DNNL_ARG_DIFF_BIAS, shape.bias());
        }

        convolution_backward_data.primitive_desc back = back(shape, ahead);
        memory turned = new memory(back.weights_desc(), OneDnn.CPU);
        Kernel backward = new Kernel(new convolution_backward_data(back))
                .array(DNNL_ARG_DIFF_DST, shape.outputMaps())
                .keep(DNNL_ARG_WEIGHTS, turned)
                .array(DNNL_ARG_DIFF_SRC, shape.inputMaps());

        memory given = new memory(shape.filters(), OneDnn.CPU, new Pointer());
        return new ConvolutionKernels(
                copy(given, filters),
                forward,
                cut(shape.outputMaps()),
                learn,
                copy(gradient, given),
                copy(given, turned),
                backward);
    }

    private static convolution_forward.primitive_desc ahead(ConvolutionShape shape) {
        post_ops steps = new post_ops();
        if (shape.isBiased()) {
            steps.append_eltwise(algorithm.eltwise_relu, 0, 0);
        }
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(steps);
        return new convolution_forward.primitive_desc(
                OneDnn.CPU,
                prop_kind.forward_training,
                DIRECT,
                shape.inputMaps(),
                shape.filtersOfAnyOrder(),
                shape.bias(),
                shape.outputMaps(),
                shape.strides(),
                shape.zerosBefore(),
                shape.zerosAfter(),
                attributes,
                false);
    }

    private static convolution_backward_weights.primitive_desc learning(
            ConvolutionShape shape, convolution_forward.primitive_desc ahead) {
        return new convolution_backward_weights.primitive_desc(
                OneDnn.CPU,
                DIRECT,
                shape.inputMaps(),
                shape.filtersOfAnyOrder(),
                shape.bias(),
                shape.outputMaps(),
                shape.strides(),
                shape.zerosBefore(),
                shape.zerosAfter(),
                ahead);
    }

    private static convolution_backward_data.primitive_desc back(
            ConvolutionShape shape, convolution_forward.primitive_desc ahead) {
        return new convolution_backward_data.primitive_desc(
                OneDnn.CPU,
                DIRECT,
                shape.inputMaps(),
                shape.filtersOfAnyOrder(),
                shape.outputMaps(),
                shape.strides(),
                shape.zerosBefore(),
                shape.zerosAfter(),
                ahead);
    }

    private static Kernel cut(desc maps) {
        eltwise_forward.primitive_desc ahead =
                new eltwise_forward.primitive_desc(OneDnn.CPU, prop_kind.forward_training, RELU, maps, maps, 0);
        return new Kernel(new eltwise_backward(
                        new eltwise_backward.primitive_desc(OneDnn.CPU, RELU, maps, maps, maps, 0, ahead)))
                .array(DNNL_ARG_DST, maps)
                .array(DNNL_ARG_DIFF_DST, maps)
                .array(DNNL_ARG_DIFF_SRC, maps);
    }

    private static Kernel copy(memory from, memory to) {
        return new Kernel(new reorder(from, to)).keep(DNNL_ARG_FROM, from).keep(DNNL_ARG_TO, to);
    }
}
