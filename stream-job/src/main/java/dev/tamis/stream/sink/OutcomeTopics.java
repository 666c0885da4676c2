package dev.tamis.stream.sink;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.util.stream.Stream;

/** The topics that outcomes go to, three different ones. */
public record OutcomeTopics(String verdicts, String rejections, String reviewItems) {
    public OutcomeTopics {
        long different = Stream.of(verdicts, rejections, reviewItems)
                .filter(name -> !name.isBlank())
                .distinct()
                .count();
        checkArgument(different == 3, "three topics expected: %s, %s, %s", verdicts, rejections, reviewItems);
    }
}
