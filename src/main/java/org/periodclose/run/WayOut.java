package org.periodclose.run;

import java.util.List;
import java.util.Optional;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;

/** What to do about a fault that was not there when a run was checked: the run is interrupted and its journal frozen, so other remedies do not work. */
final class WayOut {
    private WayOut() {}

    static List<Fault> of(List<Fault> faults, long run) {
        return faults.stream().map(fault -> of(fault, run)).toList();
    }

    static Fault of(Fault fault, long run) {
        String abandon = "end the run with abandon --run " + run;
        String remedy = undo(fault.code())
                .map(undo -> undo + " and run the same command again, or " + abandon)
                .orElseGet(() -> abandon + ", then: " + fault.remedy());
        return new Fault(
                fault.code(),
                fault.message() + "; run " + run + " stays interrupted",
                remedy,
                fault.journal(),
                fault.transactionId(),
                fault.itemNumber(),
                fault.quantity());
    }

    /** How the program takes a change back; empty: it has no way, or what is settled already does not fit any more. */
    private static Optional<String> undo(FaultCode code) {
        return Optional.ofNullable(
                switch (code) {
                    case PERIOD_NOT_OPEN -> "open the period again in fiscal_periods.csv";
                    case INVENTORY_CLOSED -> "cancel the inventory close";
                    case STORNO_NOT_ALLOWED -> "switch storno_for_inventory_adjustments on again in companies.csv";
                    case LAYER_NOT_SET_UP -> "give the company its reporting_currency again in companies.csv";
                    default -> null;
                });
    }
}
