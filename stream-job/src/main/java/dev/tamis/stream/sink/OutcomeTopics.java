package dev.tamis.stream.sink;

import java.util.List;

/** The topics that outcomes go to. */
public record OutcomeTopics(String verdicts, String rejections, String reviewItems) {
    public List<String> all() {
        return List.of(verdicts, rejections, reviewItems);
    }
}
