package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.generator.load.Expected.Rejection;
import dev.tamis.generator.load.MixedUploads.Mix;
import dev.tamis.generator.load.UploadSequence.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class MixedUploadsTest {
    private static final int SUBMISSIONS = 4_000;
    private static final Mix MIX = new Mix(0.05, 0.10, 0.05, 8, 16);
    private static final Offset<Double> TOLERANCE = within(0.02);

    @Test
    void isTheSameEachTimeForASeedAndAnotherForAnother() throws IOException {
        assertThat(described(1)).isEqualTo(described(1)).isNotEqualTo(described(2));
    }

    /** Seeds that differ in their last bits would else give the same uploads in another order. */
    @Test
    void isNoOtherOrderOfTheStreamOfANearSeed() {
        assertThat(sortedAccounts(1)).isNotEqualTo(sortedAccounts(2));
    }

    @Test
    void holdsItsShares() throws IOException {
        List<Step> steps = steps(3);
        Set<Integer> files = new HashSet<>();
        int images = 0;
        for (Step step : steps) {
            if (!(step.expected() instanceof Rejection)) {
                images++;
                files.add(Arrays.hashCode(payload(step.event())));
            }
        }
        assertThat(share(SUBMISSIONS - images)).isCloseTo(MIX.broken(), TOLERANCE);
        assertThat(share(images - files.size())).isCloseTo(MIX.copied(), TOLERANCE);
        assertThat(share((int)
                        steps.stream().filter(step -> step.again() != null).count()))
                .isCloseTo(MIX.redelivered(), TOLERANCE);
    }

    @Test
    void deliversAgainWhatItHasSubmittedBefore() {
        List<UploadEvent> sent = new ArrayList<>();
        for (Step step : steps(4)) {
            sent.add(step.event());
            if (step.again() instanceof AccountUpload again) {
                assertThat(sent.stream()
                                .filter(AccountUpload.class::isInstance)
                                .map(event -> ((AccountUpload) event).submissionId()))
                        .contains(again.submissionId());
            }
        }
    }

    @Test
    void givesEverySubmissionAnIdOfItsOwn() {
        List<String> ids = steps(5).stream()
                .filter(step -> step.event() instanceof AccountUpload)
                .map(step -> ((AccountUpload) step.event()).submissionId())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void refusesAShareAboveOne() {
        assertThatThrownBy(() -> new Mix(1.1, 0, 0, 32, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.1");
    }

    private static List<String> sortedAccounts(long seed) {
        return steps(seed).subList(0, 512).stream()
                .filter(step -> step.event() instanceof AccountUpload)
                .map(step -> ((AccountUpload) step.event()).account())
                .sorted()
                .toList();
    }

    private static List<Step> steps(long seed) {
        MixedUploads uploads = new MixedUploads(seed, MIX);
        return IntStream.range(0, SUBMISSIONS).mapToObj(uploads::step).toList();
    }

    private static List<String> described(long seed) throws IOException {
        List<String> described = new ArrayList<>();
        for (Step step : steps(seed).subList(0, 200)) {
            described.add("%s %s %s %d"
                    .formatted(
                            step.event().name(),
                            step.expected(),
                            step.again() == null ? "" : step.again().name(),
                            Arrays.hashCode(payload(step.event()))));
        }
        return described;
    }

    private static byte[] payload(UploadEvent event) throws IOException {
        return event instanceof AccountUpload given ? given.upload().payload().read() : new byte[0];
    }

    private static double share(int count) {
        return (double) count / SUBMISSIONS;
    }
}
