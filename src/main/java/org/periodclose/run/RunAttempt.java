package org.periodclose.run;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.RunWatch;
import org.periodclose.core.fault.StepEnd;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;

/** One try at one piece of work: makes a run and posts it, continues it, plans it, or leaves it alone. */
final class RunAttempt {
    private static final String PREPARE = "prepare";

    private final DataSource dataSource;
    private final RunLock lock;
    private final Tasks tasks;
    private final RunRecords runs;
    private final OpenDates dates;
    private final PostingSettings settings;
    private final DryRun dryRun;
    private final JobLaunch launch;
    private final List<RunWatch> watches;

    RunAttempt(
            DataSource dataSource,
            RunLock lock,
            Tasks tasks,
            RunRecords runs,
            OpenDates dates,
            PostingSettings settings,
            JobLaunch launch,
            List<RunWatch> watches) {
        this.dataSource = dataSource;
        this.lock = lock;
        this.tasks = tasks;
        this.runs = runs;
        this.dates = dates;
        this.settings = settings;
        this.dryRun = new DryRun(dataSource, runs, dates, settings);
        this.launch = launch;
        this.watches = watches;
    }

    /**
     * What is to be done now.
     *
     * @param arguments those of the unfinished run, else what is asked for, with its defaults
     */
    private record Found(Task task, @Nullable Run unfinished, RunArguments arguments) {}

    /**
     * One try. A cancellation that is posted is told as posted before.
     *
     * @throws Refused with all faults
     * @throws RuntimeException the first cause of any other failure; the same call goes on from there
     */
    JournalResult once(Piece piece, Tries tries) {
        WorkTransactions reading = new WorkTransactions(dataSource, tries.stop());
        Task task = reading.result(() -> tasks.of(piece));
        if (piece.request().dryRun()) {
            return reading.result(() -> nothingToDo(task)).orElseGet(() -> plan(piece, reading, tries.stop()));
        }
        try {
            return lock.whileHeld(task, tries, session -> alone(piece, session))
                    .orElseThrow(() -> runs.atWork(task.journal()));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the lock of company " + Text.quoted(task.journal().company()) + " cannot be taken or kept: "
                            + e.getMessage(),
                    e);
        }
    }

    private JournalResult plan(Piece piece, WorkTransactions reading, StopRequest stop) {
        Found found = reading.result(() -> find(piece));
        Plan plan;
        try {
            plan = dryRun.plan(found.task(), found.arguments(), stop);
        } catch (Refused refused) {
            throw found.unfinished() == null
                    ? refused
                    : new Refused(WayOut.of(refused.faults(), number(found.unfinished())));
        }
        ExpectedChecksum.require(found.arguments().expect(), plan.voucher().run());
        return new JournalResult.Planned(plan);
    }

    private JournalResult alone(Piece piece, RunSession session) {
        TermTransactions transactions = session.transactions();
        Optional<JournalResult> nothingToDo = transactions.result(() -> nothingToDo(tasks.of(piece)));
        if (nothingToDo.isPresent()) {
            return nothingToDo.get();
        }
        Found found = transactions.result(() -> find(piece));
        try {
            if (found.unfinished() == null) {
                begin(session, found.task(), found.arguments());
            } else {
                goOn(session, found.task(), found.arguments(), number(found.unfinished()));
            }
            if (session.stop().isRequested() || !launch.run(session)) {
                return piece.stopped(session.stop());
            }
        } finally {
            List<StepEnd> steps = session.steps();
            if (!steps.isEmpty()) {
                watches.forEach(watch -> watch.tried(piece.company(), piece.journal(), piece.cancels(), steps));
            }
        }
        return new JournalResult.Posted(
                session.run(), false, runs.byNumber(session.run()).exceptions());
    }

    private void begin(RunSession session, Task task, RunArguments arguments) {
        if (arguments.expect() != null) {
            ExpectedChecksum.require(
                    arguments.expect(),
                    dryRun.of(task, arguments, session.stop()).run());
        }
        session.tries().begin(task.journal(), 0, task.lines());
        if (session.stop().isRequested()) {
            return;
        }
        Instant from = Instant.now();
        RunLog.in(PREPARE);
        try {
            session.transactions().in(() -> session.worksOn(preparation(session).prepare(task, arguments)));
        } catch (RuntimeException failure) {
            session.ended(new StepEnd(PREPARE, null, from, Instant.now(), "FAILED", firstLine(failure)));
            throw failure;
        }
        session.ended(new StepEnd(PREPARE, null, from, Instant.now(), "COMPLETED", null));
        RunLog.started();
        RunLog.outOfStep();
        session.tries().planned(runs.planned(session.run()));
    }

    private static @Nullable String firstLine(RuntimeException failure) {
        return Optional.ofNullable(failure.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse(null);
    }

    private void goOn(RunSession session, Task task, RunArguments arguments, long run) {
        session.transactions().in(() -> {
            preparation(session).requireStillAllowed(run, task, arguments);
            runs.goesOn(session, run);
            session.worksOn(run);
        });
        long done = runs.linesDone(run);
        long lines = runs.planned(run);
        RunLog.continued(done, lines);
        session.tries().begin(task.journal(), done, lines);
    }

    private Preparation preparation(RunSession session) {
        return new Preparation(session.transactions(), session.startedBy(), settings, dates);
    }

    private Found find(Piece piece) {
        Task task = tasks.of(piece);
        Run unfinished =
                runs.of(task).filter(run -> run.status() == RunStatus.RUNNING).orElse(null);
        return new Found(
                task,
                unfinished,
                unfinished == null
                        ? piece.request().argumentsFor(task)
                        : requireSame(task, unfinished, piece.request()));
    }

    private Optional<JournalResult> nothingToDo(Task task) {
        Optional<Run> posted = runs.of(task)
                .filter(run -> task.isCancellation()
                        ? run.status() == RunStatus.POSTED
                        : task.journal().status() == JournalHead.Status.POSTED);
        if (posted.isPresent()) {
            return posted.map(run -> new JournalResult.Posted(number(run), true, run.exceptions()));
        }
        return task.lines() == 0
                ? Optional.of(new JournalResult.Empty(
                        task.journal().company(), task.journal().journal()))
                : Optional.empty();
    }

    /** The arguments of an unfinished run, which a request may repeat but not change. */
    private RunArguments requireSame(Task task, Run unfinished, RunRequest request) {
        RunArguments arguments = runs.argumentsOf(number(unfinished));
        List<String> differences = request.differencesFrom(arguments);
        if (!differences.isEmpty()) {
            throw new Refused(new Fault(
                    FaultCode.OTHER_ARGUMENTS,
                    "run " + number(unfinished) + " of journal " + Text.quoted(unfinished.journal())
                            + (task.isCancellation() ? ", which cancels run " + task.cancels() + "," : "")
                            + " is unfinished and was started with " + String.join(" ", differences),
                    "continue it with these arguments, leave them out, or end the run with abandon --run "
                            + number(unfinished),
                    task.journal().journal(),
                    null));
        }
        return arguments;
    }

    private static long number(Run run) {
        return Objects.requireNonNull(run.run());
    }
}
