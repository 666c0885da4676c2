package dev.tamis.benchmarks.capacity;

/**
 * What things cost, in one currency.
 *
 * @param coreHour of a core, with the memory that comes with it
 * @param gpuHour of a GPU, without the cores beside it
 * @param gigabyteMonth of disk, for 10^9 bytes
 * @param gigabyte of traffic between machines, for 10^9 bytes
 */
public record Prices(double coreHour, double gpuHour, double gigabyteMonth, double gigabyte) {
    public Prices {
        if (!(coreHour >= 0 && gpuHour >= 0 && gigabyteMonth >= 0 && gigabyte >= 0)) {
            throw new IllegalArgumentException("a price must be 0 or more");
        }
    }
}
