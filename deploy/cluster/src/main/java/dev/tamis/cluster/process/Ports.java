package dev.tamis.cluster.process;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tamis.local.stack.FreePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Where the processes of a cluster answer on the loopback address, by name. */
public record Ports(@JsonValue Map<String, Integer> byName) {
    private static final int CONSOLE = 8080;
    private static final int FLINK = 8081;
    private static final int KAFKA = 9092;
    private static final int METRICS = 9249;

    @JsonCreator
    public Ports {
        byName = Map.copyOf(byName);
    }

    /** Those that people and programs know: Kafka from {@value #KAFKA}, Flink from {@value #FLINK}, the console on {@value #CONSOLE}. */
    public static Ports wellKnown(int brokers, int jobManagers, int taskManagers) {
        Map<String, Integer> ports = new TreeMap<>();
        range(ports, numbered("kafka", brokers), KAFKA);
        range(ports, numbered("jobmanager", jobManagers), FLINK);
        range(ports, metrics(jobManagers, taskManagers), METRICS);
        ports.put("console", CONSOLE);
        return new Ports(ports);
    }

    private static void range(Map<String, Integer> ports, List<String> names, int first) {
        for (int i = 0; i < names.size(); i++) {
            ports.put(names.get(i), first + i);
        }
    }

    /** These and, for what has none yet, some that are free. */
    public Ports completed(int brokers, int jobManagers, int taskManagers) {
        List<String> names = new ArrayList<>(List.of("zookeeper", "postgres", "console"));
        for (String broker : numbered("kafka", brokers)) {
            names.addAll(List.of(broker, broker + "-controller"));
        }
        for (String jobManager : numbered("jobmanager", jobManagers)) {
            names.addAll(List.of(jobManager, jobManager + "-rpc"));
        }
        names.addAll(metrics(jobManagers, taskManagers));
        Map<String, Integer> ports = new TreeMap<>(byName);
        for (String name : names) {
            if (!ports.containsKey(name)) {
                ports.put(name, freeBeside(ports));
            }
        }
        return new Ports(ports);
    }

    private static List<String> metrics(int jobManagers, int taskManagers) {
        List<String> names = new ArrayList<>();
        numbered("jobmanager", jobManagers).forEach(name -> names.add(name + "-metrics"));
        numbered("taskmanager", taskManagers).forEach(name -> names.add(name + "-metrics"));
        return names;
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> name + "-" + number)
                .toList();
    }

    private static int freeBeside(Map<String, Integer> taken) {
        int port = FreePort.find();
        while (taken.containsValue(port)) {
            port = FreePort.find();
        }
        return port;
    }

    /** The port of a name. */
    int of(String name) {
        Integer port = byName.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no port is known of " + name);
        }
        return port;
    }
}
