package dev.tamis.training.degrade;

import dev.tamis.vision.image.RgbImage;
import java.util.function.IntToDoubleFunction;

/** Rounds to what a pixel can hold. */
final class EightBits {
    private static final int MAX = 255;

    private EightBits() {}

    /** The nearest whole value from 0 to 255. */
    static byte of(double value) {
        return (byte) Math.max(0, Math.min(MAX, Math.round(value)));
    }

    /** An image whose every value is replaced by what a function, called once for each of 0 to 255, gives for it. */
    static RgbImage map(RgbImage image, IntToDoubleFunction function) {
        byte[] table = new byte[MAX + 1];
        for (int value = 0; value <= MAX; value++) {
            table[value] = of(function.applyAsDouble(value));
        }
        byte[] mapped = new byte[image.rgb().length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = table[image.rgb()[i] & 0xff];
        }
        return new RgbImage(image.width(), image.height(), mapped);
    }
}
