package dev.tamis.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.tamis.console.TestConsole;
import dev.tamis.generator.paint.ImageFiles;
import dev.tamis.generator.paint.Scenes;
import dev.tamis.schemas.ControlState;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.DetectorControl;
import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.PromoteDetector;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.VerdictThresholds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trying images and looking after detectors, in a real browser with the detector that ships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SHIPPED = "1d2f4c8fe2f42c2f7ef6172869a3f9b7397c356c98695994e320d396884ab6d0";

    private TestConsole console;
    private Browsers browsers;
    private Page page;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        browsers = Browsers.start();
        Path models = TestConsole.copyOfModels(folder.resolve("models"));
        Files.writeString(models.resolve("broken.onnx"), "no network");
        console = TestConsole.in(folder).models(models).start();
        BrowserContext context = browsers.context(console.url());
        page = context.newPage();
        page.navigate(console.console().invitation().orElseThrow());
        page.getByLabel("Name").fill("ada");
        page.getByLabel("Password").fill(TestConsole.PASSWORD);
        page.getByRole(AriaRole.BUTTON, named("Begin")).click();
    }

    @AfterAll
    void stop() throws Exception {
        if (console != null) {
            console.close();
            browsers.close();
        }
    }

    @Test
    void judgesAnImageAndShowsWhereItLooked() {
        page.navigate("/try");
        page.getByLabel("Images, up to 64").setInputFiles(portrait("portrait.jpg", 3));
        page.getByRole(AriaRole.BUTTON, named("Judge").setExact(true)).click();

        assertThat(page.locator("#verdict")).not().isEmpty();
        assertThat(page.locator("dd")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("portrait.jpg")))
                .isVisible();
        page.waitForFunction("document.getElementById('heat').naturalWidth === 256");
        page.locator("#opacity").fill("100");
        assertThat(page.locator("#heat")).hasCSS("opacity", "1");
        browsers.clean(page, "try");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paste", "drop"})
    void judgesAtOnceWhatIsPastedOrDropped(String gesture) {
        page.navigate("/try");
        page.evaluate("""
                async ([gesture, base64]) => {
                  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
                  const transfer = new DataTransfer();
                  transfer.items.add(new File([bytes], "pasted.jpg", { type: "image/jpeg" }));
                  const event = gesture === "paste"
                    ? new ClipboardEvent("paste", { clipboardData: transfer })
                    : new DragEvent("drop", { dataTransfer: transfer });
                  dispatchEvent(event);
                }""", List.of(gesture, Base64.getEncoder().encodeToString(portrait("", 7).buffer)));

        assertThat(page.locator("#verdict")).not().isEmpty();
        assertThat(page.getByText("pasted.jpg")).isVisible();
    }

    @Test
    void judgesManyAsATableAndAsCsv() throws Exception {
        FilePayload[] files = {
            portrait("one.jpg", 3),
            portrait("=cmd.jpg", 14),
            new FilePayload("text.png", "image/png", "no image".getBytes(StandardCharsets.UTF_8))
        };
        page.navigate("/try");
        page.getByLabel("Images, up to 64").setInputFiles(files);
        page.getByRole(AriaRole.BUTTON, named("Judge").setExact(true)).click();
        assertThat(page.locator("tbody tr")).hasCount(3);
        assertThat(page.locator("tbody tr").nth(2)).containsText("rejected");
        browsers.clean(page, "try-many");

        page.getByLabel("Images, up to 64").setInputFiles(files);
        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.BUTTON, named("Judge, as CSV")).click());
        assertThat(Files.readString(download.path()))
                .startsWith("file,verdict,score,basis,defects,findings,rejection,detector,detector_sha256\r\n")
                .contains("\r\n'=cmd.jpg,")
                .hasLineCount(4);
    }

    @Test
    void promotesADetectorAndShowsWhatTheJobSays() throws Exception {
        page.navigate("/models");
        assertThat(page.locator(".queues li")).hasCount(1);
        browsers.clean(page, "models");
        page.getByRole(AriaRole.BUTTON, named("Promote")).click();
        assertThat(page.getByText("has not answered")).isVisible();

        DetectorControl given = await().atMost(PATIENCE)
                .until(
                        () -> console.kafka().read(Topics.DETECTOR_CONTROL, DetectorControl.class),
                        list -> list.size() == 1)
                .get(0);
        assertThat(given.getIssuedBy()).isEqualTo("ada");
        PromoteDetector promote = (PromoteDetector) given.getInstruction();
        assertThat(promote.getSha256()).isEqualTo(SHIPPED);
        assertThat(promote.getUri()).startsWith("file:///").endsWith("/models/detector.onnx");

        console.kafka()
                .send(
                        Topics.CONTROL_STATUS,
                        status(given.getId(), ControlState.ACCEPTED),
                        status(given.getId(), ControlState.ACTIVE));
        assertThat(page.getByText("accepts", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.getByText("1 of 1")).isVisible();
        browsers.clean(page, "models-in-force");
    }

    @Test
    void showsACardWithItsFigures() {
        page.navigate("/models/" + SHIPPED);
        assertThat(page.getByText("Confusion matrix")).isVisible();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Limits")))
                .isVisible();
        page.waitForFunction("Chart.getChart(document.querySelector('canvas')) !== undefined");
        browsers.clean(page, "model");
        page.navigate("/models/compare?first=%s&second=%s".formatted(SHIPPED, SHIPPED));
        assertThat(page.getByText("intervals overlap").first()).isVisible();
        assertThat(page.locator(".problem")).hasCount(0);
    }

    private static ControlStatus status(String instruction, ControlState state) {
        ControlStatus.Builder status = ControlStatus.newBuilder()
                .setInstructionId(instruction)
                .setAt(Instant.now())
                .setState(state)
                .setDetail("promote");
        if (state == ControlState.ACTIVE) {
            status.setSubtask(0)
                    .setSubtasks(1)
                    .setDevice("CPU")
                    .setDetector(new DetectorIdentity("tamis", SHIPPED, "cd".repeat(8)))
                    .setThresholds(new VerdictThresholds(0.02, 0.99));
        }
        return status.build();
    }

    private static FilePayload portrait(String name, int seed) {
        return new FilePayload(
                name, "image/jpeg", ImageFiles.jpeg(Scenes.portrait(seed).paint(480, 600), 0.9f));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
