package dev.tamis.vision.preprocess;

import dev.tamis.vision.image.RgbImage;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything that decides which numbers a network sees for an image file.
 *
 * <p>A channel of the tensor is {@code (value / 255 - mean) / std}, with the image's 8-bit value after resampling.
 *
 * @param width columns of the network's input
 * @param height rows of the network's input
 * @param layout order of the tensor's dimensions
 * @param channelOrder order of the colour channels
 * @param mean subtracted from each channel, in the tensor's channel order; three values
 * @param std divides each channel, in the tensor's channel order; three positive values
 */
public record PreprocessSpec(
        int width, int height, Layout layout, ChannelOrder channelOrder, List<Float> mean, List<Float> std)
        implements Serializable {

    /** Order of a tensor's dimensions. */
    public enum Layout {
        /** {@code [n, 3, height, width]}. */
        NCHW,
        /** {@code [n, height, width, 3]}. */
        NHWC
    }

    /** Order of the colour channels of a tensor. */
    public enum ChannelOrder {
        RGB,
        BGR
    }

    /** 32 x 32 RGB in [0, 1], channels first: what the networks of Tamis read. */
    public static final PreprocessSpec CIFAKE =
            new PreprocessSpec(32, 32, Layout.NCHW, ChannelOrder.RGB, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

    public PreprocessSpec {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a network's input has at least one pixel: " + width + " x " + height);
        }
        if (mean.size() != RgbImage.CHANNELS || std.size() != RgbImage.CHANNELS) {
            throw new IllegalArgumentException("three means and three deviations expected: " + mean + ", " + std);
        }
        if (std.stream().anyMatch(deviation -> !(deviation > 0))) {
            throw new IllegalArgumentException("deviations must be positive: " + std);
        }
    }

    /** The same pixels from 0 to 1, RGB and channels first: two specifications with the same may share decoded images. */
    public PreprocessSpec plain() {
        return new PreprocessSpec(width, height, Layout.NCHW, ChannelOrder.RGB, CIFAKE.mean, CIFAKE.std);
    }

    /** Values of one image in the tensor. */
    public int tensorSize() {
        return RgbImage.CHANNELS * width * height;
    }

    /**
     * SHA-256 of the full specification: this record and the {@linkplain Preprocessor#ALGORITHM algorithm} of the running
     * code. Two detectors with the same fingerprint read the same numbers for the same file.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String fingerprint() {
        String text = String.join(
                "\n",
                Preprocessor.ALGORITHM,
                "size=" + width + "x" + height,
                "layout=" + layout,
                "channels=" + channelOrder,
                "mean=" + mean,
                "std=" + std);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
