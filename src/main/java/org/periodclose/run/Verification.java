package org.periodclose.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.evidence.Audit;

/**
 * The gate before posting: every law must return no row for the run. The laws of a large run are checked side by side, and its voucher is drafted
 * beside them. An {@link Audit} asks the same laws of what is posted.
 */
final class Verification {
    /** What settling has filled. */
    private static final List<String> WRITTEN = List.of("settlement", "settlement_sum");

    private final WorkTransactions transactions;
    private final Laws laws;
    private final VoucherPosting voucher;
    private final SideBySide sideBySide;

    Verification(WorkTransactions transactions, Laws laws, VoucherPosting voucher) {
        this.transactions = transactions;
        this.laws = laws;
        this.voucher = voucher;
        this.sideBySide = new SideBySide(transactions);
    }

    /**
     * Checks the laws of a settled run and drafts its voucher.
     *
     * @throws Refused naming the first rows that break each law; the first fault has code LAW_BROKEN if the run cannot continue
     */
    void verify(long run) {
        Laws.Checked checked = laws.checked(run);
        List<Supplier<List<Fault>>> work = new ArrayList<>();
        laws.of(checked.type()).forEach(law -> work.add(() -> laws.violations(law, run, checked)));
        work.add(doing(() -> voucher.draft(run)));
        List<Fault> faults = faultsOf(work, checked);
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }

    private List<Fault> faultsOf(List<Supplier<List<Fault>>> work, Laws.Checked checked) {
        List<List<Fault>> found;
        if (QueryPlans.isLarge(checked.planned())) {
            sideBySide.all(WRITTEN.stream()
                    .map(table ->
                            doing(() -> QueryPlans.refreshStatistics(transactions.jdbc(), table, checked.planned())))
                    .toList());
            List<Supplier<List<Fault>>> pieces = new ArrayList<>();
            work.forEach(piece -> pieces.add(suited(piece, checked)));
            pieces.add(doing(this::summarise));
            found = sideBySide.all(pieces);
        } else {
            summarise();
            found = work.stream().map(Supplier::get).toList();
        }
        return found.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing((Fault fault) -> fault.code() != FaultCode.LAW_BROKEN))
                .toList();
    }

    private Supplier<List<Fault>> suited(Supplier<List<Fault>> piece, Laws.Checked checked) {
        return () -> {
            QueryPlans.suit(transactions.jdbc(), checked.planned());
            return piece.get();
        };
    }

    private static Supplier<List<Fault>> doing(Runnable work) {
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
