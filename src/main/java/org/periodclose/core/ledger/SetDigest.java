package org.periodclose.core.ledger;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A fingerprint of a set of texts: the sum, modulo 2^128, of the first 128 bits of a SHA-256 for each. It does not depend on their order or on how they
 * are split into parts.
 */
public final class SetDigest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    private final MessageDigest sha256 = Sha256.algorithm();
    private long high;
    private long low;

    /** The fields of one row as a text; null is an empty field. */
    public static String text(Object... fields) {
        StringBuilder text = new StringBuilder(100);
        for (Object field : fields) {
            if (text.length() > 0) {
                text.append(Sha256.SEPARATOR);
            }
            text.append(field);
        }
        return text.toString();
    }

    public void add(CharSequence text) {
        ByteBuffer number = ByteBuffer.wrap(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        long addedHigh = number.getLong();
        long sum = low + number.getLong();
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        high += addedHigh + carry;
    }

    /** From 0 to 2^128 - 1; parts are added {@linkplain #sum modulo 2^128}. */
    public BigInteger value() {
        return new BigInteger(
                1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }

    public static BigInteger sum(BigInteger one, BigInteger other) {
        return one.add(other).mod(MODULUS);
    }
}
