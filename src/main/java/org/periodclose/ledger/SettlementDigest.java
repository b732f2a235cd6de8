package org.periodclose.ledger;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.periodclose.settlement.Settlement;

/**
 * A fingerprint of a set of settlements that does not depend on their order or on how they are split into parts: the sum, modulo 2^128, of
 * the first 128 bits of the SHA-256 of each.
 */
public final class SettlementDigest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    private final MessageDigest sha256 = sha256();
    private long high;
    private long low;

    /** Adds one settlement, named as the outside world names it. */
    public void add(String transactionId, Settlement settlement, String debitAccount, String creditAccount) {
        String text = transactionId
                + '\u001f'
                + settlement.amount().toPlainString()
                + '\u001f'
                + debitAccount
                + '\u001f'
                + creditAccount
                + '\u001f'
                + settlement.ledger().storno();
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        long addedHigh = hash.getLong();
        long sum = low + hash.getLong();
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

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
