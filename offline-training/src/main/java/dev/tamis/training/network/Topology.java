package dev.tamis.training.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a network of Bird and Lotfi (2024), section 3.3: convolutional layers of equal width, then dense layers of
 * equal width. Written {@code 32x2-d64}: two layers of 32 filters, then one of 64 neurons; {@code 32x2-d64x3} has three such, and without
 * {@code -d} the features go straight to the output.
 *
 * @param filters of each convolutional layer
 * @param convLayers 1 to 3 in the paper; each halves the image's sides
 * @param denseNeurons of each dense layer; 0 without one
 * @param denseLayers 0 to 3 in the paper
 */
public record Topology(int filters, int convLayers, int denseNeurons, int denseLayers) {
    /** The paper's choice: two layers of 32 filters, one of 64 neurons. */
    public static final String CHOSEN = "32x2-d64";

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})x(\\d)(?:-d([1-9]\\d{0,3})(?:x(\\d))?)?");
    private static final int MAX_CONV_LAYERS = 5; // 32 pixels halve five times

    public Topology {
        if (filters < 1 || convLayers < 1 || convLayers > MAX_CONV_LAYERS) {
            throw new IllegalArgumentException("1 to %d layers of at least one filter expected, found %d of %d"
                    .formatted(MAX_CONV_LAYERS, convLayers, filters));
        }
        if ((denseLayers == 0) != (denseNeurons == 0) || denseLayers < 0 || denseNeurons < 0) {
            throw new IllegalArgumentException("no dense layer, or some of at least one neuron expected, found %d of %d"
                    .formatted(denseLayers, denseNeurons));
        }
    }

    /** @throws IllegalArgumentException where the text has another form */
    public static Topology parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a topology is written FILTERSxLAYERS or FILTERSxLAYERS-dNEURONS[xLAYERS], as in " + CHOSEN
                            + ", not " + text);
        }
        int neurons = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        int defaultLayers = neurons == 0 ? 0 : 1;
        int denseLayers = form.group(4) == null ? defaultLayers : Integer.parseInt(form.group(4));
        return new Topology(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), neurons, denseLayers);
    }

    @Override
    public String toString() {
        String features = filters + "x" + convLayers;
        if (denseLayers == 0) {
            return features;
        }
        return features + "-d" + denseNeurons + (denseLayers == 1 ? "" : "x" + denseLayers);
    }
}
