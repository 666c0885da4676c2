package dev.tamis.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.console.TestConsole;
import dev.tamis.console.TlsFiles;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void answersByTlsAloneAndSaysSo(@TempDir Path folder) throws Exception {
        KeyStore store = selfSigned(folder);
        TlsFiles files = new TlsFiles(
                pem(folder, "CERTIFICATE", store.getCertificate("console").getEncoded()),
                pem(folder, "PRIVATE KEY", store.getKey("console", PASSWORD).getEncoded()));
        try (TestConsole console = TestConsole.in(folder).tls(files).start()) {
            URI url = URI.create("https://localhost:" + console.console().port());
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting(store))
                    .cookieHandler(new CookieManager())
                    .build();

            String path = console.console().invitation().orElseThrow();
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(url.resolve(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Origin", url.toString())
                            .POST(BodyPublishers.ofString(
                                    "name=ada&password=" + TestConsole.PASSWORD.replace(' ', '+')))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(303);
            assertThat(response.headers().firstValue("Strict-Transport-Security"))
                    .isPresent();
            assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-tamis=")
                    .contains("Secure", "HttpOnly", "SameSite=Lax");
            assertThat(client.send(
                                    HttpRequest.newBuilder(url.resolve("/queues"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .contains("Queues");
            assertThatThrownBy(() -> HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(console.url().resolve("/login"))
                                            .build(),
                                    BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    /** By the tool of the JDK. */
    private static KeyStore selfSigned(Path folder) throws Exception {
        Path file = folder.resolve("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "console",
                        "-keyalg",
                        "RSA",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost")
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static Path pem(Path folder, String label, byte[] content) throws IOException {
        String text = "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(content), label);
        return Files.writeString(folder.resolve(label.replace(' ', '-') + ".pem"), text);
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("console", store.getCertificate("console"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
