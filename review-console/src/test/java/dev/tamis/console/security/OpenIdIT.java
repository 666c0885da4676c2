package dev.tamis.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.console.TestBrowser;
import dev.tamis.console.TestConsole;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Logging in at an OpenID provider that runs here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdIT {
    private static final String ISSUER = "platform";
    private static final String CLIENT = "tamis";

    private MockOAuth2Server provider;
    private TestConsole console;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        provider = new MockOAuth2Server(
                new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(), Set.of(), new NettyWrapper()));
        provider.start();
        int port = freePort();
        console = TestConsole.in(folder)
                .port(port)
                .publicUrl(URI.create("http://127.0.0.1:" + port))
                .openId(new OpenIdSettings(provider.issuerUrl(ISSUER).uri(), CLIENT, "secret", "tamis_role"))
                .start();
        console.ada();
    }

    @AfterAll
    void stop() throws Exception {
        console.close();
        provider.shutdown();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void letsInWhoHasARoleThere() throws Exception {
        provider.enqueueCallback(
                who("1", Map.of("preferred_username", "Grace", "tamis_role", List.of("other", "lead"))));
        TestBrowser grace = new TestBrowser(console.url());
        assertThat(grace.get("/login").body()).contains("/login/openid");
        comeIn(grace);
        assertThat(grace.get("/queues").body()).contains("grace").contains("lead");

        provider.enqueueCallback(who("1", Map.of("preferred_username", "Grace", "tamis_role", "reviewer")));
        comeIn(grace);
        assertThat(grace.get("/quality").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesWhoHasNoneOrTakesAnothersName() throws Exception {
        provider.enqueueCallback(who("2", Map.of("preferred_username", "nobody")));
        assertThat(comeBack(new TestBrowser(console.url())).body()).contains("gives you no role here");
        provider.enqueueCallback(who("3", Map.of("preferred_username", "ada", "tamis_role", "admin")));
        assertThat(comeBack(new TestBrowser(console.url())).body()).contains("someone else of the name ada");
    }

    @Test
    void refusesALogInThatWasBegunInAnotherBrowser() throws Exception {
        String answer = answer(new TestBrowser(console.url()));
        TestBrowser victim = new TestBrowser(console.url());
        assertThat(victim.get(answer).statusCode()).isEqualTo(401);
        victim.get("/login/openid");
        assertThat(victim.get(answer).statusCode()).isEqualTo(401);
    }

    private static DefaultOAuth2TokenCallback who(String subject, Map<String, Object> claims) {
        return new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of(CLIENT), claims, 3_600);
    }

    private static void comeIn(TestBrowser browser) throws Exception {
        browser.require(303, comeBack(browser));
    }

    private static HttpResponse<String> comeBack(TestBrowser browser) throws Exception {
        return browser.get(answer(browser));
    }

    /** Where the provider sends the browser back to, which this follows no further. */
    private static String answer(TestBrowser browser) throws Exception {
        String provider = location(browser.require(303, browser.get("/login/openid")));
        return location(browser.require(302, browser.get(provider)));
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }
}
