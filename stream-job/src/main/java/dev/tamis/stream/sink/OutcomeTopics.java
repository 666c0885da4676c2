package dev.tamis.stream.sink;

import java.util.List;

/**
 * The topics that the job writes to.
 *
 * @param disagreements of the detector in shadow
 */
public record OutcomeTopics(
        String verdicts,
        String rejections,
        String reviewItems,
        String controlStatus,
        String disagreements,
        String alerts) {
    public List<String> all() {
        return List.of(verdicts, rejections, reviewItems, controlStatus, disagreements, alerts);
    }
}
