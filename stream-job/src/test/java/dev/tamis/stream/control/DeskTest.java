package dev.tamis.stream.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.schemas.ChangePolicy;
import dev.tamis.schemas.ChangeThresholds;
import dev.tamis.schemas.DetectorControl;
import dev.tamis.schemas.PromoteDetector;
import dev.tamis.schemas.SelfDeclaredRule;
import dev.tamis.schemas.ShadowDetector;
import dev.tamis.schemas.StopShadow;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.stream.detect.Assignment;
import dev.tamis.stream.detect.DetectorReference;
import dev.tamis.stream.policy.BreakerLimits;
import dev.tamis.stream.policy.VerdictSettings;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.quality.QualityGate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SHA256 = "a".repeat(64);
    private static final DetectorReference FIRST = new DetectorReference("first.onnx", "b".repeat(64));
    private static final Thresholds OWN = new Thresholds(0.3, 0.7);
    private static final Assignment OPTIONS = new Assignment(null, FIRST, null, VerdictSettings.DEFAULT);

    private final Desk desk = Desk.of(OPTIONS, new Candidate("first", "print", OWN));

    @Test
    void promotesADetector() throws Exception {
        Desk after = desk.follow(promotion("p", 0, "print"), NOON);

        assertThat(after.current())
                .isEqualTo(new Assignment(
                        "p", new DetectorReference("s3://models/p.onnx", SHA256), null, VerdictSettings.DEFAULT));
        assertThat(after.detector().id()).isEqualTo("candidate");
    }

    @Test
    void refusesADetectorThatSeesImagesAnotherWayAndNamesBoth() {
        assertThatThrownBy(() -> desk.follow(promotion("p", 0, "other print"), NOON))
                .isInstanceOf(Desk.RefusedException.class)
                .hasMessageContaining("print")
                .hasMessageContaining("other print")
                .hasMessageContaining("candidate");
        assertThatThrownBy(() ->
                        desk.follow(examined("s", 0, new ShadowDetector("s3://s.onnx", SHA256), "other print"), NOON))
                .hasMessageContaining("other print");
    }

    @Test
    void refusesWhatWasFoundToBeBad() {
        assertThatThrownBy(() -> desk.follow(ExaminedInstruction.refused("x", "the file is no model"), NOON))
                .hasMessage("the file is no model");
    }

    @Test
    void changesThresholdsUntilTheNextDetector() throws Exception {
        Desk changed = desk.follow(thresholds("t", 0, 0.1, 0.9), NOON);
        assertThat(changed.current().verdict().thresholds(OWN)).isEqualTo(new Thresholds(0.1, 0.9));
        assertThat(changed.current().detector()).isEqualTo(FIRST);

        Desk promoted = changed.follow(promotion("p", 1, "print"), NOON);
        assertThat(promoted.current().verdict().thresholds(OWN)).isEqualTo(OWN);
    }

    @Test
    void refusesThresholdsInTheWrongOrder() {
        assertThatThrownBy(() -> desk.follow(thresholds("t", 0, 0.9, 0.1), NOON))
                .isInstanceOf(Desk.RefusedException.class)
                .hasMessageContaining("0.9");
        assertThatThrownBy(() -> desk.follow(thresholds("t", 0, Double.NaN, 0.1), NOON))
                .isInstanceOf(Desk.RefusedException.class);
    }

    @Test
    void refusesADetectorWhoseThresholdDoesNotGoWithTheOptions() {
        Desk strict = Desk.of(
                new Assignment(null, FIRST, null, VerdictSettings.DEFAULT.with(0.75, 0.9)),
                new Candidate("first", "print", OWN));

        assertThat(strict.options().verdict().thresholds(OWN)).isEqualTo(new Thresholds(0.75, 0.9));
        Desk half = Desk.of(
                new Assignment(null, FIRST, null, VerdictSettings.DEFAULT.with(0.6, null)),
                new Candidate("first", "print", OWN));
        assertThatThrownBy(() -> half.follow(promotion("p", 0, "print"), NOON))
                .isInstanceOf(Desk.RefusedException.class)
                .hasMessageContaining("0.5");
    }

    @Test
    void putsADetectorInShadowAndLetsItGo() throws Exception {
        Desk shadowed = desk.follow(examined("s", 0, new ShadowDetector("s3://s.onnx", SHA256), "print"), NOON);
        assertThat(shadowed.current().shadow()).isEqualTo(new DetectorReference("s3://s.onnx", SHA256));
        assertThat(shadowed.current().detector()).isEqualTo(FIRST);

        Desk promoted = shadowed.follow(promotion("p", 1, "print"), NOON);
        assertThat(promoted.current().shadow())
                .as("stays")
                .isEqualTo(shadowed.current().shadow());

        Desk alone = promoted.follow(examined("x", 2, new StopShadow(), null), NOON);
        assertThat(alone.current().shadow()).isNull();
        assertThatThrownBy(() -> alone.follow(examined("y", 3, new StopShadow(), null), NOON))
                .hasMessage("no detector is in shadow");
    }

    @Test
    void changesWhatAPolicyNamesAndNothingElse() throws Exception {
        ChangePolicy change = ChangePolicy.newBuilder()
                .setSelfDeclared(SelfDeclaredRule.GENERATED)
                .setMinSide(64)
                .setGeneratedPerDay(10)
                .build();

        VerdictSettings after =
                desk.follow(examined("c", 0, change, null), NOON).current().verdict();

        assertThat(after)
                .isEqualTo(new VerdictSettings(
                        null,
                        null,
                        new QualityGate(64, QualityGate.DEFAULT.minJpegQuality(), QualityGate.DEFAULT.minFineDetail()),
                        Verdict.GENERATED,
                        VerdictSettings.DEFAULT.reviewUncertain(),
                        VerdictSettings.DEFAULT.floodAbove(),
                        new BreakerLimits(10, 1)));
    }

    @Test
    void refusesAPolicyThatMakesNoSense() {
        for (ChangePolicy change : new ChangePolicy[] {
            ChangePolicy.newBuilder().setFloodAbove(0).build(),
            ChangePolicy.newBuilder().setSelfDeclared(SelfDeclaredRule.UNKNOWN).build(),
            ChangePolicy.newBuilder().setMinJpegQuality(101).build(),
            ChangePolicy.newBuilder().setMinSide(-1).build(),
            ChangePolicy.newBuilder().setMinFineDetail(Double.NaN).build(),
            ChangePolicy.newBuilder().setGeneratedPerDay(-1).build(),
            ChangePolicy.newBuilder().setGeneratedShare(1.1).build()
        }) {
            assertThatThrownBy(() -> desk.follow(examined("c", 0, change, null), NOON))
                    .as(change.toString())
                    .isInstanceOf(Desk.RefusedException.class);
        }
    }

    @Test
    void refusesAnInstructionThatIsSentAgain() throws Exception {
        ExaminedInstruction instruction = thresholds("t", 0, 0.1, 0.9);
        Desk after = desk.follow(instruction, NOON);

        assertThatThrownBy(() -> after.follow(instruction, NOON)).hasMessageContaining("not after the latest");
        assertThatThrownBy(() -> after.follow(thresholds("earlier", -1, 0.2, 0.8), NOON))
                .hasMessageContaining("not after the latest");
    }

    @Test
    void refusesAnInstructionFromTheFuture() {
        assertThatThrownBy(() -> desk.follow(thresholds("t", 3_600, 0.1, 0.9), NOON))
                .hasMessageContaining("it is only");
    }

    private static ExaminedInstruction promotion(String id, int second, String fingerprint) {
        return examined(id, second, new PromoteDetector("s3://models/" + id + ".onnx", SHA256), fingerprint);
    }

    private static ExaminedInstruction thresholds(String id, int second, double authenticBelow, double generatedFrom) {
        return examined(id, second, new ChangeThresholds(new VerdictThresholds(authenticBelow, generatedFrom)), null);
    }

    /** An instruction, issued so many seconds after noon. */
    private static ExaminedInstruction examined(
            String id, int second, Object instruction, @Nullable String fingerprint) {
        DetectorControl control = DetectorControl.newBuilder()
                .setId(id)
                .setIssuedAt(NOON.plus(Duration.ofSeconds(second)))
                .setIssuedBy("engineer")
                .setInstruction(instruction)
                .build();
        return new ExaminedInstruction(
                id,
                control,
                null,
                fingerprint == null ? null : new Candidate("candidate", fingerprint, new Thresholds(0.2, 0.5)));
    }
}
