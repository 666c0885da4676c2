package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.List;
import java.util.Optional;

/**
 * What a graph says of its input; 0 stands for a dimension of any length.
 *
 * @param name the input's
 * @param dimensions four of them
 */
public record ForeignInput(String name, List<Long> dimensions) {
    private static final int RANK = 4;
    private static final int CHANNELS_FIRST = 1;
    private static final int CHANNELS_LAST = 3;

    public ForeignInput {
        dimensions = List.copyOf(dimensions);
        if (dimensions.size() != RANK || (!mayBe(dimensions, CHANNELS_FIRST) && !mayBe(dimensions, CHANNELS_LAST))) {
            throw new IllegalArgumentException(
                    "input '%s': an image [n, 3, height, width] or [n, height, width, 3] expected, found %s"
                            .formatted(name, dimensions));
        }
    }

    /**
     * Reads what a file declares.
     *
     * @throws IllegalArgumentException where that is no image of 32-bit floats
     */
    static ForeignInput of(ValueInfoProto input) {
        TypeProto.Tensor tensor = input.getType().getTensorType();
        if (tensor.getElemType() != DataType.FLOAT.getNumber()) {
            throw new IllegalArgumentException("input '%s': 32-bit floats expected, found %s"
                    .formatted(input.getName(), ForeignModel.typeName(tensor.getElemType())));
        }
        return new ForeignInput(
                input.getName(),
                tensor.getShape().getDimList().stream()
                        .map(dimension -> Math.max(0, dimension.getDimValue())) // some exporters write -1
                        .toList());
    }

    /** The number of images that the graph wants at a time; 0 is any. */
    long batch() {
        return dimensions.get(0);
    }

    /** The layout, where the dimensions leave one possible. */
    Optional<Layout> layout() {
        boolean first = dimensions.get(CHANNELS_FIRST) == RgbImage.CHANNELS;
        boolean last = dimensions.get(CHANNELS_LAST) == RgbImage.CHANNELS;
        if (first == last) {
            boolean mayBeFirst = mayBe(dimensions, CHANNELS_FIRST);
            boolean mayBeLast = mayBe(dimensions, CHANNELS_LAST);
            return mayBeFirst && mayBeLast ? Optional.empty() : Optional.of(mayBeFirst ? Layout.NCHW : Layout.NHWC);
        }
        return Optional.of(first ? Layout.NCHW : Layout.NHWC);
    }

    /** The size in a layout, where both dimensions have a length. */
    Optional<ImageSize> size(Layout layout) {
        int rows = layout == Layout.NCHW ? 2 : 1;
        int height = Math.toIntExact(dimensions.get(rows));
        int width = Math.toIntExact(dimensions.get(rows + 1));
        return height > 0 && width > 0 ? Optional.of(new ImageSize(width, height)) : Optional.empty();
    }

    private static boolean mayBe(List<Long> dimensions, int channels) {
        long length = dimensions.get(channels);
        return length == 0 || length == RgbImage.CHANNELS;
    }
}
