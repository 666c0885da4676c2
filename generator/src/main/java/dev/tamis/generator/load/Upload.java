package dev.tamis.generator.load;

import java.util.Locale;

/**
 * A file that an account uploads.
 *
 * @param name the file's name, or its path below the folder it came from
 * @param declaredContentType media type that the uploader declares, true or not
 * @param payload the file's bytes
 */
public record Upload(String name, String declaredContentType, Payload payload) implements UploadEvent {

    /** An upload that declares what its name's extension stands for, as browsers do. */
    public static Upload named(String name, Payload payload) {
        return new Upload(name, contentType(name), payload);
    }

    private static String contentType(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "jpg", "jpeg", "jpe", "jfif" -> "image/jpeg";
            case "png" -> "image/png";
            case "gif" -> "image/gif";
            case "bmp" -> "image/bmp";
            case "webp" -> "image/webp";
            default -> "application/octet-stream";
        };
    }
}
