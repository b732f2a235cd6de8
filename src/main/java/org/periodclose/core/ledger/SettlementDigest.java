package org.periodclose.core.ledger;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.settlement.Part;

/**
 * Two fingerprints of a set of settlements: one of their amounts and one of their accounts, so that a comparison shows which of the two has
 * changed. They do not depend on the order of the settlements or on how they are split into parts: each is the sum, modulo 2^128, of the
 * first 128 bits of a SHA-256 for each settlement, with names instead of internal ids.
 */
public final class SettlementDigest {
    private final StringBuilder text = new StringBuilder(100);
    private final SetDigest amounts = new SetDigest();
    private final SetDigest accounts = new SetDigest();

    /**
     * Adds the amount of a settlement. A part other than MANUAL adds its name as a separate field, so that no two settlements have the same text.
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

    /** Adds the accounts of a settlement; they are null where nothing is posted. */
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

    /** From 0 to 2^128 - 1; parts are added {@linkplain SetDigest#sum modulo 2^128}. */
    public BigInteger amounts() {
        return amounts.value();
    }

    /** From 0 to 2^128 - 1; parts are added {@linkplain SetDigest#sum modulo 2^128}. */
    public BigInteger accounts() {
        return accounts.value();
    }

    private void addTo(SetDigest set, Part part) {
        if (part != Part.MANUAL) {
            text.append(Sha256.SEPARATOR).append(part);
        }
        set.add(text);
        text.setLength(0);
    }

    private static String orNothing(@Nullable String value) {
        return value == null ? "" : value;
    }
}
