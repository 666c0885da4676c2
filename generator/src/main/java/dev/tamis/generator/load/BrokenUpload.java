package dev.tamis.generator.load;

/**
 * An upload event that is broken or unusual on purpose.
 *
 * @param event what to send
 * @param expected the outcome that it should have
 */
public record BrokenUpload(UploadEvent event, Expected expected) {}
