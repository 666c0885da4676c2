package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import dev.tamis.vision.preprocess.Preprocessor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A classifier of another make, run by ONNX Runtime as it came. One thread uses it. */
final class ForeignSession implements AutoCloseable {
    private final ForeignModel model;
    private final PreprocessSpec spec;
    private final OrtSession session;

    private ForeignSession(ForeignModel model, PreprocessSpec spec, OrtSession session) {
        this.model = model;
        this.spec = spec;
        this.session = session;
    }

    /**
     * Loads a classifier.
     *
     * @param spec how an image becomes its input
     * @param tensors inner tensors whose shapes will be asked for
     * @throws UnusableDetectorException where ONNX Runtime does not take it
     */
    static ForeignSession open(ForeignModel model, PreprocessSpec spec, List<String> tensors)
            throws UnusableDetectorException {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        tensors.stream()
                .filter(tensor -> !tensor.equals(model.output().name()))
                .forEach(tensor -> graph.addOutput(ValueInfoProto.newBuilder().setName(tensor)));
        ModelProto proto = model.proto().toBuilder().setGraph(graph).build();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return new ForeignSession(
                    model, spec, OrtEnvironment.getEnvironment().createSession(proto.toByteArray(), options));
        } catch (OrtException e) {
            throw model.unusable(e.getMessage());
        }
    }

    /** The shapes of the output and of the inner tensors asked for, for as many images as the graph wants. */
    Map<String, long[]> shapes() throws UnusableDetectorException {
        RgbImage black = new RgbImage(spec.width(), spec.height(), new byte[spec.tensorSize()]);
        Map<String, long[]> shapes = new HashMap<>();
        try (OnnxTensor input = tensor(black);
                OrtSession.Result outputs = session.run(Map.of(model.input().name(), input))) {
            outputs.forEach(output -> {
                if (output.getValue() instanceof OnnxTensor tensor) {
                    shapes.put(output.getKey(), tensor.getInfo().getShape());
                }
            });
            return shapes;
        } catch (OrtException e) {
            throw model.unusable(e.getMessage());
        }
    }

    /** The values that it gives for an image. */
    List<Float> values(RgbImage image) throws UnusableDetectorException {
        try (OnnxTensor input = tensor(image);
                OrtSession.Result outputs = session.run(Map.of(model.input().name(), input))) {
            FloatBuffer all = ((OnnxTensor) outputs.get(model.output().name()).orElseThrow()).getFloatBuffer();
            List<Float> values = new ArrayList<>();
            for (int i = 0; i < all.capacity() / batch(); i++) {
                values.add(all.get(i));
            }
            return values;
        } catch (OrtException e) {
            throw model.unusable(e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("model " + model.name() + " cannot be closed", e);
        }
    }

    /** An image as often as the graph wants images at a time. */
    private OnnxTensor tensor(RgbImage image) throws OrtException {
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES * batch(), spec.tensorSize()))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Preprocessor preprocessor = new Preprocessor(spec, DecodeLimits.DEFAULT);
        for (int i = 0; i < batch(); i++) {
            preprocessor.writeTensor(image, values);
        }
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.flip(), shape());
    }

    private long[] shape() {
        return spec.layout() == Layout.NCHW
                ? new long[] {batch(), RgbImage.CHANNELS, spec.height(), spec.width()}
                : new long[] {batch(), spec.height(), spec.width(), RgbImage.CHANNELS};
    }

    private int batch() {
        return Math.toIntExact(Math.max(1, model.input().batch()));
    }
}
