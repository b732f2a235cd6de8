package org.periodclose.run;

import java.util.List;
import org.periodclose.core.fault.Fault;

/**
 * Checks one range of a settled run: every law that is asked by range. Whoever has transactions of the run's term can do it, for any range, in any
 * order and beside others; it reads only.
 */
final class RangeVerification {
    private final WorkTransactions transactions;
    private final Laws laws;

    RangeVerification(WorkTransactions transactions, Laws laws) {
        this.transactions = transactions;
        this.laws = laws;
    }

    /** The first violations of each law, in the caller's transaction; the laws are in their order. */
    List<Violations> verify(long run, KeyRange range) {
        Laws.Checked checked = laws.checked(run);
        QueryPlans.suit(transactions.jdbc(), checked.planned());
        return laws.of(checked.type()).stream()
                .filter(Laws.Law::byRange)
                .map(law -> new Violations(law.title(), laws.violations(law, run, range, checked)))
                .toList();
    }

    /** What breaks a law, somewhere. */
    record Violations(String law, List<Fault> faults) {}
}
