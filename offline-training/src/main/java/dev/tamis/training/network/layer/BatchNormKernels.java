package dev.tamis.training.network.layer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;

/**
 * What a batch normalisation runs on maps of one shape.
 *
 * @param forward from maps, moments, scale and shift; writes the moments unless they are given
 * @param backward from maps, moments, scale and the gradient of its output to the gradients of input, scale and shift
 */
record BatchNormKernels(Kernel forward, Kernel backward) {
    /**
     * Makes them.
     *
     * @param shape {@code [n, height, width, channels]}
     * @param eps added to a variance
     * @param flags of oneDNN, besides scale and shift: whether the moments are given, whether ReLU follows
     */
    static BatchNormKernels of(long[] shape, float eps, int flags) {
        int all = flags | normalization_flags.use_scale.value | normalization_flags.use_shift.value;
        desc maps = OneDnn.maps(shape);
        desc channels = OneDnn.vector(shape[shape.length - 1]);
        batch_normalization_forward.primitive_desc ahead = new batch_normalization_forward.primitive_desc(
                OneDnn.CPU, prop_kind.forward_training.value, maps, maps, eps, all);
        Kernel forward = new Kernel(new batch_normalization_forward(ahead))
                .array(DNNL_ARG_SRC, maps)
                .array(DNNL_ARG_SCALE, channels)
                .array(DNNL_ARG_SHIFT, channels)
                .array(DNNL_ARG_MEAN, channels)
                .array(DNNL_ARG_VARIANCE, channels)
                .array(DNNL_ARG_DST, maps);
        batch_normalization_backward.primitive_desc back = new batch_normalization_backward.primitive_desc(
                OneDnn.CPU, prop_kind.backward.value, maps, maps, maps, eps, all, ahead);
        Kernel backward = new Kernel(new batch_normalization_backward(back))
                .array(DNNL_ARG_SRC, maps)
                .array(DNNL_ARG_SCALE, channels)
                .array(DNNL_ARG_MEAN, channels)
                .array(DNNL_ARG_VARIANCE, channels)
                .array(DNNL_ARG_DIFF_DST, maps)
                .array(DNNL_ARG_DIFF_SRC, maps)
                .array(DNNL_ARG_DIFF_SCALE, channels)
                .array(DNNL_ARG_DIFF_SHIFT, channels);
        if ((flags & normalization_flags.fuse_norm_relu.value) != 0) {
            memory passed = new memory(ahead.workspace_desc(), OneDnn.CPU); // where ReLU let pass
            forward.keep(DNNL_ARG_WORKSPACE, passed);
            backward.keep(DNNL_ARG_WORKSPACE, passed);
        }
        return new BatchNormKernels(forward, backward);
    }
}
