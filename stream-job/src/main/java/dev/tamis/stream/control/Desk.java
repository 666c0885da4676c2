package dev.tamis.stream.control;

import static java.util.Objects.requireNonNull;

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
import dev.tamis.stream.policy.SelfDeclared;
import dev.tamis.stream.policy.VerdictSettings;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.quality.QualityGate;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in force, and what instructions make of it. Pure.
 *
 * @param options what the job's options came to
 * @param current what is in force
 * @param detector the detector in force
 * @param latest when the latest accepted instruction was issued; null before the first
 */
public record Desk(
        Assignment options,
        Assignment current,
        Candidate detector,
        @Nullable Instant latest) implements Serializable {
    /** How far the clock of whoever issues instructions may be ahead. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** An instruction that cannot be followed, and why. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String why) {
            super(why);
        }
    }

    /** Before the first instruction. */
    public static Desk of(Assignment options, Candidate detector) {
        return new Desk(options, options, detector, null);
    }

    /** The same, with instructions accepted before. */
    Desk after(@Nullable Instant accepted) {
        return new Desk(options, current, detector, accepted);
    }

    /**
     * Follows an instruction.
     *
     * @throws RefusedException where it has a fault of its own or does not go with what is in force
     */
    Desk follow(ExaminedInstruction examined, Instant now) throws RefusedException {
        DetectorControl control = examined.control();
        if (control == null) {
            throw new RefusedException(requireNonNull(examined.refusal()));
        }
        requireInOrder(control, now);
        Object instruction = control.getInstruction();
        try {
            if (instruction instanceof PromoteDetector promote) {
                return promoted(examined, new DetectorReference(promote.getUri(), promote.getSha256()), control);
            }
            if (instruction instanceof ShadowDetector shadow) {
                requireSameImages(requireNonNull(examined.detector()));
                DetectorReference file = new DetectorReference(shadow.getUri(), shadow.getSha256());
                return with(control, file, current.verdict());
            }
            if (instruction instanceof StopShadow) {
                if (current.shadow() == null) {
                    throw new RefusedException("no detector is in shadow");
                }
                return with(control, null, current.verdict());
            }
            if (instruction instanceof ChangeThresholds change) {
                return with(control, current.shadow(), changed(change.getThresholds()));
            }
            if (instruction instanceof ChangePolicy change) {
                return with(control, current.shadow(), changed(change));
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        throw new RefusedException("this version knows no such instruction");
    }

    /** Whoever recorded an old instruction must not be able to send it again. */
    private void requireInOrder(DetectorControl control, Instant now) throws RefusedException {
        Instant issuedAt = control.getIssuedAt();
        if (latest != null && !issuedAt.isAfter(latest)) {
            throw new RefusedException(
                    "it was issued at %s, not after the latest accepted one of %s".formatted(issuedAt, latest));
        }
        if (issuedAt.isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new RefusedException("it was issued at %s, and it is only %s".formatted(issuedAt, now));
        }
    }

    /** Decoded images are on their way, so all detectors of a job must be given the same. */
    private void requireSameImages(Candidate candidate) throws RefusedException {
        if (!candidate.images().equals(detector.images())) {
            throw new RefusedException(
                    "the job prepares images by preprocessing %s, detector %s asks for %s: submit the job again with it"
                            .formatted(detector.images(), candidate.id(), candidate.images()));
        }
    }

    /** The new detector's own thresholds hold, or what the job's options say; those of instructions were for the former. */
    private Desk promoted(ExaminedInstruction examined, DetectorReference file, DetectorControl control)
            throws RefusedException {
        Candidate candidate = requireNonNull(examined.detector());
        requireSameImages(candidate);
        VerdictSettings verdict = current.verdict()
                .with(options.verdict().authenticBelow(), options.verdict().generatedFrom());
        verdict.thresholds(candidate.thresholds()); // refuses those that do not go together
        Assignment assignment = new Assignment(control.getId(), file, current.shadow(), verdict);
        return new Desk(options, assignment, candidate, control.getIssuedAt());
    }

    private VerdictSettings changed(VerdictThresholds thresholds) {
        Thresholds checked = new Thresholds(thresholds.getAuthenticBelow(), thresholds.getGeneratedFrom());
        return current.verdict().with(checked.authenticBelow(), checked.generatedFrom());
    }

    private VerdictSettings changed(ChangePolicy change) {
        VerdictSettings before = current.verdict();
        int floodAbove = Objects.requireNonNullElse(change.getFloodAbove(), before.floodAbove());
        if (floodAbove < 1) {
            throw new IllegalArgumentException("a floodAbove of 1 or more is expected, found " + floodAbove);
        }
        return new VerdictSettings(
                before.authenticBelow(),
                before.generatedFrom(),
                changed(before.quality(), change),
                change.getSelfDeclared() == null ? before.selfDeclared() : verdict(change.getSelfDeclared()),
                Objects.requireNonNullElse(change.getReviewUncertain(), before.reviewUncertain()),
                floodAbove,
                new BreakerLimits(
                        Objects.requireNonNullElse(
                                change.getGeneratedPerDay(), before.breaker().generatedPerDay()),
                        Objects.requireNonNullElse(
                                change.getGeneratedShare(), before.breaker().generatedShare())));
    }

    private static @Nullable Verdict verdict(SelfDeclaredRule rule) {
        return switch (rule) {
            case IGNORED -> SelfDeclared.IGNORED.verdict();
            case UNCERTAIN -> SelfDeclared.UNCERTAIN.verdict();
            case GENERATED -> SelfDeclared.GENERATED.verdict();
            case UNKNOWN -> throw new IllegalArgumentException("this version knows no such rule");
        };
    }

    private static QualityGate changed(QualityGate before, ChangePolicy change) {
        QualityGate gate = new QualityGate(
                Objects.requireNonNullElse(change.getMinSide(), before.minSide()),
                Objects.requireNonNullElse(change.getMinJpegQuality(), before.minJpegQuality()),
                Objects.requireNonNullElse(change.getMinFineDetail(), before.minFineDetail()));
        if (gate.minSide() < 0 || gate.minJpegQuality() < 0 || gate.minJpegQuality() > 100) {
            throw new IllegalArgumentException("a minSide of 0 or more and a minJpegQuality of 0 to 100 are expected");
        }
        if (Double.isNaN(gate.minFineDetail())) {
            throw new IllegalArgumentException("a minFineDetail that is a number is expected");
        }
        return gate;
    }

    private Desk with(DetectorControl control, @Nullable DetectorReference shadow, VerdictSettings verdict) {
        Assignment assignment = new Assignment(control.getId(), current.detector(), shadow, verdict);
        return new Desk(options, assignment, detector, control.getIssuedAt());
    }
}
