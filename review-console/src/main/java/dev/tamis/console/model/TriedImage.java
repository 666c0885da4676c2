package dev.tamis.console.model;

import dev.tamis.stream.check.CheckResult;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An image that someone tried.
 *
 * @param preview the image as a JPEG file, small enough for a page; null where it could not be read
 * @param heat the heat map as a PNG file, to be laid over it; null where there is none
 */
public record TriedImage(CheckResult result, byte @Nullable [] preview, byte @Nullable [] heat) {
    public @Nullable String previewUrl() {
        return url("image/jpeg", preview);
    }

    public @Nullable String heatUrl() {
        return url("image/png", heat);
    }

    private static @Nullable String url(String type, byte @Nullable [] file) {
        return file == null
                ? null
                : "data:" + type + ";base64," + Base64.getEncoder().encodeToString(file);
    }
}
