package dev.tamis.benchmarks.stream;

/**
 * What a service did in steady state.
 *
 * @param imagesPerSecond verdicts a second
 * @param serviceMillis of a core that the service took for each image
 * @param brokerMillis of a core that the broker took for each image
 */
public record Throughput(double imagesPerSecond, double serviceMillis, double brokerMillis) {}
