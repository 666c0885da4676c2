package dev.tamis.benchmarks.stream;

/** What is read off a file. */
public enum FileContent {
    /** What a score and a heat map need. */
    PIXELS,
    /** Also what the job keeps of a file: its SHA-256, its perceptual hash and what it says of its origin. */
    EVERYTHING
}
