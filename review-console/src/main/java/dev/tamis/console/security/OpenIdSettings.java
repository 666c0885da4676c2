package dev.tamis.console.security;

import java.net.URI;

/**
 * Where people log in who have their account elsewhere.
 *
 * @param issuer as its configuration names it; {@code /.well-known/openid-configuration} is found below it
 * @param roleClaim the claim of the ID token that names the person's role, or several of them, of which the highest counts
 */
public record OpenIdSettings(URI issuer, String clientId, String clientSecret, String roleClaim) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "OpenIdSettings[issuer=%s, clientId=%s, roleClaim=%s]".formatted(issuer, clientId, roleClaim);
    }
}
