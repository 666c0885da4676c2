package dev.tamis.benchmarks.stream;

/** A part of the work on an image, from topic to topic. */
public enum Stage {
    /** Reads records from the broker. */
    FETCH,
    /** Reads the submission in a record. */
    READ,
    /** From a file's bytes to pixels. */
    DECODE,
    /** Hashes the file and its pixels, and reads what it says of its origin. */
    INSPECT,
    /** To the network's 32 x 32. */
    RESAMPLE,
    /** To score and heat map. */
    INFER,
    /** To the bytes of a verdict. */
    ENCODE,
    /** Hands verdicts to the producer and waits until the broker has them. */
    SINK
}
