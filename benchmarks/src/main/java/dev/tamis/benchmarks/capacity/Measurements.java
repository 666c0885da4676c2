package dev.tamis.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.Growth;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a plan goes by: the outputs of benchmarks, each with where it is from. A name of a component is the benchmark's,
 * {@code ./tamis bench NAME}.
 */
public record Measurements(
        Section<Costs> costs, Section<KnownImages> growth, Section<Gpu> gpu, Section<Console> console) {
    public Measurements {
        requireNonNull(costs, "costs");
        requireNonNull(growth, "growth");
        requireNonNull(gpu, "gpu");
        requireNonNull(console, "console");
    }

    /** Where all of it is from. */
    public List<String> sources() {
        return List.of(costs.source(), growth.source(), gpu.source(), console.source());
    }

    /** The benchmarks that a plan goes by. */
    public enum Benchmark {
        COSTS(Costs.class),
        GROWTH(KnownImages.class),
        GPU(Gpu.class),
        CONSOLE(Console.class);

        private final Class<?> figures;

        Benchmark(Class<?> figures) {
            this.figures = figures;
        }

        /** The name of its section. */
        public String section() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What its output must hold. */
        public Class<?> figures() {
            return figures;
        }
    }

    /**
     * A benchmark's output.
     *
     * @param command that gave it
     * @param machine that it ran on, and what else was running there
     * @param date when it ran
     * @param figures what it wrote with {@code --json}
     */
    public record Section<T>(String command, String machine, String date, T figures) {
        public Section {
            requireNonNull(command, "command");
            requireNonNull(machine, "machine");
            LocalDate.parse(date);
            requireNonNull(figures, "figures");
        }

        /** For a person. */
        String source() {
            return "%s, on %s: %s".formatted(command, date, machine);
        }
    }

    /**
     * What {@code ./tamis bench growth} found of the part that remembers files, in one process.
     *
     * @param knownImages as more and more of them are known
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record KnownImages(List<Growth.Step> knownImages) {
        public KnownImages {
            knownImages = List.copyOf(knownImages);
            if (knownImages.isEmpty()) {
                throw new IllegalArgumentException("no known images");
            }
        }

        /** The most files that one process has known. */
        long most() {
            return knownImages.get(knownImages.size() - 1).images();
        }
    }

    /**
     * What {@code ./tamis bench gpu} found.
     *
     * @param detector the network alone
     * @param endToEnd the whole job on one size of uploads or more
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Gpu(Detector detector, List<Job> endToEnd) {
        public Gpu {
            requireNonNull(detector, "detector");
            endToEnd = List.copyOf(endToEnd);
            if (endToEnd.isEmpty()) {
                throw new IllegalArgumentException("no whole job: ./tamis bench gpu needs --end-to-end");
            }
        }

        /**
         * In batches of one size.
         *
         * @throws IllegalArgumentException where that size was not measured
         */
        Batches batches(int size) {
            return detector.batches().stream()
                    .filter(batches -> batches.batch() == size)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no batches of " + size));
        }
    }

    /** The network alone, by size of batch. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Detector(List<Batches> batches) {
        public Detector {
            batches = List.copyOf(batches);
        }
    }

    /**
     * Batches of one size.
     *
     * @param cpu images a second on one core
     * @param device by precision
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Batches(int batch, Spread cpu, Map<String, Rate> device) {
        public Batches {
            device = Map.copyOf(device);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rate(Spread imagesPerSecond) {}

    /**
     * The whole job.
     *
     * @param device images a second with the GPU
     * @param cpuMs of a core for each image, without it
     * @param deviceMs of a core for each image, with it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Job(Spread device, Spread cpuMs, Spread deviceMs) {}

    /**
     * What {@code ./tamis bench console} found.
     *
     * @param itemsPerSecond from Kafka into the database
     * @param bytesPerItem of the database's tables and indexes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Console(double itemsPerSecond, double bytesPerItem) {}
}
