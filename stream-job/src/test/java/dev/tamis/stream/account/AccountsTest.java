package dev.tamis.stream.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.AccountHistory;
import dev.tamis.schemas.AccountStanding;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.PerceptualHash;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.schemas.VerdictCounts;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.decide.Judgement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final AccountSettings SETTINGS = new AccountSettings(
            List.of(Duration.ofHours(2), Duration.ofDays(1)), new StrikePolicy(Duration.ofDays(1), 2, 3));

    @Test
    void saysInEveryVerdictHowItsAccountStands() throws Exception {
        try (Harness accounts = new Harness()) {
            accounts.open();
            accounts.judge("a", Verdict.GENERATED, 0);
            accounts.judge("a", Verdict.AUTHENTIC, 5);
            accounts.judge("b", Verdict.UNCERTAIN, 5);
            accounts.judge("a", Verdict.GENERATED, 6);
            accounts.judge("a", Verdict.GENERATED, 7);

            assertThat(accounts.histories())
                    .containsExactly(
                            history(AccountStanding.GOOD, new int[] {0, 0, 1}, new int[] {0, 0, 1}),
                            history(AccountStanding.GOOD, new int[] {1, 0, 0}, new int[] {1, 0, 1}),
                            history(AccountStanding.GOOD, new int[] {0, 1, 0}, new int[] {0, 1, 0}),
                            history(AccountStanding.WATCHED, new int[] {1, 0, 1}, new int[] {1, 0, 2}),
                            history(AccountStanding.RESTRICTED, new int[] {0, 0, 2}, new int[] {1, 0, 3}));
        }
    }

    @Test
    void forgetsStrikesThatAreOlderThanTheirWindow() throws Exception {
        try (Harness accounts = new Harness()) {
            accounts.open();
            accounts.judge("a", Verdict.GENERATED, 0);
            accounts.judge("a", Verdict.GENERATED, 0);
            accounts.judge("a", Verdict.AUTHENTIC, 24);

            assertThat(accounts.histories())
                    .extracting(AccountHistory::getStanding)
                    .containsExactly(AccountStanding.GOOD, AccountStanding.WATCHED, AccountStanding.GOOD);
        }
    }

    @Test
    void takesAStrikeBackThatAnAnalystOverturned() throws Exception {
        try (Harness accounts = new Harness()) {
            accounts.open();
            accounts.judge("a", Verdict.GENERATED, 0);
            accounts.judge("a", Verdict.GENERATED, 1);
            accounts.decide("a", 1, Decision.OVERTURNED);
            accounts.decide("a", 1, Decision.OVERTURNED); // delivered again
            accounts.judge("a", Verdict.AUTHENTIC, 2);
            accounts.decide("a", 1, Decision.ESCALATED); // takes the decision back
            accounts.judge("a", Verdict.AUTHENTIC, 2);

            assertThat(accounts.histories())
                    .extracting(AccountHistory::getStanding)
                    .containsExactly(
                            AccountStanding.GOOD,
                            AccountStanding.WATCHED,
                            AccountStanding.GOOD,
                            AccountStanding.WATCHED);
        }
    }

    @Test
    void givesAReviewItemItsPriority() throws Exception {
        try (Harness accounts = new Harness()) {
            accounts.open();
            accounts.judge("a", Verdict.GENERATED, 0);
            ImageVerdict verdict = verdict("a", Verdict.GENERATED, 0);
            accounts.processElement1(
                    new Judgement(
                            verdict,
                            ReviewItem.newBuilder()
                                    .setSubmissionId("s")
                                    .setVerdict(verdict)
                                    .setDetectorInput(new DetectorInput(1, 1, ByteBuffer.wrap(new byte[3])))
                                    .build()),
                    1);

            ReviewItem item =
                    accounts.getSideOutput(Accounts.REVIEW_ITEMS).peek().getValue();
            assertThat(item.getVerdict())
                    .isEqualTo(accounts.extractOutputValues().get(1));
            assertThat(item.getPriority()).isEqualTo(ReviewPriority.DEFAULT.of(0.9, AccountStanding.WATCHED, 0, false));
        }
    }

    @Test
    void remembersAccountsOverARestart() throws Exception {
        OperatorSubtaskState state;
        try (Harness before = new Harness()) {
            before.open();
            before.judge("a", Verdict.GENERATED, 0);
            before.judge("a", Verdict.GENERATED, 0);
            before.decide("a", 0, Decision.OVERTURNED);
            state = before.snapshot(1, 1);
        }
        try (Harness after = new Harness()) {
            after.initializeState(state);
            after.open();
            after.decide("a", 0, Decision.OVERTURNED); // delivered again
            after.judge("a", Verdict.GENERATED, 0);

            assertThat(after.histories())
                    .containsExactly(history(AccountStanding.WATCHED, new int[] {1, 0, 2}, new int[] {1, 0, 2}));
        }
    }

    private static AccountHistory history(AccountStanding standing, int[] twoHours, int[] day) {
        return new AccountHistory(
                standing,
                List.of(
                        new VerdictCounts(2, twoHours[0], twoHours[1], twoHours[2]),
                        new VerdictCounts(24, day[0], day[1], day[2])));
    }

    private static ImageVerdict verdict(String account, Verdict verdict, int hour) {
        return ImageVerdict.newBuilder()
                .setSubmissionId("s")
                .setAccount(account)
                .setSubmittedAt(Submissions.SUBMITTED_AT.plus(Duration.ofHours(hour)))
                .setDecidedAt(Submissions.SUBMITTED_AT)
                .setPosition(new StreamPosition(Submissions.TOPIC, 0, 0L))
                .setVerdict(verdict)
                .setBasis(VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD)
                .setScore(0.9)
                .setImage(new ImageProperties(
                        "PNG", 640, 480, 3L, Submissions.SHA256, new PerceptualHash("0".repeat(64), 80)))
                .build();
    }

    private static final class Harness
            extends KeyedTwoInputStreamOperatorTestHarness<String, Judgement, ReviewDecision, ImageVerdict> {
        Harness() throws Exception {
            super(
                    new KeyedCoProcessOperator<>(new Accounts(SETTINGS, ReviewPriority.DEFAULT)),
                    Judgement::account,
                    ReviewDecision::getAccount,
                    Types.STRING);
            setProcessingTime(Submissions.SUBMITTED_AT.plus(Duration.ofDays(2)).toEpochMilli());
        }

        void judge(String account, Verdict verdict, int hour) throws Exception {
            processElement1(Judgement.of(verdict(account, verdict, hour)), 1);
        }

        void decide(String account, int hour, Decision decision) throws Exception {
            ReviewDecision message = Submissions.decision(decision, Verdict.GENERATED, Submissions.SUBMITTED_AT);
            message.setAccount(account);
            message.setSubmittedAt(Submissions.SUBMITTED_AT.plus(Duration.ofHours(hour)));
            processElement2(message, 1);
        }

        List<AccountHistory> histories() {
            return extractOutputValues().stream()
                    .map(ImageVerdict::getAccountHistory)
                    .toList();
        }
    }
}
