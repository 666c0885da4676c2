package dev.tamis.kubernetes;

import dev.tamis.stream.ModerationSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.util.ParameterTool;

/** The arguments that the job is started with, read as the job reads them. */
record JobOptions(List<String> arguments) {
    private static final String CLIENT = "tamis.kafka.client.";

    /** @throws dev.tamis.stream.InvalidOptionException where the job would not start with them */
    ModerationSettings settings() {
        return ModerationSettings.of(tool().getConfiguration());
    }

    /** The properties of Kafka's clients. */
    Map<String, String> kafka() {
        return tool().toMap().entrySet().stream()
                .filter(each -> each.getKey().startsWith(CLIENT))
                .collect(Collectors.toMap(each -> each.getKey().substring(CLIENT.length()), Map.Entry::getValue));
    }

    private ParameterTool tool() {
        return ParameterTool.fromArgs(arguments.toArray(String[]::new));
    }
}
