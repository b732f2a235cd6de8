package org.periodclose.desk;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;
import org.periodclose.workers.Worker;

/** The part that this process has in runs that others lead. */
public final class WorkerShift implements Stoppable {
    /** In the settings: runs are spread over workers, and {@link Desk#worker} can be asked for. */
    public static final Map<String, Object> WITH_WORKERS = Map.of("period-close.workers", true);
    /** In the settings: a run is that of one process. */
    public static final Map<String, Object> WITHOUT_WORKERS = Map.of("period-close.workers", false);

    private final Worker worker;

    WorkerShift(Worker worker) {
        this.worker = worker;
    }

    /**
     * What was done.
     *
     * @param worker its name
     * @param partitions how many it has settled or verified
     */
    public record Done(String worker, long partitions) {}

    /**
     * Settles partitions until it is stopped, or has had nothing to do for so long.
     *
     * @param idle null: however long
     * @throws org.periodclose.core.fault.Refused if a run of another version of the program is at work
     */
    public Done work(@Nullable Duration idle) {
        worker.workUntilTheEnd(idle);
        return new Done(worker.name(), worker.done());
    }

    /** It gives its partitions back at their next checkpoints. */
    @Override
    public void stop(Outcome outcome) {
        worker.stop();
    }

    @Override
    public void cancelStatements() {
        worker.cancelStatements();
    }
}
