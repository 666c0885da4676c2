package dev.tamis.training;

import dev.tamis.training.foreign.Answers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the graph of a classifier of another make may not say. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ForeignOptions {
    @Option(names = "--layout", description = "order of the input's dimensions: nchw or nhwc")
    private Optional<String> layout;

    @Option(names = "--input-size", paramLabel = "SIZE", description = "224, or WIDTHxHEIGHT")
    private Optional<String> inputSize;

    @Option(names = "--channel-order", description = "rgb or bgr")
    private Optional<String> channelOrder;

    @Option(
            names = "--mean",
            description = "subtracted from the channels, whose values are from 0 to 1: one number, or one a channel")
    private Optional<String> mean;

    @Option(
            names = "--std",
            description = "divides the channels after that; 0.00392157 where the network takes values from 0 to 255")
    private Optional<String> std;

    @Option(names = "--output", description = "what the output gives for a class: probability or logit")
    private Optional<String> output;

    @Option(
            names = "--classes",
            description = "what the output's values stand for, in order: real, fake, \"fake,real\" or \"real,fake\"")
    private Optional<String> classes;

    @Option(
            names = "--thresholds",
            paramLabel = "A,G",
            description =
                    "a score below A is AUTHENTIC, one from G on GENERATED; without labelled images to choose them")
    private Optional<String> thresholds;

    /** The options that were given, by name. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        layout.ifPresent(value -> given.put("--layout", value));
        inputSize.ifPresent(value -> given.put("--input-size", value));
        channelOrder.ifPresent(value -> given.put("--channel-order", value));
        mean.ifPresent(value -> given.put("--mean", value));
        std.ifPresent(value -> given.put("--std", value));
        output.ifPresent(value -> given.put("--output", value));
        classes.ifPresent(value -> given.put("--classes", value));
        thresholds.ifPresent(value -> given.put(Answers.THRESHOLDS, value));
        return given;
    }
}
