package dev.tamis.training.network.layer;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A primitive of oneDNN and the memory that it works on: arrays of ND4J, given before each run, and memory of oneDNN's own that
 * stays. Arguments are named by oneDNN's {@code DNNL_ARG} constants. Used by one thread at a time; the garbage collector frees it.
 */
final class Kernel {
    private final primitive work;
    private final stream order = new stream(OneDnn.CPU);
    private final IntMemoryMap arguments = new IntMemoryMap();

    Kernel(primitive work) {
        this.work = work;
    }

    /** Declares an argument that is an array, {@linkplain #with given} before each run. */
    Kernel array(int argument, desc layout) {
        return keep(argument, new memory(layout, OneDnn.CPU, (Pointer) null));
    }

    /** Declares an argument that stays the same. */
    Kernel keep(int argument, memory memory) {
        arguments.put(argument, memory);
        return this;
    }

    /** @param array contiguous, of 32-bit floats, and of as many values as were declared */
    Kernel with(int argument, INDArray array) {
        arguments.get(argument).set_data_handle(array.data().addressPointer());
        return this;
    }

    void run() {
        work.execute(order, arguments);
        order._wait();
    }
}
