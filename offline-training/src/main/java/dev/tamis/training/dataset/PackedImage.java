package dev.tamis.training.dataset;

/**
 * What a pack knows of one image beside its pixels.
 *
 * @param place where the file stood
 * @param sha256 of the file's bytes, 64 lower-case hexadecimal digits
 */
public record PackedImage(Place place, String sha256) {}
