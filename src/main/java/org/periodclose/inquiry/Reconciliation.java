package org.periodclose.inquiry;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.Money;

/**
 * The subledger held against the ledger: for each main account what the settlements of posted runs move, and what their voucher lines post.
 *
 * @param day the last posting date
 * @param accounts all that are touched, in code-point order
 * @param differences each run and account where the two are not the same
 */
public record Reconciliation(Books books, LocalDate day, List<OfAccount> accounts, List<Difference> differences) {
    public Reconciliation {
        accounts = List.copyOf(accounts);
        differences = List.copyOf(differences);
    }

    /** Debit plus, credit minus. */
    public record OfAccount(String account, String name, Money settlements, Money ledger) {
        public Money difference() {
            return settlements.plus(ledger.negated());
        }
    }

    /**
     * What the settlements of a run move on an account more than its voucher posts.
     *
     * @param reason the note of a run without ledger update; null: nothing explains it
     */
    public record Difference(
            String account,
            long run,
            @Nullable String journal,
            LocalDate postingDate,
            Money amount,
            @Nullable String reason) {}

    /** Those without a cause: rows that never change were altered. */
    public List<Difference> unexplained() {
        return differences.stream()
                .filter(difference -> difference.reason() == null)
                .toList();
    }

    /** Those as faults; empty: it adds up. */
    public List<Fault> faults() {
        return unexplained().stream()
                .map(
                        difference -> Fault.of(
                                FaultCode.UNEXPLAINED_DIFFERENCE,
                                "the settlements of run " + difference.run() + " move "
                                        + difference.amount().toPlainString() + " "
                                        + difference.amount().currency() + " more on account "
                                        + Text.quoted(difference.account())
                                        + " than its voucher posts",
                                "rows that never change were altered: keep the database as it is and find out who changed them"))
                .toList();
    }
}
