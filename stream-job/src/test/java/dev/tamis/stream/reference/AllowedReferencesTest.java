package dev.tamis.stream.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedReferencesTest {
    private final AllowedReferences allowed =
            of("https://images.example.org/u/", "s3://uploads/", "file:///srv/images/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://images.example.org/u/a.jpg",
                "https://images.example.org/u/2026/a%20b.jpg?signature=abc",
                "HTTPS://Images.Example.ORG/u/a.jpg",
                "s3://uploads/2026/a.jpg",
                "file:///srv/images/a.jpg",
                "file:/srv/images/a.jpg",
                "https://images.example.org/u/a..b.jpg",
            })
    void allowsWhatLiesBelowAnAddress(String reference) {
        assertThat(allowed.allowed(reference)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.jpg",
                "not a uri",
                "http://images.example.org/u/a.jpg",
                "https://images.example.org/v/a.jpg",
                "https://images.example.org/ua.jpg",
                "https://images.example.org:8443/u/a.jpg",
                "https://images.example.org.evil.example/u/a.jpg",
                "https://images.example.org@evil.example/u/a.jpg",
                "https://evil.example@images.example.org/u/a.jpg",
                "https://evil.example/https://images.example.org/u/a.jpg",
                "https://images.example.org/u/../private/a.jpg",
                "https://images.example.org/u/..%2fprivate/a.jpg",
                "https://images.example.org/u/%2e%2e/private/a.jpg",
                "https://images.example.org/u/%252e%252e/private/a.jpg",
                "https://images.example.org/u/..%5cprivate/a.jpg",
                "https://images.example.org/u/a.jpg#fragment",
                "s3://other/a.jpg",
                "s3:uploads/a.jpg",
                "file:///srv/images/../secret",
                "file:///etc/passwd",
                "file:///srv/images/a%00.jpg",
                "jar:file:///srv/images/a.jar!/a.jpg",
            })
    void refusesEverythingElse(String reference) {
        assertThat(allowed.allowed(reference)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://images.example.org", "https://images.example.org/u", "s3://uploads/?a=b/", "uploads/"})
    void takesNoAddressThatWouldAllowMoreThanItSays(String address) {
        assertThatThrownBy(() -> of(address)).isInstanceOf(IllegalArgumentException.class);
    }

    private static AllowedReferences of(String... addresses) {
        return new AllowedReferences(Stream.of(addresses).map(URI::create).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://images.example.org/u/a.jpg", "file:///a"})
    void allowsNothingByDefault(String reference) {
        AllowedReferences none = new AllowedReferences(List.of());

        assertThat(none.any()).isFalse();
        assertThat(none.allowed(reference)).isEmpty();
    }
}
