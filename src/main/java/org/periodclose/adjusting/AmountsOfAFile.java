package org.periodclose.adjusting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

/** Takes the amounts of one file into one journal, all or none. */
final class AmountsOfAFile implements FileOfAmounts.Reader {
    /** Further faults are not reported. */
    static final int KEPT = 1_000;

    private static final int ROWS_AT_ONCE = 10_000;

    private final TypedLines lines;
    private final long journal;
    private final String journalName;
    private final String file;
    private final List<Found> faults = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();
    private int waiting;
    private boolean more;

    private record Found(long line, Fault fault) {}

    AmountsOfAFile(TypedLines lines, long journal, String journalName, String file) {
        this.lines = lines;
        this.journal = journal;
        this.journalName = journalName;
        this.file = file;
    }

    /**
     * Stores the amounts.
     *
     * @return how many lines of the journal were added or changed
     * @throws Refused with the lines that are refused, by line
     */
    long store(FileOfAmounts amounts, String currency) {
        lines.prepareFile();
        amounts.read(currency, this);
        copy();
        lines.duplicatesOfFile(journalName, KEPT + 1).forEach(this::refuse);
        lines.changedOfFile(journal, journalName, KEPT + 1).forEach(this::refuse);
        lines.refusedOfFile(journal, journalName, KEPT + 1).forEach(this::refuse);
        refuseIfAny();
        return lines.storeFile(journal);
    }

    @Override
    public void amount(
            long line, String transactionId, BigDecimal amount, boolean compared, @Nullable BigDecimal before) {
        rows.append(line).append('\t').append(transactionId.replace("\\", "\\\\"));
        rows.append('\t').append(amount.toPlainString()).append('\t').append(compared);
        rows.append('\t')
                .append(before == null ? "\\N" : before.toPlainString())
                .append('\n');
        if (++waiting == ROWS_AT_ONCE) {
            copy();
        }
    }

    private void copy() {
        if (waiting > 0) {
            lines.copyOfFile(rows);
            rows.setLength(0);
            waiting = 0;
        }
    }

    @Override
    public void refuse(long line, String column, FaultCode code, String what, String remedy) {
        add(line, code, column + ": " + what, remedy, null);
    }

    private void refuse(TypedLines.Checked line) {
        Fault fault = line.fault();
        if (fault != null) {
            String column = switch (fault.code()) {
                case VALUE_BELOW_ZERO, AMOUNT_CHANGED -> "amount";
                default -> "transaction_id";
            };
            add(line.ordinal(), fault.code(), column + ": " + fault.message(), fault.remedy(), line.transactionId());
        }
    }

    private void add(long line, FaultCode code, String message, String remedy, @Nullable String transaction) {
        if (faults.size() > 3 * KEPT) {
            more = true;
            return;
        }
        faults.add(
                new Found(line, new Fault(code, file + ":" + line + ": " + message, remedy, journalName, transaction)));
    }

    private void refuseIfAny() {
        List<Fault> first = new ArrayList<>(faults.stream()
                .sorted(Comparator.comparingLong(Found::line))
                .limit(KEPT)
                .map(Found::fault)
                .toList());
        if (more || faults.size() > KEPT) {
            first.add(Fault.of(
                    FaultCode.MORE_FAULTS,
                    "more lines of " + file + " are refused",
                    "correct those above, then upload it again to see the rest"));
        }
        Refused.ifAny(first);
    }
}
