package dev.tamis.training.dataset.describe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A simple property of an image file, which should say nothing of its label. */
enum Trait {
    FILE_SIZE("bytes of the file"),
    BRIGHTNESS("mean luma, 0 to 255"),
    CONTRAST("standard deviation of the luma"),
    SATURATION("mean difference of a pixel's largest and smallest channel"),
    HIGH_FREQUENCIES("share of the power from 8 cycles over the image on");

    private final String meaning;

    Trait(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
