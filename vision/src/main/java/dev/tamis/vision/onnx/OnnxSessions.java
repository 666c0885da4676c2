package dev.tamis.vision.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.nio.file.Path;

/**
 * Opens sessions of ONNX Runtime on a device. Its Java API never falls back by itself: where a provider's library or device is
 * missing, adding the provider or creating the session throws. A session on a GPU still runs the few nodes on the CPU that have
 * no kernel for the GPU or only compute shapes.
 */
public final class OnnxSessions {
    /** Waiting threads of ONNX Runtime would otherwise spin on cores that decoding needs. */
    private static final String ALLOW_SPINNING = "session.intra_op.allow_spinning";

    private OnnxSessions() {}

    /** Makes a session of options. */
    @FunctionalInterface
    private interface Opening {
        OrtSession with(SessionOptions options) throws OrtException;
    }

    /**
     * Opens a session.
     *
     * @param settings of any device but {@link ExecutionDevice#AUTO}
     * @throws OrtException where the model is none, or the device cannot be used
     * @throws IllegalStateException where this build of ONNX Runtime does not know the device
     */
    public static OrtSession open(byte[] model, InferenceSettings settings) throws OrtException {
        return open(settings, options -> OrtEnvironment.getEnvironment().createSession(model, options));
    }

    /**
     * Opens a session of a file, beside which may lie the files that hold its weights.
     *
     * @param settings of any device but {@link ExecutionDevice#AUTO}
     * @throws OrtException where the model is none, or the device cannot be used
     * @throws IllegalStateException where this build of ONNX Runtime does not know the device
     */
    public static OrtSession open(Path model, InferenceSettings settings) throws OrtException {
        return open(settings, options -> OrtEnvironment.getEnvironment().createSession(model.toString(), options));
    }

    private static OrtSession open(InferenceSettings settings, Opening opening) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            options.addConfigEntry(ALLOW_SPINNING, "0");
            switch (settings.device()) {
                case CPU -> {}
                case CUDA -> addCuda(options, settings);
                case TENSORRT -> {
                    addTensorRt(options, settings);
                    addCuda(options, settings);
                }
                case AUTO -> throw new IllegalArgumentException("a device expected, found " + settings.device());
            }
            return opening.with(options);
        }
    }

    /** Options of the <a href="https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html">provider</a>. */
    private static void addCuda(SessionOptions options, InferenceSettings settings) throws OrtException {
        requireProvider(OrtProvider.CUDA);
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(settings.gpu())) {
            cuda.add("gpu_mem_limit", Long.toString(settings.gpuMemoryLimit()));
            cuda.add("arena_extend_strategy", "kSameAsRequested"); // the other doubles, and meets the limit early
            cuda.add("cudnn_conv_algo_search", "HEURISTIC"); // EXHAUSTIVE measures anew for each size of batch
            cuda.add("use_tf32", "0"); // scores as on the CPU, not with the 10 bits of TF32's mantissa
            options.addCUDA(cuda);
        }
    }

    /** Options of the <a href="https://onnxruntime.ai/docs/execution-providers/TensorRT-ExecutionProvider.html">provider</a>. */
    private static void addTensorRt(SessionOptions options, InferenceSettings settings) throws OrtException {
        requireProvider(OrtProvider.TENSOR_RT);
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(settings.gpu())) {
            tensorRt.add("trt_max_workspace_size", Long.toString(settings.gpuMemoryLimit()));
            String folder = settings.engineCache();
            if (folder != null) {
                tensorRt.add("trt_engine_cache_enable", "1");
                tensorRt.add("trt_engine_cache_path", folder);
                tensorRt.add("trt_timing_cache_enable", "1");
                tensorRt.add("trt_timing_cache_path", folder);
            }
            options.addTensorrt(tensorRt);
        }
    }

    private static void requireProvider(OrtProvider provider) {
        if (!OrtEnvironment.getAvailableProviders().contains(provider)) {
            throw new IllegalStateException(
                    "this build of ONNX Runtime has no %s; Tamis built with -Pgpu has it".formatted(provider));
        }
    }
}
