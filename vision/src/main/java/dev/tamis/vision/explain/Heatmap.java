package dev.tamis.vision.explain;

import java.util.Arrays;

/**
 * A Grad-CAM map: how strongly each region of the image spoke for the predicted class.
 *
 * @param width columns
 * @param height rows
 * @param values {@code height x width} values from 0 (nothing) to 1 (the strongest of this image), row by row from the
 *     top left; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Heatmap(int width, int height, float[] values) {
    public Heatmap {
        if (width < 1 || height < 1 || values.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "%d x %d values expected, found %d".formatted(width, height, values.length));
        }
    }

    /** The values as unsigned bytes, 0 to 255, rounded; as verdicts carry them. */
    public byte[] toBytes() {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, values[i])) * 255);
        }
        return bytes;
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Heatmap ofBytes(int width, int height, byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = (bytes[i] & 0xff) / 255f;
        }
        return new Heatmap(width, height, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Heatmap that
                && width == that.width
                && height == that.height
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Heatmap[" + width + " x " + height + "]";
    }
}
