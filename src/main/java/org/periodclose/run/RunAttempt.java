package org.periodclose.run;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.RunWatch;
import org.periodclose.core.fault.StepEnd;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One try at one piece of work: makes a run and posts it, continues it, plans it, or leaves it alone. */
final class RunAttempt {
    private static final String PREPARE = "prepare";

    private final DataSource dataSource;
    private final RunLock lock;
    private final RunRecords runs;
    private final RunSettings settings;
    private final DryRun dryRun;
    private final JobLaunch launch;
    private final List<RunWatch> watches;

    RunAttempt(
            DataSource dataSource,
            RunLock lock,
            RunRecords runs,
            RunSettings settings,
            JobLaunch launch,
            List<RunWatch> watches) {
        this.dataSource = dataSource;
        this.lock = lock;
        this.runs = runs;
        this.settings = settings;
        this.dryRun = new DryRun(dataSource, runs, settings);
        this.launch = launch;
        this.watches = watches;
    }

    /**
     * What is to be done now.
     *
     * @param done there is nothing to do; null: there is
     * @param arguments those of the unfinished run, else what is asked for, with its defaults
     */
    private record Found(
            Work work, @Nullable RunResult done, @Nullable Run unfinished, RunArguments arguments) {}

    /**
     * One try. A run that is posted is reported as posted before.
     *
     * @throws Refused with all faults
     * @throws RuntimeException the first cause of any other failure; the same call continues from there
     */
    RunResult once(RunRequest request, Tries tries) {
        WorkTransactions reading = new WorkTransactions(dataSource, tries.stop());
        if (request.dryRun()) {
            return plan(reading.result(() -> find(request, reading.jdbc())), tries.stop());
        }
        Work work = reading.result(() -> request.work(reading.jdbc()));
        try {
            return lock.whileHeld(work, tries, session -> alone(request, session, work.books()))
                    .orElseThrow(() -> runs.atWork(work));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the lock of company " + Text.quoted(work.books().company()) + " cannot be taken or kept: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Whether a run could begin now; nothing is written.
     *
     * @throws Refused with all faults
     */
    void check(RunRequest request, StopRequest stop) {
        WorkTransactions reading = new WorkTransactions(dataSource, stop);
        Found found = reading.result(() -> find(request, reading.jdbc()));
        if (found.done() != null || found.unfinished() != null) {
            return;
        }
        if (request.dryRun() || found.arguments().expect() == null) {
            dryRun.check(found.work(), found.arguments(), stop, request.dryRun());
        } else {
            requireExpected(found.work(), found.arguments(), stop);
        }
    }

    /**
     * Asks something of a run as if it were posted; nothing is written.
     *
     * @return empty: it is posted already, or there is nothing to do
     * @throws Refused with all faults
     */
    <T> Optional<T> look(
            RunRequest request, StopRequest stop, Predicate<String> keeps, BiFunction<JdbcClient, Long, T> question) {
        WorkTransactions reading = new WorkTransactions(dataSource, stop);
        Found found = reading.result(() -> find(request, reading.jdbc()));
        return found.done() != null
                ? Optional.empty()
                : Optional.of(dryRun.look(found.work(), found.arguments(), stop, keeps, question));
    }

    private RunResult plan(Found found, StopRequest stop) {
        if (found.done() != null) {
            return found.done();
        }
        Plan plan;
        try {
            plan = dryRun.plan(found.work(), found.arguments(), stop);
        } catch (Refused refused) {
            throw found.unfinished() == null
                    ? refused
                    : new Refused(WayOut.of(refused.faults(), number(found.unfinished())));
        }
        ExpectedChecksum.require(found.arguments().expect(), plan.voucher().run(), found.work());
        return new RunResult.Planned(plan);
    }

    private RunResult alone(RunRequest request, RunSession session, Books locked) {
        TermTransactions transactions = session.transactions();
        Found found = transactions.result(() -> find(request, transactions.jdbc()));
        if (!RunLock.isOf(found.work().books(), locked)) {
            throw new ServerForgot(
                    request.words() + " was imported again in another currency layer: its lock is another one now");
        }
        if (found.done() != null) {
            return found.done();
        }
        Subject subject = request.subject();
        try {
            if (found.unfinished() == null) {
                begin(session, found.work(), found.arguments());
            } else {
                goOn(session, found.work(), found.arguments(), number(found.unfinished()));
            }
            if (session.stop().isRequested() || !launch.run(session)) {
                return new RunResult.Stopped(subject, session.stop().requested().orElse(Outcome.TERMINATED));
            }
        } finally {
            List<StepEnd> steps = session.steps();
            if (!steps.isEmpty()) {
                watches.forEach(watch -> watch.tried(
                        subject.company(),
                        Objects.requireNonNullElse(subject.journal(), ""),
                        subject.cancels(),
                        steps));
            }
        }
        return new RunResult.Posted(
                session.run(), false, runs.byNumber(session.run()).exceptions());
    }

    private Found find(RunRequest request, JdbcClient jdbc) {
        Work work = request.work(jdbc);
        Run run = work.run(jdbc).map(runs::byNumber).orElse(null);
        if (run == null) {
            RunResult nothing = work.isEmpty(jdbc) ? new RunResult.Empty(work.subject()) : null;
            return new Found(work, nothing, null, request.argumentsFor(work));
        }
        return run.status() == RunStatus.POSTED
                ? new Found(
                        work,
                        new RunResult.Posted(number(run), true, run.exceptions()),
                        null,
                        request.argumentsFor(work))
                : new Found(work, null, run, requireSame(work, run, request, jdbc));
    }

    private void begin(RunSession session, Work work, RunArguments arguments) {
        if (arguments.expect() != null) {
            requireExpected(work, arguments, session.stop());
        }
        long lines = session.transactions()
                .result(() -> work.lines(session.transactions().jdbc()));
        session.tries().begin(work.subject(), 0, lines);
        if (session.stop().isRequested()) {
            return;
        }
        Instant from = Instant.now();
        RunLog.in(PREPARE);
        try {
            session.transactions().in(() -> session.worksOn(preparation(session).prepare(work, arguments), work));
        } catch (RuntimeException failure) {
            session.ended(new StepEnd(PREPARE, null, from, Instant.now(), "FAILED", firstLine(failure)));
            throw failure;
        }
        session.ended(new StepEnd(PREPARE, null, from, Instant.now(), "COMPLETED", null));
        RunLog.started();
        RunLog.outOfStep();
        session.tries().planned(runs.planned(session.run()));
    }

    private void requireExpected(Work work, RunArguments arguments, StopRequest stop) {
        ExpectedChecksum.require(
                arguments.expect(), dryRun.of(work, arguments, stop).run(), work);
    }

    private static @Nullable String firstLine(RuntimeException failure) {
        return Optional.ofNullable(failure.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse(null);
    }

    private void goOn(RunSession session, Work work, RunArguments arguments, long run) {
        session.transactions().in(() -> {
            preparation(session).requireStillAllowed(run, work, arguments);
            runs.goesOn(session, run);
            session.worksOn(run, work);
        });
        long done = runs.linesDone(run);
        long lines = runs.planned(run);
        RunLog.continued(done, lines);
        session.tries().begin(work.subject(), done, lines);
    }

    private Preparation preparation(RunSession session) {
        return new Preparation(session.transactions(), session.startedBy(), settings);
    }

    /** The arguments of an unfinished run, which a request may repeat but not change. */
    private RunArguments requireSame(Work work, Run unfinished, RunRequest request, JdbcClient jdbc) {
        RunArguments arguments = runs.argumentsOf(number(unfinished));
        List<String> differences = new ArrayList<>(request.differencesFrom(arguments));
        differences.addAll(request.differences(work, jdbc, number(unfinished)));
        if (!differences.isEmpty()) {
            throw new Refused(new Fault(
                    FaultCode.OTHER_ARGUMENTS,
                    RunRecords.words(unfinished) + " is unfinished and was started with "
                            + String.join(" ", differences),
                    "continue it with these arguments, leave them out, or end the run with abandon --run "
                            + number(unfinished),
                    work.subject().journal(),
                    null));
        }
        return arguments;
    }

    private static long number(Run run) {
        return Objects.requireNonNull(run.run());
    }
}
