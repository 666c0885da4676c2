package dev.tamis.console.queue;

import java.time.Instant;

/** What an analyst told the others of an item. */
public record Note(String author, Instant writtenAt, String text) {}
