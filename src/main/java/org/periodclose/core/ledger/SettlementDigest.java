package org.periodclose.core.ledger;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.settlement.Part;

/**
 * Two fingerprints of a set of settlements, one of what is settled and one of where it stands in the ledger, so that one can tell which of the
 * two has changed. They do not depend on the order of the settlements or on how they are split into parts: each is the sum, modulo 2^128, of the
 * first 128 bits of a SHA-256 for each settlement, named as the outside world names it.
 */
public final class SettlementDigest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    private final MessageDigest sha256 = Sha256.algorithm();
    private final StringBuilder text = new StringBuilder(100);
    private final Sum amounts = new Sum();
    private final Sum accounts = new Sum();

    /**
     * Adds what is settled. The digest of a part other than MANUAL has its name in a field of its own, so that no two settlements have one text.
     *
     * @param amount with the currency's decimals
     * @param offsetAccount the journal line's own, if it has one
     * @param chargesCode the journal line's own, if it has one
     */
    public void addAmount(
            String transactionId,
            Part part,
            String amount,
            @Nullable String offsetAccount,
            @Nullable String chargesCode) {
        text.append(transactionId).append(Sha256.SEPARATOR).append(amount);
        if (offsetAccount != null || chargesCode != null) {
            text.append(Sha256.SEPARATOR).append(orNothing(offsetAccount));
            text.append(Sha256.SEPARATOR).append(orNothing(chargesCode));
        }
        addTo(amounts, part);
    }

    /** Adds where it stands in the ledger; the accounts are null where nothing is posted. */
    public void addAccounts(
            String transactionId,
            Part part,
            @Nullable String debitAccount,
            @Nullable String creditAccount,
            @Nullable Boolean storno) {
        text.append(transactionId);
        if (debitAccount != null) {
            text.append(Sha256.SEPARATOR).append(debitAccount).append(Sha256.SEPARATOR);
            text.append(orNothing(creditAccount)).append(Sha256.SEPARATOR).append(storno);
        }
        addTo(accounts, part);
    }

    /** From 0 to 2^128 - 1; parts are added {@linkplain #sum modulo 2^128}. */
    public BigInteger amounts() {
        return amounts.value();
    }

    /** From 0 to 2^128 - 1; parts are added {@linkplain #sum modulo 2^128}. */
    public BigInteger accounts() {
        return accounts.value();
    }

    public static BigInteger sum(BigInteger one, BigInteger other) {
        return one.add(other).mod(MODULUS);
    }

    private void addTo(Sum sum, Part part) {
        if (part != Part.MANUAL) {
            text.append(Sha256.SEPARATOR).append(part);
        }
        sum.add(ByteBuffer.wrap(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8))));
        text.setLength(0);
    }

    private static String orNothing(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** An unsigned number of 128 bits that forgets what goes beyond. */
    private static final class Sum {
        private long high;
        private long low;

        void add(ByteBuffer number) {
            long addedHigh = number.getLong();
            long sum = low + number.getLong();
            long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
            low = sum;
            high += addedHigh + carry;
        }

        BigInteger value() {
            return new BigInteger(
                    1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
        }
    }
}
