package dev.tamis.vision.onnx;

import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a network is run.
 *
 * @param device what it runs on
 * @param threads cores that one run uses on the CPU
 * @param gpu number of the GPU, from 0; without effect on the CPU
 * @param gpuMemoryLimit most bytes of GPU memory that a session takes for its tensors and cuDNN's workspace, and TensorRT for
 *     its workspace. The CUDA context, the code of kernels and TensorRT's engines come on top, some hundred MB. Without effect
 *     on the CPU, for whose arena ONNX Runtime's Java API has no limit
 * @param fullBatch images to which a smaller batch is filled up before it is run; 1 to run each as it is. A GPU plans its work anew
 *     whenever the size of the batch changes, which takes it longer than the images themselves
 * @param engineCache folder in which TensorRT keeps the engines that it built, so that the next start need not; null to keep
 *     none. Engines are loaded unchecked, so nobody else may write there
 */
public record InferenceSettings(
        ExecutionDevice device,
        int threads,
        int gpu,
        long gpuMemoryLimit,
        int fullBatch,
        @Nullable String engineCache) implements Serializable {
    /** One core and no GPU. */
    public static final InferenceSettings CPU = on(ExecutionDevice.CPU);

    public InferenceSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread expected, found " + threads);
        }
        if (gpu < 0) {
            throw new IllegalArgumentException("GPUs are numbered from 0, found " + gpu);
        }
        if (fullBatch < 1) {
            throw new IllegalArgumentException("at least one image expected in a batch, found " + fullBatch);
        }
        if (gpuMemoryLimit < 1) {
            throw new IllegalArgumentException("a limit of GPU memory is positive, not " + gpuMemoryLimit);
        }
    }

    /** On a device, the first of its kind, with all its memory and one thread, batches as they are, keeping no engines. */
    public static InferenceSettings on(ExecutionDevice device) {
        return new InferenceSettings(device, 1, 0, Long.MAX_VALUE, 1, null);
    }

    /** The same with at most so many bytes of GPU memory. */
    public InferenceSettings withGpuMemoryLimit(long bytes) {
        return new InferenceSettings(device, threads, gpu, bytes, fullBatch, engineCache);
    }

    /** The same with a folder for TensorRT's engines. */
    public InferenceSettings withEngineCache(Path folder) {
        return new InferenceSettings(device, threads, gpu, gpuMemoryLimit, fullBatch, folder.toString());
    }

    /** The same on another device. */
    public InferenceSettings withDevice(ExecutionDevice other) {
        return new InferenceSettings(other, threads, gpu, gpuMemoryLimit, fullBatch, engineCache);
    }

    /** The same with so many threads. */
    public InferenceSettings withThreads(int count) {
        return new InferenceSettings(device, count, gpu, gpuMemoryLimit, fullBatch, engineCache);
    }

    /** The same on another GPU. */
    public InferenceSettings withGpu(int number) {
        return new InferenceSettings(device, threads, number, gpuMemoryLimit, fullBatch, engineCache);
    }

    /** The same with batches that are filled up to so many images. */
    public InferenceSettings withFullBatch(int images) {
        return new InferenceSettings(device, threads, gpu, gpuMemoryLimit, images, engineCache);
    }
}
