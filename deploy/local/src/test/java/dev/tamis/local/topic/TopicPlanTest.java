package dev.tamis.local.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.local.topic.TopicDifference.FewerPartitions;
import dev.tamis.local.topic.TopicDifference.OtherSetting;
import dev.tamis.local.topic.TopicDifference.Unchangeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicPlanTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "5, 3"})
    void aRecordIsAcknowledgedByAMajorityOfItsCopies(int copies, String inSync) {
        assertThat(new TopicPlan(null, copies, Map.of())
                        .missing(TopicSpec.VERDICTS, 1)
                        .config())
                .containsEntry("min.insync.replicas", inSync);
    }

    @Test
    void topicsThatExistKeepTheirPartitionsUntilOthersAreAskedFor() {
        PresentTopic present = new PresentTopic(32, 3, TopicSpec.VERDICTS.config(3));

        assertThat(TopicPlan.DEFAULT.differences(TopicSpec.VERDICTS, present)).isEmpty();
        assertThat(new TopicPlan(64, null, Map.of()).differences(TopicSpec.VERDICTS, present))
                .containsExactly(new FewerPartitions("image-verdicts", 32, 64));
        assertThat(new TopicPlan(16, 2, Map.of()).differences(TopicSpec.VERDICTS, present))
                .hasSize(2)
                .allSatisfy(difference -> assertThat(difference).isInstanceOf(Unchangeable.class));
    }

    @Test
    void instructionsHaveOneOrder() {
        TopicPlan plan = new TopicPlan(64, null, Map.of());

        assertThat(plan.missing(TopicSpec.DETECTOR_CONTROL, 3).partitions()).isEqualTo(1);
        assertThat(plan.differences(
                        TopicSpec.DETECTOR_CONTROL, new PresentTopic(1, 3, TopicSpec.DETECTOR_CONTROL.config(3))))
                .isEmpty();
    }

    @Test
    void onlyPlannedSettingsAreCompared() {
        Map<String, String> config = Map.of(
                "cleanup.policy", "compact",
                "retention.ms", "1209600000",
                "min.insync.replicas", "1",
                "segment.bytes", "7");

        assertThat(TopicPlan.DEFAULT.differences(TopicSpec.VERDICTS, new PresentTopic(4, 1, config)))
                .containsExactly(new OtherSetting("image-verdicts", "cleanup.policy", "compact", "delete"));
    }

    @Test
    void asksForNoTopicThatThereIsNot() {
        assertThatThrownBy(() -> new TopicPlan(null, null, Map.of("verdicts", Map.of())))
                .hasMessageContaining("verdicts is none of the topics");
        assertThatThrownBy(() -> new TopicPlan(0, null, Map.of())).hasMessage("partitions must be positive: 0");
    }

    /** The tables are read by people who decide by them. */
    @ParameterizedTest
    @EnumSource
    void theDocumentSaysHowLongRecordsStay(TopicSpec spec) throws Exception {
        List<String> lines = Files.readAllLines(Path.of("..", "README.md"));
        long millis = Long.parseLong(spec.config(3).get("retention.ms"));

        assertThat(lines)
                .anyMatch(line -> line.startsWith("| `%s` | %s | %s |"
                        .formatted(
                                spec.topic(),
                                spec.hasOnePartition() ? "1" : "N",
                                millis < 0
                                        ? "unlimited"
                                        : Duration.ofMillis(millis).toDays() + " days")));
    }
}
