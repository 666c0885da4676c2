package dev.tamis.acceptance;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of S3's protocol that keeps objects in a folder, in a process of its own. */
final class ObjectStore implements AutoCloseable {
    static final String BUCKET = "tamis";
    /** It takes any. */
    static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "tamis", "AWS_SECRET_ACCESS_KEY", "secret-of-a-test");

    private static final Pattern COUNT = Pattern.compile("<KeyCount>(\\d+)</KeyCount>");

    private final Process process;
    private final int port;

    private ObjectStore(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it with a bucket; it may be asked at once, since whoever asks tries again. */
    static ObjectStore start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        "target/s3mock.jar",
                        "--com.adobe.testing.s3mock.http-port=" + port,
                        "--com.adobe.testing.s3mock.store.root=" + folder,
                        "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
                        "--com.adobe.testing.s3mock.store.retain-files-on-exit=true",
                        "--server.address=127.0.0.1",
                        "--server.port=0"))
                .redirectErrorStream(true)
                .redirectOutput(new File(folder + ".log"))
                .start();
        return new ObjectStore(process, port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** How many objects it holds whose names begin so, of the first thousand. */
    int objects(String prefix) throws IOException, InterruptedException {
        URI list = url().resolve("/%s?list-type=2&prefix=%s".formatted(BUCKET, prefix));
        String answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        Matcher count = COUNT.matcher(answer);
        if (!count.find()) {
            throw new IOException("no list of objects: " + answer);
        }
        return Integer.parseInt(count.group(1));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
