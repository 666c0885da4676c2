package dev.tamis.benchmarks.stream;

import java.util.regex.Pattern;

/** What the job's cores are taken for, by the threads that take them. */
public enum JobPart {
    /** The tasks that read a partition: Avro, decoding, hashing, resampling. */
    DECODE("read, decode, hash", "Source: submis.*|Source: report.*"),
    NETWORK("network and heat maps", "detector .*"),
    /** With what RocksDB and checkpoints do beside the tasks. */
    STATE("remember", "first deliver.*|known images.*|accounts.*|rocksdb.*|AsyncOperation.*|Flink-RocksDB.*"),
    /** One task for the whole job, which every flagged image passes. */
    REVIEW_DESK("review desk", "review desk.*"),
    KAFKA("Kafka's clients", "kafka-.*|Source Data Fet.*"),
    /** All else: batches, exchanges, collections, heartbeats. */
    FLINK("Flink and JVM", "");

    private final String label;
    private final Pattern threads;

    JobPart(String label, String threads) {
        this.label = label;
        this.threads = Pattern.compile(threads);
    }

    /** For a person. */
    public String label() {
        return label;
    }

    /** The threads whose time it is, of names of which Linux keeps 15 characters; none where it takes what others leave. */
    Pattern threads() {
        return threads;
    }
}
