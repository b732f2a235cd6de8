package org.periodclose.run;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends interrupted runs that will not be finished: what they settled stays as evidence and does not count. */
public final class Abandon {
    private final RunLock lock;
    private final Kinds kinds;
    private final JdbcClient jdbc;
    private final RunRecords runs;
    private final JobLaunch launch;

    Abandon(RunLock lock, Kinds kinds, JdbcClient jdbc, RunRecords runs, JobLaunch launch) {
        this.lock = lock;
        this.kinds = kinds;
        this.jdbc = jdbc;
        this.runs = runs;
        this.launch = launch;
    }

    /**
     * Ends an interrupted run as FAILED, whole or not at all: its journal is OPEN again, or the run that it was to cancel is active as before.
     *
     * @param note why; null: not said
     * @return false if it was abandoned before: then nothing is changed
     * @throws Refused if there is no such run, it is not interrupted, or a process is at work in its company and layer
     */
    public boolean run(long number, @Nullable String note) {
        return run(number, note, new StopRequest());
    }

    /** The same for a user whom a surface knows by name. */
    public boolean run(long number, @Nullable String note, StopRequest by) {
        Run run = runs.get(number);
        if (run.status() != RunStatus.RUNNING) {
            return endedBefore(run);
        }
        Work work = kinds.of(number, jdbc);
        try {
            Tries tries = new Tries(by, (subject, done, lines) -> {});
            return lock.whileHeld(work, tries, session -> alone(session, number, work, note))
                    .orElseThrow(() -> runs.atWork(work));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the lock of company " + Text.quoted(run.company()) + " cannot be taken or kept: " + e.getMessage(),
                    e);
        }
    }

    /** It may have ended while the lock was waited for. */
    private boolean alone(RunSession session, long number, Work work, @Nullable String note) {
        Run run = runs.byNumber(number);
        if (run.status() != RunStatus.RUNNING) {
            return endedBefore(run);
        }
        session.transactions().in(() -> session.worksOn(number, work));
        launch.recover(session);
        String by = session.startedBy();
        session.transactions()
                .durably(() -> runs.fail(session, "abandoned by " + by + (note == null ? "" : ": " + note), by));
        return true;
    }

    private boolean endedBefore(Run run) {
        if (runs.wasAbandoned(Objects.requireNonNull(run.run()))) {
            return false;
        }
        boolean posted = run.status() == RunStatus.POSTED;
        throw new Refused(new Fault(
                FaultCode.RUN_NOT_UNFINISHED,
                "run " + run.run() + (run.journal() == null ? "" : " of journal " + Text.quoted(run.journal()))
                        + " is not interrupted: it " + (posted ? "is posted" : "has failed"),
                !posted
                        ? "there is nothing to end: what it settled does not count"
                        : run.cancels() == null
                                ? "cancel it with cancel --run " + run.run()
                                : "post the adjustments again in a new journal",
                run.journal(),
                null));
    }
}
