package org.periodclose.posting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.periodclose.fault.Fault;
import org.periodclose.fault.Refused;
import org.periodclose.ledger.Run;

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
        Map<Long, Run> chain = new HashMap<>();
        Deque<Run> open = new ArrayDeque<>(List.of(tasks.toCancel(number).toCancel()));
        while (!open.isEmpty()) {
            Run run = open.remove();
            if (chain.putIfAbsent(Objects.requireNonNull(run.run()), run) == null) {
                for (Run later : runs.inTheWayOf(Objects.requireNonNull(run.run()))) {
                    open.add(tasks.toCancel(Objects.requireNonNull(later.run())).toCancel());
                }
            }
        }
        return chain.values().stream()
                .sorted(Comparator.comparing((Run run) -> Objects.requireNonNull(run.endedAt()))
                        .thenComparing(run -> Objects.requireNonNull(run.run()))
                        .reversed())
                .toList();
    }

    /** Before anything is begun: every run of the chain can be taken back at its date. */
    void requireDates(List<Run> chain, CancelRequest request) {
        List<Fault> faults = new ArrayList<>();
        for (Run run : chain) {
            Task task = tasks.toCancel(Objects.requireNonNull(run.run()));
            if (runs.of(task).isEmpty()) {
                faults.addAll(dates.faults(task, Objects.requireNonNullElse(request.newDate(), run.postingDate())));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }
}
