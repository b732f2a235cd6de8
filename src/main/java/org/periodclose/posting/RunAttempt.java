package org.periodclose.posting;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.periodclose.fault.Text;
import org.periodclose.ledger.Run;
import org.periodclose.ledger.RunStatus;
import org.periodclose.ledger.Specification;

/** One try at one task: posts a journal or takes a run back, continues it, plans it, or leaves it alone. */
final class RunAttempt {
    private final RunLock lock;
    private final Tasks tasks;
    private final RunRecords runs;
    private final Preparation preparation;
    private final DryRun dryRun;
    private final JobLaunch launch;
    private final ProgressMeter meter;

    RunAttempt(
            RunLock lock,
            Tasks tasks,
            RunRecords runs,
            Preparation preparation,
            DryRun dryRun,
            JobLaunch launch,
            ProgressMeter meter) {
        this.lock = lock;
        this.tasks = tasks;
        this.runs = runs;
        this.preparation = preparation;
        this.dryRun = dryRun;
        this.launch = launch;
        this.meter = meter;
    }

    /**
     * One try at posting a journal.
     *
     * @return empty if it stopped at a checkpoint because it was asked to
     * @throws Refused with all faults
     * @throws RuntimeException the first cause of any other failure; the same call goes on from there
     */
    Optional<JournalResult> post(String company, String journal, PostRequest request, Posting.Progress progress) {
        return once(
                () -> tasks.toPost(company, journal),
                (task, unfinished) -> unfinished
                        .map(run -> requireSame(task, run, arguments -> arguments.differencesFrom(request)))
                        .orElseGet(() -> toPost(task.journal(), request)),
                request.dryRun(),
                progress);
    }

    /** The same for taking a run back; a cancellation that is posted is told as posted before. */
    Optional<JournalResult> cancel(CancelRequest request, Posting.Progress progress) {
        return once(
                () -> tasks.toCancel(request.run()),
                (task, unfinished) -> unfinished
                        .map(run -> requireSame(task, run, arguments -> arguments.differencesFrom(request)))
                        .orElseGet(() -> toCancel(task, request)),
                request.dryRun(),
                progress);
    }

    /** Finds the arguments of a task: those of its unfinished run, else what is asked for, with its defaults. */
    private interface Asked extends BiFunction<Task, Optional<Run>, RunArguments> {}

    private Optional<JournalResult> once(Supplier<Task> find, Asked asked, boolean dryRun, Posting.Progress progress) {
        Task task = find.get();
        return dryRun ? Optional.of(plan(task, asked)) : alone(task, find, asked, progress);
    }

    private JournalResult plan(Task task, Asked asked) {
        Optional<JournalResult> nothingToDo = nothingToDo(task);
        if (nothingToDo.isPresent()) {
            return nothingToDo.get();
        }
        Optional<Run> unfinished = unfinished(task);
        RunArguments arguments = asked.apply(task, unfinished);
        Plan plan;
        try {
            plan = dryRun.plan(task, arguments);
        } catch (Refused refused) {
            throw unfinished
                    .map(run -> new Refused(WayOut.of(refused.faults(), number(run))))
                    .orElse(refused);
        }
        ExpectedChecksum.require(arguments.expect(), plan.voucher().run());
        return new JournalResult.Planned(plan);
    }

    private Optional<JournalResult> alone(Task task, Supplier<Task> find, Asked asked, Posting.Progress progress) {
        try {
            return lock.whileHeld(task, () -> now(find.get(), asked, progress))
                    .orElseThrow(() -> runs.atWork(task.journal()));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the lock of company " + Text.quoted(task.journal().company()) + " cannot be taken or kept: "
                            + e.getMessage(),
                    e);
        }
    }

    private Optional<JournalResult> now(Task task, Asked asked, Posting.Progress progress) {
        Optional<JournalResult> nothingToDo = nothingToDo(task);
        if (nothingToDo.isPresent()) {
            return nothingToDo;
        }
        Optional<Run> unfinished = unfinished(task);
        RunArguments arguments = asked.apply(task, unfinished);
        if (unfinished.isEmpty() && arguments.expect() != null) {
            ExpectedChecksum.require(
                    arguments.expect(), dryRun.of(task, arguments).run());
        }
        long done = 0;
        long lines = task.lines();
        if (unfinished.isPresent()) {
            long run = number(unfinished.get());
            preparation.requireStillAllowed(run, task, arguments);
            done = runs.linesDone(run);
            lines = runs.planned(run);
            runs.goesOn(run);
            RunLog.run(run);
            RunLog.continued(done, lines);
        }
        meter.begin(progress, task.journal(), done, lines);
        if (!launch.run(task, arguments)) {
            return Optional.empty();
        }
        Run run = runs.of(task).orElseThrow();
        return Optional.of(new JournalResult.Posted(number(run), false, run.exceptions()));
    }

    private Optional<Run> unfinished(Task task) {
        return runs.of(task).filter(run -> run.status() == RunStatus.RUNNING);
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
    private RunArguments requireSame(Task task, Run unfinished, Function<RunArguments, List<String>> differencesOf) {
        RunArguments arguments = runs.argumentsOf(number(unfinished));
        List<String> differences = differencesOf.apply(arguments);
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

    private RunArguments toPost(JournalHead journal, PostRequest request) {
        return new RunArguments(
                journal.company(),
                journal.journal(),
                null,
                runs.nextAttempt(new Task(journal, null)),
                Objects.requireNonNullElse(request.postingDate(), request.today()),
                Objects.requireNonNullElse(request.specification(), Specification.ITEM_GROUP),
                Objects.requireNonNullElse(request.updateLedger(), true),
                Objects.requireNonNullElse(request.storno(), journal.companyStorno()),
                request.note(),
                request.expect(),
                request.skipInvalid(),
                StartedBy.thisProcess());
    }

    /** As the cancelled run was posted, whatever the set-up says now (domain rules 13.13, 13.14, 13.23). */
    private RunArguments toCancel(Task task, CancelRequest request) {
        Run run = task.toCancel();
        return new RunArguments(
                run.company(),
                run.journal(),
                task.cancels(),
                runs.nextAttempt(task),
                request.dateFor(run),
                run.specification(),
                run.updateLedger(),
                run.storno(),
                run.updateLedger() || request.note() != null ? request.note() : run.note(),
                request.expect(),
                false,
                StartedBy.thisProcess());
    }

    private static long number(Run run) {
        return Objects.requireNonNull(run.run());
    }
}
