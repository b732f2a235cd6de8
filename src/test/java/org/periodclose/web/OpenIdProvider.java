package org.periodclose.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** An identity provider on this machine. It knows one user at a time and asks nobody for a password. */
final class OpenIdProvider implements AutoCloseable {
    static final String CLIENT = "period-close";

    private final HttpServer server;
    private final RSAKey key;
    private final RSAKey otherKey;
    private volatile RSAKey signing;
    private volatile String user = "";
    private volatile String nonce = "";

    OpenIdProvider() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("k").generate();
        signing = key;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/.well-known/openid-configuration", this::configuration);
        answer("/keys", () -> new JWKSet(key.toPublicJWK()).toString());
        answer("/token", this::token);
        answer("/user", () -> "{\"sub\": \"1\", \"preferred_username\": \"" + user + "\"}");
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void knows(String name) {
        user = name;
    }

    void signsWithAnotherKey(boolean another) {
        signing = another ? otherKey : key;
    }

    /** Where a browser is sent that comes with the question of the console. */
    String sendsBackTo(URI question) {
        Map<String, String> asked = new HashMap<>();
        for (String pair : question.getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            asked.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        nonce = Objects.requireNonNull(asked.get("nonce"));
        return URI.create(Objects.requireNonNull(asked.get("redirect_uri"))).getPath() + "?code=1&state="
                + URLEncoder.encode(Objects.requireNonNull(asked.get("state")), StandardCharsets.UTF_8);
    }

    private String configuration() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys",
                 "userinfo_endpoint": "%1$s/user", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"], "scopes_supported": ["openid", "profile"]}
                """.formatted(address());
    }

    private String token() {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(signing.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(address())
                        .subject("1")
                        .audience(CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", nonce)
                        .claim("preferred_username", user)
                        .build());
        try {
            token.sign(new RSASSASigner(signing));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 300, \"scope\": \"openid profile\", \"id_token\": \""
                + token.serialize() + "\"}";
    }

    private void answer(String path, Supplier<String> json) {
        server.createContext(path, exchange -> {
            byte[] body = json.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
