package dev.tamis.console.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logging in by OpenID Connect: the code flow with proof key, state and nonce.
 *
 * <p>Safe for use by several threads.
 */
public final class OpenIdConnect {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdConnect.class);
    private static final int PATIENCE_MS = 10_000;
    private static final Scope SCOPE = new Scope("openid", "profile", "email");

    private final OpenIdSettings settings;
    private final URI callback;
    private final People people;
    private @Nullable OIDCProviderMetadata provider;

    /** @param callback the console's address that the provider sends browsers back to */
    public OpenIdConnect(OpenIdSettings settings, URI callback, People people) {
        this.settings = settings;
        this.callback = callback;
        this.people = people;
    }

    /**
     * What the browser keeps while it is at the provider.
     *
     * @param state comes back with the browser
     * @param nonce comes back in the ID token
     * @param verifier proves to the provider that the one who asks for the token is the one who asked for the code
     */
    public record Attempt(String state, String nonce, String verifier) {
        private static final String SEPARATOR = "~";

        /** As a cookie holds it. */
        public String toText() {
            return String.join(SEPARATOR, state, nonce, verifier);
        }

        public static Optional<Attempt> of(String text) {
            String[] parts = text.split(SEPARATOR, -1);
            return parts.length == 3 ? Optional.of(new Attempt(parts[0], parts[1], parts[2])) : Optional.empty();
        }
    }

    public static Attempt attempt() {
        return new Attempt(new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue());
    }

    /**
     * Where the browser goes to log in.
     *
     * @throws RefusedException where the provider does not answer
     */
    public URI authorization(Attempt attempt) throws RefusedException {
        return new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE), SCOPE, new ClientID(settings.clientId()), callback)
                .endpointURI(provider().getAuthorizationEndpointURI())
                .state(new State(attempt.state))
                .nonce(new Nonce(attempt.nonce))
                .codeChallenge(new CodeVerifier(attempt.verifier), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Who came back.
     *
     * @param query of the address that the browser came back to
     * @throws RefusedException where the provider did not let them in, the answer is not to this attempt, or they have no role here
     */
    public Person finish(String query, Attempt attempt) throws RefusedException {
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(URI.create(callback + "?" + query));
            if (!response.indicatesSuccess()) {
                throw new RefusedException("The provider did not let you in.");
            }
            if (response.getState() == null || !response.getState().getValue().equals(attempt.state)) {
                throw new RefusedException("This log-in was not begun in this browser. Try again.");
            }
            IDTokenClaimsSet claims = claims(response.toSuccessResponse().getAuthorizationCode(), attempt);
            return people.admit(
                    settings.issuer().toString(), claims.getSubject().getValue(), name(claims), role(claims));
        } catch (ParseException | BadJOSEException | JOSEException | IOException | IllegalArgumentException e) {
            LOG.warn("A log-in by OpenID Connect failed", e);
            throw new RefusedException("The provider's answer could not be used. The console's log says why.");
        }
    }

    private IDTokenClaimsSet claims(AuthorizationCode code, Attempt attempt)
            throws RefusedException, ParseException, IOException, BadJOSEException, JOSEException {
        OIDCProviderMetadata metadata = provider();
        ClientID client = new ClientID(settings.clientId());
        TokenRequest request = new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(),
                        new ClientSecretBasic(client, new com.nimbusds.oauth2.sdk.auth.Secret(settings.clientSecret())),
                        new AuthorizationCodeGrant(code, callback, new CodeVerifier(attempt.verifier)))
                .build();
        HTTPRequest http = request.toHTTPRequest();
        http.setConnectTimeout(PATIENCE_MS);
        http.setReadTimeout(PATIENCE_MS);
        TokenResponse response = OIDCTokenResponseParser.parse(http.send());
        if (!response.indicatesSuccess()) {
            throw new ParseException("no token: " + response.toErrorResponse().getErrorObject());
        }
        return new IDTokenValidator(
                        new Issuer(settings.issuer()),
                        client,
                        JWSAlgorithm.RS256,
                        metadata.getJWKSetURI().toURL())
                .validate(
                        ((OIDCTokenResponse) response.toSuccessResponse())
                                .getOIDCTokens()
                                .getIDToken(),
                        new Nonce(attempt.nonce));
    }

    private static String name(IDTokenClaimsSet claims) throws RefusedException {
        for (String claim : List.of("preferred_username", "email")) {
            String name = claims.getStringClaim(claim);
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        throw new RefusedException("The provider does not say your name.");
    }

    private Role role(IDTokenClaimsSet claims) throws RefusedException {
        List<String> several = claims.getStringListClaim(settings.roleClaim());
        String one = claims.getStringClaim(settings.roleClaim());
        List<String> named = several != null ? several : one == null ? List.of() : List.of(one);
        return Arrays.stream(Role.values())
                .filter(role -> named.stream().anyMatch(name -> name.equalsIgnoreCase(role.name())))
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new RefusedException("The provider gives you no role here. Its claim "
                        + settings.roleClaim() + " should be viewer, reviewer, lead or admin."));
    }

    private synchronized OIDCProviderMetadata provider() throws RefusedException {
        if (provider == null) {
            try {
                provider = OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), PATIENCE_MS, PATIENCE_MS);
            } catch (GeneralException | IOException e) {
                LOG.warn("The OpenID provider {} does not answer", settings.issuer(), e);
                throw new RefusedException("The provider does not answer now. Try again later.");
            }
        }
        return provider;
    }
}
