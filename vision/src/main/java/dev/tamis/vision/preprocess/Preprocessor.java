package dev.tamis.vision.preprocess;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.nio.FloatBuffer;

/**
 * The one preprocessing: image file to network input. Training, serving and the console all use it, so that a file has
 * one score. Immutable; threads may share one.
 */
public final class Preprocessor {
    /** Names every step and choice that {@link PreprocessSpec} does not; a part of the fingerprint. */
    static final String ALGORITHM = String.join(
            "; ",
            "tamis-preprocess 1",
            "first frame, on its canvas",
            "colour profiles ignored",
            "samples to 8 bits by rounding",
            "transparency over white",
            "reduced to 1/2, 1/4 or 1/8 while the shorter side keeps twice the longer target side:"
                    + " JPEG by the inverse cosine transform of libjpeg-turbo, others by the mean of each block",
            "EXIF orientation",
            "stretched by Pillow's antialiased bilinear, rows then columns, each rounded to 8 bits",
            "(value / 255 - mean) / std");

    /** Resampling reads at least this many decoded pixels for each target pixel and side, where the file has them. */
    private static final int OVERSAMPLING = 2;

    private static final int VALUES = 256;

    private final PreprocessSpec spec;
    private final ImageDecoder decoder;
    private final float[][] normalised;

    public Preprocessor(PreprocessSpec spec, DecodeLimits limits) {
        this.spec = spec;
        this.decoder = new ImageDecoder(limits);
        this.normalised = new float[CHANNELS][VALUES];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int value = 0; value < VALUES; value++) {
                normalised[channel][value] =
                        (value / 255f - spec.mean().get(channel)) / spec.std().get(channel);
            }
        }
    }

    /**
     * Decodes an image file and brings it to the network's size.
     *
     * @param file the file's bytes
     * @throws UnreadableImageException where the file cannot be decoded within the limits
     */
    public PreprocessedImage read(byte[] file) throws UnreadableImageException {
        return preprocessed(decode(file));
    }

    /** Brings an image that was {@linkplain #decode decoded} to the network's size. */
    public PreprocessedImage preprocessed(DecodedImage decoded) {
        return new PreprocessedImage(
                resize(decoded.pixels()),
                decoded.header().format(),
                decoded.header().width(),
                decoded.header().height(),
                decoded.header().jpegQuality());
    }

    /**
     * Decodes an image file as far as it takes to {@linkplain #preprocessed bring it to the network's size}.
     *
     * @param file the file's bytes
     * @throws UnreadableImageException where the file cannot be decoded within the limits
     */
    public DecodedImage decode(byte[] file) throws UnreadableImageException {
        return decoder.decode(file, OVERSAMPLING * Math.max(spec.width(), spec.height()));
    }

    /** Stretches a decoded image to the network's size; an image of that size is returned unchanged. */
    public RgbImage resize(RgbImage image) {
        return Resampler.resize(image, spec.width(), spec.height());
    }

    /**
     * Appends an image of the network's size to a tensor in the specified layout, channel order and normalisation:
     * {@link PreprocessSpec#tensorSize()} values from the buffer's position on.
     *
     * @throws IllegalArgumentException where the image has another size
     */
    public void writeTensor(RgbImage pixels, FloatBuffer tensor) {
        if (pixels.width() != spec.width() || pixels.height() != spec.height()) {
            throw new IllegalArgumentException("%d x %d pixels expected, found %d x %d"
                    .formatted(spec.width(), spec.height(), pixels.width(), pixels.height()));
        }
        byte[] rgb = pixels.rgb();
        if (spec.layout() == Layout.NCHW) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (int from = source(channel); from < rgb.length; from += CHANNELS) {
                    tensor.put(normalised[channel][rgb[from] & 0xff]);
                }
            }
        } else {
            for (int pixel = 0; pixel < rgb.length; pixel += CHANNELS) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    tensor.put(normalised[channel][rgb[pixel + source(channel)] & 0xff]);
                }
            }
        }
    }

    /** Index, within an RGB pixel, of the tensor's channel. */
    private int source(int channel) {
        return spec.channelOrder() == ChannelOrder.RGB ? channel : CHANNELS - 1 - channel;
    }

    public PreprocessSpec spec() {
        return spec;
    }
}
