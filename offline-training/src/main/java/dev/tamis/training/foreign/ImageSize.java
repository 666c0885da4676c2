package dev.tamis.training.foreign;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of an image in pixels.
 *
 * @param width columns
 * @param height rows
 */
record ImageSize(int width, int height) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})(?:x([1-9]\\d{0,3}))?");

    /**
     * Reads {@code 224}, a square, or {@code 320x240}.
     *
     * @throws IllegalArgumentException where it is neither
     */
    static ImageSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("224 or WIDTHxHEIGHT expected, found " + text);
        }
        int width = Integer.parseInt(matcher.group(1));
        return new ImageSize(width, matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
