package dev.tamis.vision.image;

/** A file format that Tamis decodes. */
public enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP
}
