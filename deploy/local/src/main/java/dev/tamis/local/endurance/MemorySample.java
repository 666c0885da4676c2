package dev.tamis.local.endurance;

/**
 * One look at a TaskManager under load.
 *
 * @param seconds since the first submission
 * @param records submissions that have their outcome
 * @param recordsPerSecond since the sample before
 * @param heapBytes of the Java heap, what a collection left
 * @param rssBytes of the whole process, what is in RAM
 * @param directBytes of buffers outside of the heap that Java code holds
 * @param rocksdbBytes of RocksDB's caches and unwritten state
 */
public record MemorySample(
        double seconds,
        int records,
        double recordsPerSecond,
        long heapBytes,
        long rssBytes,
        long directBytes,
        long rocksdbBytes) {}
