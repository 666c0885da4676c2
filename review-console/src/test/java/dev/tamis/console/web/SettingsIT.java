package dev.tamis.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tamis.console.TestBrowser;
import dev.tamis.console.TestConsole;
import dev.tamis.console.TestItems;
import dev.tamis.schemas.ReviewDecision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What administrators set, and what comes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ITEM = Pattern.compile("/items/(\\d+)");

    private TestConsole console;
    private TestBrowser ada;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console = TestConsole.in(folder).undoWindow(Duration.ofMillis(500)).start();
        ada = console.ada();
    }

    @AfterAll
    void stop() throws Exception {
        console.close();
    }

    @Test
    void aQueueTakesWhatItsRuleSaysUntilItIsRemoved() throws Exception {
        Map<String, String> urgent = new TreeMap<>(Map.of(
                "name",
                "urgent",
                "role",
                "LEAD",
                "priority",
                "90",
                "verdict",
                "GENERATED",
                "attributes",
                "country=FR"));
        ada.require(303, ada.submit("/settings/queues", urgent));
        console.kafka()
                .send(
                        TestItems.flagged("urgent-1", 95)
                                .setAttributes(new TreeMap<>(Map.of("country", "FR")))
                                .build(),
                        TestItems.flagged("other-1", 95).build());

        await().atMost(PATIENCE)
                .until(() -> queueOf("urgent-1").equals("urgent")
                        && queueOf("other-1").equals("flagged"));
        assertThat(ada.get("/settings/queues").body()).contains("country=FR");
        assertThat(ada.submit("/settings/queues/urgent/remove", Map.of()).statusCode())
                .isEqualTo(409);
        assertThat(ada.submit("/settings/queues/escalated/remove", Map.of()).statusCode())
                .isEqualTo(409);

        ada.require(303, ada.submit("/settings/queues", new TreeMap<>(Map.of("name", "empty", "role", "LEAD"))));
        ada.require(303, ada.submit("/settings/queues/empty/up", Map.of()));
        ada.require(303, ada.submit("/settings/queues/empty/remove", Map.of()));
        assertThat(ada.get("/settings/queues").body()).doesNotContain(">empty<");
    }

    private String queueOf(String submission) {
        return console.database()
                .one(
                        String.class,
                        "select coalesce(max(queue), '') from review_item where submission_id = '" + submission + "'");
    }

    @Test
    void aDecisionHasAReasonWhereThereAreReasons() throws Exception {
        ada.require(303, ada.submit("/settings/reasons", Map.of("name", "Undisclosed", "policy", "Synthetic media 3")));
        assertThat(ada.submit("/settings/reasons", Map.of("name", "Undisclosed", "policy", ""))
                        .statusCode())
                .isEqualTo(409);
        console.kafka().send(TestItems.flagged("reasoned", 99).build());
        await().atMost(PATIENCE).until(() -> queueOf("reasoned").equals("flagged"));
        String item = claimed();

        assertThat(ada.submit(item + "/decide", Map.of("choice", "GENERATED")).statusCode())
                .isEqualTo(409);
        assertThat(ada.submit(item + "/decide", Map.of("choice", "GENERATED", "reason", "Because"))
                        .statusCode())
                .isEqualTo(409);
        ada.require(303, ada.submit(item + "/decide", Map.of("choice", "GENERATED", "reason", "Undisclosed")));
        ada.require(303, ada.submit("/settings/reasons/remove", Map.of("name", "Undisclosed")));

        ReviewDecision sent = await().atMost(PATIENCE)
                .until(console.kafka()::decisions, decisions -> !decisions.isEmpty())
                .get(0);
        assertThat(sent.getReason()).isEqualTo("Undisclosed");
        assertThat(sent.getPolicy()).isEqualTo("Synthetic media 3");
    }

    private String claimed() throws Exception {
        String to = ada.require(303, ada.submit("/queues/flagged/claim", Map.of()))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Matcher item = ITEM.matcher(to);
        assertThat(item.find()).isTrue();
        return item.group();
    }

    @Test
    void whoIsDisabledIsLetInAgainAndAPasswordThatWasSetWorks() throws Exception {
        ada.require(
                303,
                ada.submit("/people", Map.of("name", "ben", "role", "REVIEWER", "password", "first password of ben")));
        TestBrowser ben = new TestBrowser(console.url());
        ada.require(303, ada.submit("/people/ben/disable", Map.of()));
        assertThat(ben.post("/login", Map.of("name", "ben", "password", "first password of ben"))
                        .statusCode())
                .isEqualTo(401);
        ada.require(303, ada.submit("/people/ben/enable", Map.of()));
        ada.require(303, ada.submit("/people/ben/password", Map.of("password", TestConsole.PASSWORD)));
        ben.logIn("ben");

        assertThat(ben.submit("/me/password", Map.of("old", "not this one", "new", "second password of ben"))
                        .statusCode())
                .isEqualTo(403);
        ben.require(
                303, ben.submit("/me/password", Map.of("old", TestConsole.PASSWORD, "new", "second password of ben")));
        assertThat(ben.get("/queues").headers().firstValue("Location")).hasValue("/login");
        assertThat(ben.post("/login", Map.of("name", "ben", "password", "second password of ben"))
                        .statusCode())
                .isEqualTo(303);
    }
}
