package dev.tamis.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    /** The example of the Standard Webhooks specification and its libraries. */
    private static final WebhookSignature EXAMPLE = new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIMESTAMP = 1_614_265_330;
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant THEN = Instant.ofEpochSecond(TIMESTAMP);

    @Test
    void signsAsTheSpecificationSays() {
        assertThat(EXAMPLE.sign(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void knowsACallThatIsGenuine() {
        assertThat(EXAMPLE.isGenuine(ID, TIMESTAMP, BODY, SIGNATURE, THEN)).isTrue();
        assertThat(EXAMPLE.isGenuine(ID, TIMESTAMP, BODY, "v1,b3RoZXI= " + SIGNATURE, THEN))
                .isTrue();
    }

    @Test
    void refusesACallThatIsForged() {
        assertThat(EXAMPLE.isGenuine(ID, TIMESTAMP, "{\"test\": 1}", SIGNATURE, THEN))
                .isFalse();
        assertThat(EXAMPLE.isGenuine("msg_other", TIMESTAMP, BODY, SIGNATURE, THEN))
                .isFalse();
        assertThat(EXAMPLE.isGenuine(ID, TIMESTAMP + 1, BODY, SIGNATURE, THEN)).isFalse();
        assertThat(EXAMPLE.isGenuine(ID, TIMESTAMP, BODY, "", THEN)).isFalse();
        String byAnother = new WebhookSignature("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").sign(ID, TIMESTAMP, BODY);
        assertThat(EXAMPLE.isGenuine(ID, TIMESTAMP, BODY, byAnother, THEN)).isFalse();
    }

    @Test
    void refusesACallThatSomeoneOverheardAndSendsAgain() {
        assertThat(EXAMPLE.isGenuine(ID, TIMESTAMP, BODY, SIGNATURE, THEN.plusSeconds(301)))
                .isFalse();
    }

    @Test
    void tellsNobodyTheSecret() {
        assertThat(EXAMPLE.toString()).doesNotContain("MfKQ");
        assertThatThrownBy(() -> new WebhookSignature("whsec_not base64")).hasMessageNotContaining("not base64");
        assertThatThrownBy(() -> new WebhookSignature("secret")).hasMessageNotContaining("\"secret\"");
    }

    @Test
    void waitsLongerAndLongerButNoMoreThanAnHour() {
        assertThat(WebhookCaller.wait(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(WebhookCaller.wait(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(WebhookCaller.wait(11)).isEqualTo(Duration.ofSeconds(1_024));
        assertThat(WebhookCaller.wait(100)).isEqualTo(Duration.ofHours(1));
    }
}
