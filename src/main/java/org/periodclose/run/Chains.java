package org.periodclose.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Run;

/** A run to take back and all that stand in its way. */
final class Chains {
    private final Tasks tasks;
    private final RunRecords runs;
    private final OpenDates dates;

    Chains(Tasks tasks, RunRecords runs, OpenDates dates) {
        this.tasks = tasks;
        this.runs = runs;
        this.dates = dates;
    }

    /** The runs that have to be taken back to take back one, the newest first, that one last. */
    List<Run> of(long number) {
        tasks.toCancel(number);
        List<Run> chain = new ArrayList<>(runs.toCancel(number));
        chain.forEach(Tasks::requirePosted);
        Collections.reverse(chain);
        return chain;
    }

    /** Before anything is begun: every run of the chain can be taken back at its date. */
    void requireDates(List<Run> chain, CancelRequest request) {
        List<Fault> faults = new ArrayList<>();
        for (Run run : chain) {
            Task task = tasks.toCancel(Objects.requireNonNull(run.run()));
            if (runs.of(task).isEmpty()) {
                faults.addAll(dates.faults(task, request.dateFor(run)));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }
}
