package dev.tamis.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.tamis.console.Console;
import dev.tamis.console.TestConsole;
import dev.tamis.console.TestItems;
import dev.tamis.console.TestKafka;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An analyst's day in a real browser, with a real broker and a real database; each test goes on where the one before ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReviewIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = TestConsole.PASSWORD;

    private TestConsole started;
    private TestKafka kafka;
    private Console console;
    private Browsers browsers;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        browsers = Browsers.start();
        started = TestConsole.in(folder).start();
        kafka = started.kafka();
        console = started.console();
        BrowserContext context = browsers.context(started.url());
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterAll
    void stop() throws Exception {
        if (started != null) {
            started.close();
            browsers.close();
        }
    }

    @Test
    @Order(1)
    void theFirstLinkMakesTheFirstAdministrator() {
        page.navigate(console.invitation().orElseThrow());
        page.getByLabel("Name").fill("ada");
        page.getByLabel("Password").fill("short");
        clean("setup");
        page.getByLabel("Password").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, named("Begin")).click();

        assertThat(page.locator("h1")).hasText("Queues");
        assertThat(console.invitation()).isEmpty();
    }

    @Test
    @Order(2)
    void logsOutAndIn() {
        page.getByRole(AriaRole.BUTTON, named("Log out")).click();
        page.navigate("/queues");
        assertThat(page.locator("h1")).hasText("Log in");
        clean("login");
        logIn("wrong password wrong");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("No one of this name");
        complaints.removeIf(complaint -> complaint.contains("401"));
        logIn(PASSWORD);

        assertThat(page.locator("h1")).hasText("Queues");
    }

    @Test
    @Order(3)
    void showsWhatComesWithoutBeingLoadedAgain() {
        Locator flagged = page.locator(".queues li").filter(new Locator.FilterOptions().setHasText("flagged"));
        assertThat(flagged.locator(".figure")).containsText("0");
        kafka.send("rubbish", new byte[] {1, 2, 3});
        kafka.send(
                TestItems.portrait("portrait-1", 3).build(),
                TestItems.portrait("portrait-2", 14).build(),
                TestItems.portrait("portrait-3", 22).build());

        assertThat(flagged.locator(".figure"))
                .containsText("3", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis()));
        clean("queues");
    }

    @Test
    @Order(4)
    void claimsAnItemAndShowsWhatThereIsToSee() {
        page.getByRole(AriaRole.BUTTON, named("Next item of flagged")).click();

        assertThat(page.locator("h1")).containsText("Item");
        assertThat(naturalWidth("#image")).isEqualTo(480);
        assertThat(naturalWidth("#heat")).isEqualTo(256);
        assertThat(page.locator("#stage")).hasCSS("overflow", "hidden");
        assertThat(page.locator("#image")).hasCSS("filter", "blur(19.2px)");
        press("v");
        assertThat(page.locator("#image")).hasCSS("filter", "none");
        page.locator("#opacity").fill("80");
        assertThat(page.locator("#heat")).hasCSS("opacity", "0.8");
        assertThat(page.getByText("parameters: <script>alert(1)</script>")).isVisible();
        page.waitForFunction(
                "performance.getEntriesByType('resource').filter(each => each.name.endsWith('/image')).length === 2");
        clean("item");
    }

    @Test
    @Order(5)
    void decidesByKeyboardGoesOnToTheNextAndUndoes() throws Exception {
        String first = page.url();
        press("n");
        page.keyboard().type("the hand has six fingers: g, a, e are no keys here");
        press("Escape");
        press("g");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("generated");
        assertThat(page.url()).isNotEqualTo(first);
        clean("item-after-decision");
        press("u");
        assertThat(page).hasURL(first);
        assertThat(page.getByText("undone").first()).isVisible();

        press("a");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("authentic");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.decisions())
                        .extracting(ReviewDecision::getDecision)
                        .containsExactly(Decision.OVERTURNED));
        assertThat(page.getByRole(AriaRole.STATUS)).hasCount(0);
    }

    @Test
    @Order(6)
    void shedsLightOnKeys() {
        press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("generated");
        clean("keys");
        String item = page.url();
        press("g");
        assertThat(page).hasURL(item); // no key decides from behind the list
        press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    @Test
    @Order(7)
    void answersAnAppealInOneStep() throws Exception {
        page.navigate("/items/" + started.database().one(Long.class, "select min(item) from decision"));
        page.getByLabel("What the person says").fill("It is generated, I made it myself.");
        page.getByLabel("Your answer").fill("So it is.");
        page.getByRole(AriaRole.BUTTON, named("Grant the appeal")).click();
        assertThat(page.getByText("Granted", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.decisions())
                        .extracting(ReviewDecision::getDecision)
                        .containsExactly(Decision.OVERTURNED, Decision.CONFIRMED));
        page.navigate("/quality");
        page.waitForFunction("Chart.getChart(document.querySelector('canvas')) !== undefined");
        clean("quality");
        for (String settings : List.of("queues", "reasons", "checks", "webhooks", "programs")) {
            page.navigate("/settings/" + settings);
            clean("settings-" + settings);
        }
        page.navigate("/people");
        clean("people");
        page.navigate("/audit?check");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Every entry follows");
        clean("audit");
    }

    @Test
    @Order(8)
    void decidesTogetherOnImagesThatLookAlike() {
        String group = "0f".repeat(32);
        ReviewItem.Builder first = TestItems.portrait("alike-1", 9);
        first.getVerdict().setNearDuplicates(group);
        ReviewItem.Builder second = TestItems.portrait("alike-2", 9);
        second.getVerdict().setNearDuplicates(group);
        kafka.send(first.build(), second.build());
        await().atMost(PATIENCE)
                .until(() -> started.database()
                                .one(
                                        Integer.class,
                                        "select count(*) from review_item where near_duplicates is not null")
                        == 2);
        page.navigate("/alike/" + group);
        assertThat(page.locator(".group img")).hasCount(2);
        clean("group");
        page.locator(".group input").first().uncheck();
        page.getByRole(AriaRole.BUTTON, named("All chosen are generated")).click();

        assertThat(page.locator(".group li").filter(new Locator.FilterOptions().setHasText(", decided")))
                .hasCount(1);
        assertThat(page.locator(".group li").filter(new Locator.FilterOptions().setHasText(", open")))
                .hasCount(1);
    }

    @Test
    @Order(9)
    void showsImagesAsEachPersonPrefers() {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("ada"))
                .click();
        page.getByLabel("Until you reveal them").selectOption("GREY");
        page.getByRole(AriaRole.BUTTON, named("Save")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Done.");
        clean("me");
        page.navigate("/items/1");
        assertThat(page.locator("#image")).hasCSS("filter", "grayscale(1) contrast(0.6)");
        page.locator("#stage").hover();
        assertThat(page.locator("#image")).hasCSS("filter", "none");
    }

    @Test
    @Order(10)
    void ofTwoWhoClaimTheLastItemOneGetsIt() {
        started.database()
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "update review_item set state = 'DECIDED', claimed_by = 'ada', lease_until = null"));
        kafka.send(TestItems.portrait("last", 5).build());
        try (BrowserContext other = browsers.context(started.url())) {
            Page second = other.newPage();
            second.navigate("/login");
            second.getByLabel("Name").fill("ada");
            second.getByLabel("Password").fill(PASSWORD);
            second.getByRole(AriaRole.BUTTON, named("Log in")).click();
            page.navigate("/queues");
            for (Page each : List.of(page, second)) {
                assertThat(each.getByRole(AriaRole.BUTTON, named("Next item of flagged")))
                        .isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(PATIENCE.toMillis()));
                each.evaluate("document.querySelector('form[action=\"/queues/flagged/claim\"]').target = ''");
            }
            // Both are sent before either is answered.
            page.evaluate(
                    "setTimeout(() => document.querySelector('form[action=\"/queues/flagged/claim\"]').requestSubmit(), 300)");
            second.evaluate(
                    "setTimeout(() => document.querySelector('form[action=\"/queues/flagged/claim\"]').requestSubmit(), 300)");
            page.waitForURL(url -> !url.endsWith("/queues"));
            second.waitForURL(url -> !url.endsWith("/queues"));
            assertThat(List.of(page.url(), second.url()).stream()
                            .filter(url -> url.contains("/items/"))
                            .count())
                    .isEqualTo(1);
            assertThat(List.of(page.url(), second.url())).anyMatch(url -> url.endsWith("?empty"));
        }
    }

    @Test
    @Order(11)
    void worksOnANarrowScreen() {
        page.setViewportSize(390, 844);
        page.navigate("/items/1");

        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
        clean("item-narrow");
        for (String path :
                List.of("/queues", "/try", "/models", "/quality", "/settings/queues", "/people", "/audit", "/me")) {
            page.navigate(path);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as(path)
                    .isLessThanOrEqualTo(390);
        }
    }

    @Test
    @Order(12)
    void complainsOfNothing() {
        assertThat(complaints).isEmpty();
    }

    /** A key, once the page listens to keys. */
    private void press(String key) {
        page.waitForLoadState();
        page.keyboard().press(key);
    }

    private void logIn(String password) {
        page.getByLabel("Name").fill("ada");
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, named("Log in")).click();
    }

    private int naturalWidth(String image) {
        page.waitForFunction("image => document.querySelector(image).complete", image);
        return (int) page.evaluate("image => document.querySelector(image).naturalWidth", image);
    }

    private void clean(String name) {
        browsers.clean(page, name);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
