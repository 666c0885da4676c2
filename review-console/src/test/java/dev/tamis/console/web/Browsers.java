package dev.tamis.console.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
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

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
