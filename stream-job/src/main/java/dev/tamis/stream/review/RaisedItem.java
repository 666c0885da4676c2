package dev.tamis.stream.review;

/**
 * The latest review item of a file.
 *
 * @param submissionId the submission that raised it
 * @param at when that came, milliseconds since 1970
 */
public record RaisedItem(String submissionId, long at) {}
