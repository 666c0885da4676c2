package dev.tamis.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks for pages and sends forms, with cookies, as a browser does; shows and runs nothing. */
public final class TestBrowser {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final URI url;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    public TestBrowser(URI url) {
        this.url = url;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
    }

    public void logIn(String name) throws IOException, InterruptedException {
        require(303, post("/login", Map.of("name", name, "password", TestConsole.PASSWORD)));
    }

    /** What it would send along: {@code NAME=VALUE}. */
    public String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The token against forged requests, as a page has it. */
    public String token() throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get("/queues").body());
        if (!token.find()) {
            throw new AssertionError("nobody is logged in");
        }
        return token.group(1);
    }

    /** Sends a form with the token that its page has. */
    public HttpResponse<String> submit(String path, Map<String, String> form) throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(form);
        all.put("csrf", token());
        return post(path, all);
    }

    /** Sends a form as it is. */
    public HttpResponse<String> post(String path, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> require(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError("%s: status %d expected, found %d: %s"
                    .formatted(response.uri(), status, response.statusCode(), response.body()));
        }
        return response;
    }
}
