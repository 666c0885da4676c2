package dev.tamis.training.network.layer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/**
 * What a max-pool runs on maps of one shape.
 *
 * @param forward from maps to their maxima; remembers where these were
 * @param backward from the gradients of the maxima to those of the maps
 */
record MaxPoolKernels(Kernel forward, Kernel backward) {
    /**
     * Makes them.
     *
     * @param input {@code [n, height, width, channels]}
     * @param output the same, smaller
     * @param side of the squares, in pixels
     */
    static MaxPoolKernels of(long[] input, long[] output, long side) {
        desc maps = OneDnn.maps(input);
        desc maxima = OneDnn.maps(output);
        long[] square = {side, side};
        long[] none = {0, 0};
        pooling_forward.primitive_desc ahead = new pooling_forward.primitive_desc(
                OneDnn.CPU,
                prop_kind.forward_training,
                algorithm.pooling_max,
                maps,
                maxima,
                square,
                square,
                none,
                none,
                none);
        memory places = new memory(ahead.workspace_desc(), OneDnn.CPU);
        Kernel forward = new Kernel(new pooling_forward(ahead))
                .array(DNNL_ARG_SRC, maps)
                .array(DNNL_ARG_DST, maxima)
                .keep(DNNL_ARG_WORKSPACE, places);
        pooling_backward.primitive_desc back = new pooling_backward.primitive_desc(
                OneDnn.CPU, algorithm.pooling_max, maps, maxima, square, square, none, none, none, ahead);
        Kernel backward = new Kernel(new pooling_backward(back))
                .array(DNNL_ARG_DIFF_DST, maxima)
                .array(DNNL_ARG_DIFF_SRC, maps)
                .keep(DNNL_ARG_WORKSPACE, places);
        return new MaxPoolKernels(forward, backward);
    }
}
