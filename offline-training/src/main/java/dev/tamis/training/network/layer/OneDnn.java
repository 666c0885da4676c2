package dev.tamis.training.network.layer;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * oneDNN, Intel's kernels, which our layers call. Feature maps lie channels last, {@code [n, height, width, channels]}: that is
 * how oneDNN reads them without rearranging anything; it still speaks of their dimensions as n, channels, height, width.
 */
final class OneDnn {
    static final engine CPU = new engine(engine.kind.cpu, 0);

    private OneDnn() {}

    /** @param shape {@code [n, height, width, channels]} */
    static desc maps(long[] shape) {
        return new desc(new long[] {shape[0], shape[3], shape[1], shape[2]}, data_type.f32, format_tag.acdb);
    }

    /** @param shape {@code [out, in, rows, columns]}, as DL4J keeps the filters of a convolution */
    static desc filters(long[] shape) {
        return new desc(shape, data_type.f32, format_tag.abcd);
    }

    /** The same, arranged as a primitive likes them best. */
    static desc filtersOfAnyOrder(long[] shape) {
        return new desc(shape, data_type.f32, format_tag.any);
    }

    /** One value a channel. */
    static desc vector(long channels) {
        return new desc(new long[] {channels}, data_type.f32, format_tag.a);
    }

    /** The array itself where its values lie one after another in its order, or else a copy of which that holds. */
    static INDArray contiguous(INDArray array) {
        return array.ordering() == 'c' && array.elementWiseStride() == 1 ? array : array.dup('c');
    }
}
