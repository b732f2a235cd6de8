package org.periodclose.core.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over fields, each with a separator after it. */
final class Sha256 {
    static final char SEPARATOR = '\u001f';

    private final MessageDigest digest = algorithm();

    Sha256 add(Object... fields) {
        for (Object field : fields) {
            digest.update(field.toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) SEPARATOR);
        }
        return this;
    }

    /** 64 hexadecimal digits of what was added since the last time. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
