package org.periodclose.core.ledger;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A fingerprint of the lines of a voucher in their order, and one of how many settlements each item group and item has in it. */
public final class VoucherDigest {
    private final Sha256 lines = new Sha256();
    private final Sha256 grouping = new Sha256();
    private String group = "";
    private long settlementsOfGroup;

    /** Adds the next line; the order matters. */
    public void add(VoucherLine line) {
        add(
                line.line(),
                line.debitAccount(),
                line.creditAccount(),
                line.amount().toPlainString(),
                line.storno(),
                line.itemGroup(),
                line.itemNumber(),
                line.settlements());
    }

    /** The same for a line as it is stored, whatever somebody has made of it. */
    public void add(
            int line,
            String debitAccount,
            String creditAccount,
            String amount,
            boolean storno,
            @Nullable String itemGroup,
            @Nullable String itemNumber,
            long settlements) {
        String groupOfLine = Objects.requireNonNullElse(itemGroup, "");
        String itemOfLine = Objects.requireNonNullElse(itemNumber, "");
        lines.add(line, debitAccount, creditAccount, amount, storno, groupOfLine, itemOfLine, settlements);
        String next = groupOfLine + Sha256.SEPARATOR + itemOfLine;
        if (!next.equals(group)) {
            endGroup();
            group = next;
        }
        settlementsOfGroup += settlements;
    }

    /** Ends with the sums of {@link SettlementDigest}. */
    public Fingerprint with(BigInteger amounts, BigInteger accounts) {
        endGroup();
        return new Fingerprint(amounts, accounts, lines.hex(), grouping.hex());
    }

    /** Plus and storno of a group are lines of their own; they are one group all the same. */
    private void endGroup() {
        if (settlementsOfGroup > 0) {
            grouping.add(group, settlementsOfGroup);
        }
        settlementsOfGroup = 0;
    }
}
