package org.periodclose.ledger;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The checksum of a voucher's content: what is posted where, when and for which transactions. It is the same for a dry run and the run that
 * posts it, and knows nothing of run number, voucher number, time or user.
 */
public final class Checksum {
    private final MessageDigest sha256 = SettlementDigest.sha256();

    /** Begins with what holds for the whole voucher. */
    public Checksum(Run run) {
        add(run.type(), run.company(), run.journal(), run.postingDate(), run.currencyLayer(), run.currency());
        add(run.specification(), run.updateLedger(), run.storno());
    }

    /** Adds the next line; the order matters. */
    public void add(VoucherLine line) {
        add(
                line.line(),
                line.debitAccount(),
                line.creditAccount(),
                line.amount().toPlainString(),
                line.storno());
        add(Objects.requireNonNullElse(line.itemGroup(), ""), Objects.requireNonNullElse(line.itemNumber(), ""));
        add(line.settlements());
    }

    /** Ends with the settlements and gives 64 hexadecimal digits. */
    public String of(BigInteger settlementDigest) {
        add(settlementDigest);
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void add(Object... fields) {
        for (Object field : fields) {
            sha256.update(field.toString().getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0x1f);
        }
    }
}
