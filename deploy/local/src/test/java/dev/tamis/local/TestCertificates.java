package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority in a folder, by the tool of the JDK. */
final class TestCertificates {
    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";

    private final Path store;

    TestCertificates(Path folder) throws IOException, InterruptedException {
        this.store = folder.resolve("certificates.p12");
        generate(AUTHORITY, "-ext", "bc:c");
    }

    /** Writes the PEM of the authority's certificate. */
    void writeAuthority(Path file) throws IOException, GeneralSecurityException {
        write(file, pem("CERTIFICATE", open().getCertificate(AUTHORITY).getEncoded()));
    }

    /** Issues a certificate for a name on this machine and writes the PEM of it, of its chain and of its private key. */
    void issue(String name, Path file) throws IOException, InterruptedException, GeneralSecurityException {
        generate(name, "-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1,dns:localhost");
        KeyStore opened = open();
        StringBuilder text = new StringBuilder(
                pem("PRIVATE KEY", opened.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        for (Certificate each : opened.getCertificateChain(name)) {
            text.append(pem("CERTIFICATE", each.getEncoded()));
        }
        write(file, text.toString());
    }

    private void generate(String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name + ", O=Example",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            opened.load(in, PASSWORD.toCharArray());
        }
        return opened;
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(der), type);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
