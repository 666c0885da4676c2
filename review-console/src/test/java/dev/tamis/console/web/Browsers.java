package dev.tamis.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Chromium of this machine; nothing is downloaded. */
final class Browsers implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Path chromium) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox"))); // tests run as root in containers
    }

    /** Aborts the test where there is no Chromium, and says so where nobody can miss it. */
    static Browsers start() {
        Optional<Path> chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (chromium.isEmpty()) {
            System.err.println("""

                    ************************************************************************
                    NO CHROMIUM ON THIS MACHINE: the browser tests of the review console are
                    NOT RUN. Install it (Debian: apt-get install chromium) and run them again.
                    ************************************************************************
                    """);
            Assumptions.abort("no Chromium on this machine");
        }
        return new Browsers(chromium.get());
    }

    /** Someone's browser, with a window of 1280 x 900 pixels. */
    BrowserContext context(URI url) {
        return browser.newContext(
                new Browser.NewContextOptions().setBaseURL(url.toString()).setViewportSize(1280, 900));
    }

    /** Requires that everyone can use a page, and leaves a picture of it for whoever wants to see it. */
    void clean(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setCaret(ScreenshotCaret.INITIAL) // hiding it takes a style that the policy refuses
                .setFullPage(true));
        AxeResults results = new AxeBuilder(page).analyze();
        assertThat(results.getViolations()).as("accessibility of %s", name).isEmpty();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
