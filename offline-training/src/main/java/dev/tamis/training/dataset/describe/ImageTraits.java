package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.PackedImage;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.file.Sha256;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessedImage;
import java.util.Arrays;
import java.util.Map;

/**
 * What a description keeps of one image: everything but its pixels.
 *
 * @param image the file and its hash
 * @param coding {@linkplain FileCoding how} it is encoded
 * @param hash {@linkplain CosineSpectrum#hash perceptual}
 * @param traits by {@link Trait}
 * @param radial {@linkplain CosineSpectrum#radial power} by radius
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ImageTraits(PackedImage image, String coding, long hash, Map<Trait, Double> traits, double[] radial) {
    /** Measures. */
    static ImageTraits of(Place place, byte[] file, PreprocessedImage decoded, CosineSpectrum.Transform transform) {
        RgbImage pixels = decoded.pixels();
        CosineSpectrum spectrum = transform.of(pixels);
        double[] luma = CosineSpectrum.luma(pixels);
        double mean = Arrays.stream(luma).average().orElseThrow();
        double variance = Arrays.stream(luma)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        return new ImageTraits(
                new PackedImage(place, Sha256.of(file)),
                FileCoding.of(decoded.format(), file),
                spectrum.hash(),
                Map.of(
                        Trait.FILE_SIZE, (double) file.length,
                        Trait.BRIGHTNESS, mean,
                        Trait.CONTRAST, Math.sqrt(variance),
                        Trait.SATURATION, saturation(pixels),
                        Trait.HIGH_FREQUENCIES, spectrum.highFrequencyShare()),
                spectrum.radial());
    }

    private static double saturation(RgbImage image) {
        byte[] rgb = image.rgb();
        long sum = 0;
        for (int i = 0; i < rgb.length; i += RgbImage.CHANNELS) {
            int red = rgb[i] & 0xff;
            int green = rgb[i + 1] & 0xff;
            int blue = rgb[i + 2] & 0xff;
            sum += Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
        }
        return (double) sum * RgbImage.CHANNELS / rgb.length;
    }

    Place place() {
        return image.place();
    }

    boolean isFake() {
        return place().label() == Label.FAKE;
    }

    double trait(Trait trait) {
        return traits.getOrDefault(trait, 0.0);
    }
}
