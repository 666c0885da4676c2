package dev.tamis.benchmarks.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Time of a core that the threads of a process took so far, as Linux counts it.
 *
 * @param byName of threads of one name together; of a name Linux keeps the first 15 characters
 */
record ThreadTimes(Map<String, Duration> byName) {
    /** Those of a JVM that compile. */
    static final Pattern COMPILER = Pattern.compile("C[12] Compiler.*");

    /** What Linux counts time in, on every machine of today. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final int USER_TIME = 11;

    ThreadTimes {
        byName = Map.copyOf(byName);
    }

    static ThreadTimes of(ProcessHandle process) throws IOException {
        Map<String, Duration> times = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : (Iterable<Path>) threads::iterator) {
                add(thread.resolve("stat"), times);
            }
        }
        return new ThreadTimes(times);
    }

    /** proc(5): the name stands in brackets, the times in user and kernel mode are the 12th and 13th field behind it. */
    private static void add(Path stat, Map<String, Duration> times) {
        String line;
        try {
            line = Files.readString(stat);
        } catch (IOException e) { // it has ended meanwhile
            return;
        }
        int name = line.lastIndexOf(')');
        String[] fields = line.substring(name + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        times.merge(line.substring(line.indexOf('(') + 1, name), TICK.multipliedBy(ticks), Duration::plus);
    }

    /** Of the threads whose names match. */
    Duration of(Pattern names) {
        return byName.entrySet().stream()
                .filter(thread -> names.matcher(thread.getKey()).matches())
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
