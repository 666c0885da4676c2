package dev.tamis.cluster.process;

import dev.tamis.local.stack.BrokerProcess;
import dev.tamis.local.stack.BrokerSettings;
import dev.tamis.local.stack.FlinkJvm;
import dev.tamis.local.stack.Installation;
import dev.tamis.local.stack.Installation.Room;
import dev.tamis.local.stack.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.client.cli.ClientOptions;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;

/** How each process of a cluster is started. Writes their configurations. */
final class Topology {
    private static final MemorySize HEAP = MemorySize.ofMebiBytes(512);
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(64);
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(128);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(8);
    /** A savepoint of much state takes long. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(8);
    private static final List<String> BROKER_FLAGS =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    private static final List<String> CONSOLE_FLAGS = List.of("-Xmx384m", "-XX:+UseSerialGC");
    /** The first time, it holds PostgreSQL's archive in memory more than once. */
    private static final List<String> POSTGRES_FLAGS = List.of("-Xmx192m", "-XX:+UseSerialGC");

    private static final List<String> TASK_MANAGER_FLAGS = List.of("-XX:+UseSerialGC");

    /** Of the console's own room, which has libraries that do not go with Flink's. */
    private static final String CONSOLE = "dev.tamis.console.ConsoleCli";

    private static final String POSTGRES = "dev.tamis.console.store.PostgresProcess";

    private final ClusterSettings settings;
    private final Installation installation;
    private final FlinkJvm flink;

    Topology(ClusterSettings settings) throws IOException {
        this.settings = settings;
        this.installation = new Installation(settings.home());
        Path conf = flinkConf(settings);
        Path scratch = settings.folder().resolve("flink").resolve("tmp");
        Files.createDirectories(conf);
        Files.createDirectories(scratch);
        this.flink = new FlinkJvm(configuration(settings, scratch), conf, scratch);
        Files.write(
                conf.resolve(GlobalConfiguration.FLINK_CONF_FILENAME),
                ConfigurationUtils.convertConfigToWritableLines(flink.configuration(), true));
    }

    /** Flink's configuration. */
    Configuration flinkConfiguration() {
        return flink.configuration();
    }

    /** The folder of Flink's configuration, for its command line too. */
    static Path flinkConf(ClusterSettings settings) {
        return settings.folder().resolve("flink").resolve("conf");
    }

    /** All processes by name, in the order in which they are best started. */
    Map<String, JvmCommand> processes() throws IOException {
        Map<String, JvmCommand> processes = new LinkedHashMap<>();
        processes.put("zookeeper", zooKeeper());
        for (int node = 1; node <= settings.brokers(); node++) {
            processes.put("kafka-" + node, broker(node));
        }
        for (int number = 1; number <= settings.jobManagers(); number++) {
            processes.put("jobmanager-" + number, jobManager("jobmanager-" + number));
        }
        for (int number = 1; number <= settings.taskManagers(); number++) {
            processes.put("taskmanager-" + number, taskManager("taskmanager-" + number));
        }
        processes.replaceAll(this::withClock);
        processes.put("postgres", postgres());
        return processes;
    }

    /** The review console, which wants its topics to be there. */
    JvmCommand console() throws IOException {
        JvmCommand console = ofConsole(
                "console",
                CONSOLE_FLAGS,
                CONSOLE,
                List.of(
                        "--bootstrap",
                        settings.bootstrapServers(),
                        "--database",
                        "jdbc:postgresql://%s/postgres".formatted(settings.address("postgres")),
                        "--database-user",
                        "postgres",
                        "--models",
                        String.valueOf(settings.detector().getParent()),
                        "--port",
                        String.valueOf(settings.ports().of("console")),
                        "--until-input-ends"));
        return withClock("console", console);
    }

    private JvmCommand withClock(String name, JvmCommand command) {
        return clock(name).map(clock -> clock.given(command)).orElse(command);
    }

    /** The clock of a process, where clocks can be set. */
    Optional<FakeClock> clock(String name) {
        return Optional.ofNullable(settings.clockLibrary())
                .map(library -> new FakeClock(
                        library, settings.folder().resolve("clocks").resolve(name)));
    }

    /** What Flink's own lib folder would hold, and what starts its processes here. */
    static String flinkClassPath(ClusterSettings settings) throws IOException {
        Installation installation = new Installation(settings.home());
        return installation.jar(Room.LOCAL) + ":" + installation.libraries(Room.FLINK);
    }

    private JvmCommand zooKeeper() throws IOException {
        Path folder = settings.folder().resolve("zookeeper");
        Files.createDirectories(folder);
        Path file = folder.resolve("zoo.cfg");
        Files.write(
                file,
                List.of(
                        "tickTime=1000",
                        "initLimit=10",
                        "syncLimit=5",
                        "dataDir=" + folder,
                        "clientPort=" + settings.ports().of("zookeeper"),
                        "clientPortAddress=" + ClusterSettings.HOST,
                        "admin.enableServer=false",
                        "autopurge.snapRetainCount=3",
                        "autopurge.purgeInterval=1"));
        return flink.zooKeeper("tamis-zookeeper", file, 1).withClassPath(flinkClassPath(settings));
    }

    private JvmCommand broker(int node) throws IOException {
        String name = "kafka-" + node;
        BrokerSettings broker = new BrokerSettings(
                settings.folder().resolve(name),
                node,
                settings.brokerHost(node),
                settings.ports().of(name),
                IntStream.rangeClosed(1, settings.brokers())
                        .mapToObj(settings::controllerAddress)
                        .toList());
        JvmCommand command = JvmCommand.ofThisClassPath(
                "tamis-" + name,
                BROKER_FLAGS,
                BrokerProcess.class,
                List.of(broker.write().toString()));
        return settings.isolatedBrokers() ? command.wrappedIn(List.of("ip", "netns", "exec", name)) : command;
    }

    private JvmCommand postgres() throws IOException {
        return ofConsole(
                "postgres",
                POSTGRES_FLAGS,
                POSTGRES,
                List.of(
                        settings.folder().resolve("postgres").toString(),
                        String.valueOf(settings.ports().of("postgres"))));
    }

    private JvmCommand ofConsole(String name, List<String> flags, String main, List<String> arguments)
            throws IOException {
        return new JvmCommand("tamis-" + name, List.of(), flags, installation.classPath(Room.CONSOLE), main, arguments);
    }

    private JvmCommand jobManager(String name) throws IOException {
        int web = settings.ports().of(name);
        return flink.jobManager(
                        "tamis-" + name,
                        List.of(
                                option(RestOptions.PORT.key(), web),
                                option(RestOptions.BIND_PORT.key(), web),
                                option(
                                        HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE.key(),
                                        settings.ports().of(name + "-rpc")),
                                metricsPort(name)))
                .withClassPath(flinkClassPath(settings))
                .wrappedIn(withPlugins());
    }

    private JvmCommand taskManager(String name) throws IOException {
        List<String> options = new ArrayList<>();
        options.add(option(TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key(), name));
        options.add(metricsPort(name));
        return flink.taskManager("tamis-" + name, TASK_MANAGER_FLAGS, options)
                .withClassPath(flinkClassPath(settings))
                .wrappedIn(withPlugins());
    }

    /** Flink's file systems for object stores. */
    private List<String> withPlugins() {
        return List.of("env", "FLINK_PLUGINS_DIR=" + installation.flinkPlugins());
    }

    private String metricsPort(String name) {
        return option("metrics.reporter.prometheus.port", settings.ports().of(name + "-metrics"));
    }

    private static String option(String key, Object value) {
        return key + "=" + value;
    }

    private static Configuration configuration(ClusterSettings settings, Path scratch) {
        String state = settings.state();
        Configuration configuration = new Configuration()
                .set(JobManagerOptions.ADDRESS, ClusterSettings.HOST)
                .set(JobManagerOptions.BIND_HOST, ClusterSettings.HOST)
                .set(BlobServerOptions.PORT, "0")
                .set(RestOptions.ADDRESS, ClusterSettings.HOST)
                .set(RestOptions.BIND_ADDRESS, ClusterSettings.HOST)
                .set(ClientOptions.CLIENT_TIMEOUT, CLIENT_TIMEOUT)
                .set(TaskManagerOptions.HOST, ClusterSettings.HOST)
                .set(TaskManagerOptions.BIND_HOST, ClusterSettings.HOST)
                .set(TaskManagerOptions.NUM_TASK_SLOTS, 1)
                .set(TaskManagerOptions.TASK_HEAP_MEMORY, HEAP)
                .set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY)
                .set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY)
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY)
                .set(HighAvailabilityOptions.HA_MODE, "zookeeper")
                .set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, settings.address("zookeeper"))
                .set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, SESSION_TIMEOUT)
                .set(HighAvailabilityOptions.HA_CLUSTER_ID, "/tamis")
                .set(HighAvailabilityOptions.HA_STORAGE_PATH, state + "/ha")
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state + "/checkpoints")
                .set(CheckpointingOptions.SAVEPOINT_DIRECTORY, state + "/savepoints")
                .set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT)
                .set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT)
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(5))
                .set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism())
                .set(CoreOptions.TMP_DIRS, scratch.toString())
                .set(MetricOptions.REPORTERS_LIST, "prometheus");
        configuration.setString("metrics.reporter.prometheus.factory.class", PrometheusReporterFactory.class.getName());
        settings.options().forEach(configuration::setString);
        return configuration;
    }
}
