package dev.tamis.vision.onnx;

/** What a network runs on; ONNX Runtime calls it an execution provider. */
public enum ExecutionDevice {
    /** CUDA where it can be used, and the CPU elsewhere. Never TensorRT, which builds its engines for minutes. */
    AUTO,
    /** Cores, one or several. */
    CPU,
    /** An NVIDIA GPU, by the kernels of ONNX Runtime and cuDNN. */
    CUDA,
    /** An NVIDIA GPU, by engines that TensorRT builds for it; CUDA runs the nodes that TensorRT does not know. */
    TENSORRT
}
