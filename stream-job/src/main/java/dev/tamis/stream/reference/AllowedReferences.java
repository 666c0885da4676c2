package dev.tamis.stream.reference;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which URIs may be read: those below one of some addresses, for example {@code https://images.example.org/} or {@code
 * s3://uploads/}. Pure; nothing is resolved or opened.
 *
 * <p>An address ends with a slash, so that {@code /uploads} does not allow {@code /uploads-private}. Steps upwards are refused in
 * whatever spelling, since what a server makes of them cannot be known.
 *
 * @param addresses scheme, authority and path that a URI must begin with
 */
public record AllowedReferences(List<URI> addresses) implements Serializable {
    public AllowedReferences {
        for (URI address : addresses) {
            checkArgument(
                    address.getScheme() != null && address.getRawPath() != null,
                    "an address has a scheme and a path: %s",
                    address);
            checkArgument(address.getRawPath().endsWith("/"), "an address ends with a slash: %s", address);
            checkArgument(
                    address.getRawQuery() == null && address.getRawFragment() == null,
                    "an address has no query and no fragment: %s",
                    address);
        }
        addresses = List.copyOf(addresses);
    }

    /** Whether any URI may be read. */
    public boolean any() {
        return !addresses.isEmpty();
    }

    /**
     * The URI of a reference that may be read.
     *
     * @return nothing where it is no URI, or none that is allowed
     */
    public Optional<URI> allowed(String reference) {
        try {
            URI uri = new URI(reference);
            return isPlain(uri) && addresses.stream().anyMatch(address -> isBelow(uri, address))
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Without a user's name, a fragment, and steps upwards. */
    private static boolean isPlain(URI uri) {
        if (uri.isOpaque() || uri.getScheme() == null || uri.getRawPath() == null) {
            return false;
        }
        String path = uri.getPath();
        boolean steps = List.of(path.split("[/\\\\]", -1)).contains("..");
        String raw = uri.getRawPath().toLowerCase(Locale.ROOT);
        boolean disguised = raw.contains("%2e") || raw.contains("%2f") || raw.contains("%5c") || raw.contains("%25");
        return !steps
                && !disguised
                && path.indexOf('\0') < 0
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null;
    }

    private static boolean isBelow(URI uri, URI address) {
        return address.getScheme().equalsIgnoreCase(uri.getScheme())
                && authority(address).equals(authority(uri))
                && uri.getRawPath().startsWith(address.getRawPath());
    }

    private static String authority(URI uri) {
        String authority = uri.getRawAuthority();
        return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    }

    /** A URI without its query, which may hold a signature: fit to be shown. */
    static String shown(URI uri) {
        return uri.getScheme() + "://" + authority(uri) + uri.getRawPath();
    }
}
