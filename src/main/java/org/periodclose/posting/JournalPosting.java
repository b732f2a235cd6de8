package org.periodclose.posting;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.periodclose.ledger.Run;
import org.periodclose.ledger.RunStatus;
import org.periodclose.ledger.Specification;

/** Posts, continues, plans or leaves alone one journal. */
final class JournalPosting {
    private final DataSource dataSource;
    private final Journals journals;
    private final RunRecords runs;
    private final DryRun dryRun;
    private final JobLaunch launch;
    private final ProgressMeter meter;

    JournalPosting(
            DataSource dataSource,
            Journals journals,
            RunRecords runs,
            DryRun dryRun,
            JobLaunch launch,
            ProgressMeter meter) {
        this.dataSource = dataSource;
        this.journals = journals;
        this.runs = runs;
        this.dryRun = dryRun;
        this.launch = launch;
        this.meter = meter;
    }

    /**
     * One try.
     *
     * @return empty if it stopped at a checkpoint because it was asked to
     * @throws Refused with all faults
     * @throws RuntimeException the first cause of any other failure; the same call goes on from there
     */
    Optional<JournalResult> post(String company, String name, PostRequest request, Posting.Progress progress) {
        JournalHead journal = journals.find(company, name)
                .orElseThrow(() -> new Refused(List.of(new Fault(
                        FaultCode.UNKNOWN_JOURNAL,
                        "company " + company + " has no adjustment journal " + name,
                        "look at `journals --company " + company + "`, or import the journal first",
                        name,
                        null))));
        return request.dryRun() ? Optional.of(plan(journal, request)) : postAlone(journal, request, progress);
    }

    private JournalResult plan(JournalHead journal, PostRequest request) {
        Optional<JournalResult> nothingToDo = nothingToDo(journal);
        if (nothingToDo.isPresent()) {
            return nothingToDo.get();
        }
        RunArguments arguments = argumentsFor(journal, request);
        Plan plan = dryRun.plan(journal, arguments);
        requireExpected(plan.voucher().run(), request.expect());
        return new JournalResult.Planned(plan);
    }

    private Optional<JournalResult> postAlone(JournalHead journal, PostRequest request, Posting.Progress progress) {
        try {
            return RunLock.whileHeld(dataSource, journal, () -> postNow(journal, request, progress))
                    .orElseThrow(() -> atWork(journal));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the lock of company " + journal.company() + " is lost: " + e.getMessage(), e);
        }
    }

    private Optional<JournalResult> postNow(JournalHead found, PostRequest request, Posting.Progress progress) {
        JournalHead journal = journals.find(found.company(), found.journal()).orElseThrow();
        Optional<JournalResult> nothingToDo = nothingToDo(journal);
        if (nothingToDo.isPresent()) {
            return nothingToDo;
        }
        RunArguments arguments = argumentsFor(journal, request);
        if (journal.status() == JournalHead.Status.OPEN && arguments.expect() != null) {
            requireExpected(dryRun.of(journal, arguments).run(), arguments.expect());
        }
        long done = 0;
        Optional<Run> unfinished = runs.ofJournal(journal.id());
        if (unfinished.isPresent()) {
            long run = number(unfinished.get());
            done = runs.linesDone(run);
            RunLog.run(run);
            RunLog.continued(done, journal.lines());
        }
        meter.begin(progress, journal.journal(), done, journal.lines());
        if (!launch.run(journal, arguments)) {
            return Optional.empty();
        }
        Run run = runs.ofJournal(journal.id()).orElseThrow();
        return Optional.of(new JournalResult.Posted(number(run), false, run.exceptions()));
    }

    private Optional<JournalResult> nothingToDo(JournalHead journal) {
        if (journal.status() == JournalHead.Status.POSTED) {
            Run run = runs.ofJournal(journal.id()).orElseThrow();
            return Optional.of(new JournalResult.Posted(number(run), true, run.exceptions()));
        }
        return journal.lines() == 0
                ? Optional.of(new JournalResult.Empty(journal.company(), journal.journal()))
                : Optional.empty();
    }

    /** For an unfinished run its own arguments, which the request may repeat but not change; else the request with its defaults. */
    private RunArguments argumentsFor(JournalHead journal, PostRequest request) {
        Optional<Run> unfinished = runs.ofJournal(journal.id()).filter(run -> run.status() == RunStatus.RUNNING);
        if (unfinished.isPresent()) {
            RunArguments arguments = runs.argumentsOf(number(unfinished.get()));
            List<String> differences = arguments.differencesFrom(request);
            if (!differences.isEmpty()) {
                throw new Refused(List.of(new Fault(
                        FaultCode.OTHER_ARGUMENTS,
                        "run " + number(unfinished.get()) + " of journal " + journal.journal()
                                + " is unfinished and was started with " + String.join(" ", differences),
                        "continue it with these arguments, or leave them out",
                        journal.journal(),
                        null)));
            }
            return arguments;
        }
        return new RunArguments(
                journal.company(),
                journal.journal(),
                runs.nextAttempt(journal.id()),
                Objects.requireNonNullElse(request.postingDate(), request.today()),
                Objects.requireNonNullElse(request.specification(), Specification.ITEM_GROUP),
                Objects.requireNonNullElse(request.updateLedger(), true),
                Objects.requireNonNullElse(request.storno(), journal.companyStorno()),
                request.note(),
                request.expect(),
                request.skipInvalid(),
                System.getProperty("user.name", "unknown"));
    }

    private static void requireExpected(Run run, @Nullable String expected) {
        if (expected != null && !expected.equals(run.checksum())) {
            throw VoucherPosting.checksumDiffers(run, String.valueOf(run.checksum()), expected);
        }
    }

    private Refused atWork(JournalHead journal) {
        return new Refused(List.of(new Fault(
                FaultCode.RUN_AT_WORK,
                runs.atWork(journal.companyId(), journal.layer())
                        .or(() -> runs.holderOf(journal))
                        .orElse("another process was at work on company " + journal.company() + ", " + journal.layer()
                                + " layer, and has just ended"),
                "wait until it has ended, then run the same command again",
                journal.journal(),
                null)));
    }

    private static long number(Run run) {
        return Objects.requireNonNull(run.run());
    }
}
