package org.periodclose.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.evidence.Audit;
import org.periodclose.run.RangeVerification.Violations;

/**
 * The gate before posting: every law must return no row for the run. A large run is verified by range, side by side, and its voucher is drafted
 * beside that. An {@link Audit} asks the same laws of what is posted.
 */
final class Verification {
    /** What settling has filled. */
    private static final List<String> WRITTEN = List.of("settlement", "settlement_sum");

    private final WorkTransactions transactions;
    private final Laws laws;
    private final VoucherPosting voucher;
    private final RangeVerification ofRange;

    Verification(WorkTransactions transactions, Laws laws, VoucherPosting voucher) {
        this.transactions = transactions;
        this.laws = laws;
        this.voucher = voucher;
        this.ofRange = new RangeVerification(transactions, laws);
    }

    /**
     * Checks the laws of a small run and drafts its voucher, in the caller's transaction.
     *
     * @throws Refused as {@link #require}
     */
    void verify(long run) {
        summarise();
        List<Violations> found = new ArrayList<>(ofRange.verify(run, KeyRange.ALL));
        Laws.Checked checked = laws.checked(run);
        whole(checked).forEach(law -> found.add(violations(law, run, checked)));
        voucher.draft(run);
        require(run, found);
    }

    /** Whether a run is verified by range. */
    boolean isByRange(long run) {
        return QueryPlans.isLarge(laws.checked(run).planned());
    }

    /** Before the ranges of a run are verified. */
    void refreshStatistics(long run) {
        long planned = laws.checked(run).planned();
        sideBySide(WRITTEN.stream()
                .map(table -> doing(() -> QueryPlans.refreshStatistics(transactions.jdbc(), table, planned)))
                .toList());
    }

    /** What asks the laws that are asked by range. */
    RangeVerification ofRange() {
        return ofRange;
    }

    /** What breaks the laws of the run as a whole, each asked in a transaction of its own; beside them its voucher is drafted. */
    List<Violations> whole(long run) {
        Laws.Checked checked = laws.checked(run);
        List<Supplier<List<Violations>>> pieces = new ArrayList<>();
        pieces.add(doing(() -> voucher.draft(run)));
        whole(checked).forEach(law -> pieces.add(() -> List.of(violations(law, run, checked))));
        pieces.add(doing(this::summarise));
        return sideBySide(pieces.stream()
                .<Supplier<List<Violations>>>map(piece -> () -> {
                    QueryPlans.suit(transactions.jdbc(), checked.planned());
                    return piece.get();
                })
                .toList());
    }

    /**
     * Ends the verification of a run.
     *
     * @param found by range and of the whole
     * @throws Refused naming the first rows that break each law; the first fault has code LAW_BROKEN if the run cannot continue
     */
    void require(long run, List<Violations> found) {
        List<Fault> faults = laws.of(laws.checked(run).type()).stream()
                .flatMap(law -> Laws.first(found.stream()
                                .filter(violations -> violations.law().equals(law.title()))
                                .flatMap(violations -> violations.faults().stream())
                                .toList())
                        .stream())
                .sorted(Comparator.comparing((Fault fault) -> fault.code() != FaultCode.LAW_BROKEN))
                .toList();
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }

    private List<Laws.Law> whole(Laws.Checked checked) {
        return laws.of(checked.type()).stream().filter(law -> !law.byRange()).toList();
    }

    private Violations violations(Laws.Law law, long run, Laws.Checked checked) {
        return new Violations(law.title(), laws.violations(law, run, KeyRange.ALL, checked));
    }

    private List<Violations> sideBySide(List<Supplier<List<Violations>>> pieces) {
        return new SideBySide(transactions)
                .all(pieces).stream().flatMap(List::stream).toList();
    }

    private static Supplier<List<Violations>> doing(Runnable work) {
        return () -> {
            work.run();
            return List.of();
        };
    }

    /** For the runs to come; the blocks that this run has filled are read whole until then. */
    private void summarise() {
        transactions.jdbc().sql("select from summarise_settlements()").query().listOfRows();
    }
}
