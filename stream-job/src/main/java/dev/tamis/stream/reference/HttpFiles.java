package dev.tamis.stream.reference;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.util.Timeout;

/** Files of web servers. Threads may share one; whoever makes it closes it. */
final class HttpFiles implements AutoCloseable {
    private static final int MOST_REDIRECTS = 3;

    /** What a server answered instead of a file. */
    static final class AnswerException extends IOException {
        private static final long serialVersionUID = 1;
        private static final int TOO_EARLY = 425;

        private final int status;

        AnswerException(int status) {
            super("the server answered " + status);
            this.status = status;
        }

        /** Whether it may answer otherwise later. */
        boolean isForNow() {
            return status >= HttpStatus.SC_SERVER_ERROR
                    || status == HttpStatus.SC_REQUEST_TIMEOUT
                    || status == HttpStatus.SC_TOO_MANY_REQUESTS
                    || status == TOO_EARLY;
        }
    }

    /** A redirection to where nothing may be read. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    private final AllowedReferences allowed;
    private final CloseableHttpClient client;

    HttpFiles(ReferenceSettings settings) {
        this.allowed = settings.allowed();
        Timeout timeout = Timeout.of(settings.timeout());
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(settings.atOnce())
                .setMaxConnPerRoute(settings.atOnce())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build());
        if (!settings.privateNetworks()) {
            connections.setDnsResolver(new PublicDns());
        }
        this.client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    /** Takes a file's bytes as they come. */
    interface Body<T> {
        T read(InputStream bytes) throws IOException;
    }

    /** Asks for a file, and for that which the server sends on to, where it may be read. */
    <T> T read(URI uri, Body<T> body) throws IOException {
        URI at = uri;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            try (ClassicHttpResponse response = client.executeOpen(null, new HttpGet(at), null)) {
                if (response.getCode() == HttpStatus.SC_OK) {
                    try (InputStream bytes = response.getEntity().getContent()) {
                        return body.read(bytes);
                    }
                }
                at = redirected(at, response);
            }
        }
        throw new RefusedException("the server redirects more than " + MOST_REDIRECTS + " times");
    }

    private URI redirected(URI from, ClassicHttpResponse response) throws IOException {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        boolean redirects = response.getCode() / 100 == HttpStatus.SC_REDIRECTION / 100;
        if (!redirects || location == null) {
            throw new AnswerException(response.getCode());
        }
        Optional<URI> to = resolved(from, location.getValue()).flatMap(allowed::allowed);
        return to.orElseThrow(() -> new RefusedException("the server redirects to where nothing may be read"));
    }

    private static Optional<String> resolved(URI from, String location) {
        try {
            return Optional.of(from.resolve(location).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
