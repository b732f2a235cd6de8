package org.periodclose.core.ledger;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A fingerprint of the lines of a voucher in their order, and one of the number of settlements of each item group and item. */
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

    /** Adds a line as it is stored, even if its values are no longer valid. */
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

    /** The fingerprint, with the sums of {@link SettlementDigest} and of the matches. */
    public Fingerprint with(BigInteger amounts, BigInteger accounts, BigInteger matches) {
        endGroup();
        return new Fingerprint(amounts, accounts, matches, lines.hex(), grouping.hex());
    }

    /** The plus lines and storno lines of a group count as one group. */
    private void endGroup() {
        if (settlementsOfGroup > 0) {
            grouping.add(group, settlementsOfGroup);
        }
        settlementsOfGroup = 0;
    }
}
