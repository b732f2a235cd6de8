package org.periodclose.posting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Outcome;
import org.periodclose.fault.Refused;
import org.periodclose.fault.Text;
import org.periodclose.ledger.Run;
import org.periodclose.ledger.RunStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Posts adjustment journals to the general ledger, and takes runs back: the main job. */
public final class Posting {
    private final Tasks tasks;
    private final RunRecords runs;
    private final Chains chains;
    private final RunAttempt attempt;
    private final PostingSettings settings;
    private final Stop stop;
    private final Retries retries;
    private final ProgressMeter meter;
    private final JdbcClient jdbc;
    private final CountDownLatch stopWanted = new CountDownLatch(1);

    Posting(
            Tasks tasks,
            RunRecords runs,
            Chains chains,
            RunAttempt attempt,
            PostingSettings settings,
            Stop stop,
            Retries retries,
            ProgressMeter meter,
            JdbcClient jdbc) {
        this.tasks = tasks;
        this.runs = runs;
        this.chains = chains;
        this.attempt = attempt;
        this.settings = settings;
        this.stop = stop;
        this.retries = retries;
        this.meter = meter;
        this.jdbc = jdbc;
    }

    /** Told how far a run is, from any thread. */
    @FunctionalInterface
    public interface Progress {
        /** A run begins, or goes on with the lines that are done. */
        default void begins(String company, String journal, long linesDone, long lines) {
            settled(journal, linesDone, lines);
        }

        void settled(String journal, long linesDone, long lines);
    }

    /**
     * Something to do, in one run.
     *
     * @param cancels the run to take back; null: post the journal
     * @param once one try
     */
    private record Piece(
            String company, String journal, @Nullable Long cancels, Supplier<Optional<JournalResult>> once) {
        JournalResult stopped(Outcome outcome) {
            return new JournalResult.Stopped(company, journal, cancels, outcome);
        }

        JournalResult notPosted(List<Fault> faults) {
            return new JournalResult.NotPosted(company, journal, cancels, faults);
        }

        String words() {
            return cancels == null ? "journal " + Text.quoted(journal) : "the cancellation of run " + cancels;
        }
    }

    /**
     * Posts what is asked for, one run for each journal; a journal that is refused or fails does not stop the others, unless the database stays
     * away. When no journal is named, it is what is there at the beginning, of each company what was interrupted first: cancellations, then
     * journals.
     *
     * @return one result for each journal, in order; the last is {@link JournalResult.Stopped} if it was asked to stop
     * @throws Refused if the company is unknown
     */
    public List<JournalResult> post(PostRequest request, Progress progress) {
        List<Piece> pieces = new ArrayList<>();
        for (String company : tasks.companies(request.company())) {
            pieces.addAll(pieces(company, request, progress));
        }
        List<JournalResult> results = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!work(piece, results)) {
                return results;
            }
        }
        return results;
    }

    private List<Piece> pieces(String company, PostRequest request, Progress progress) {
        List<Piece> pieces = new ArrayList<>();
        if (request.journals().isEmpty()) {
            for (long run : runs.halfCancelled(company)) {
                CancelRequest again = CancelRequest.again(run, request.dryRun());
                pieces.add(
                        new Piece(company, runs.byNumber(run).journal(), run, () -> attempt.cancel(again, progress)));
            }
        }
        for (String journal : request.journals().isEmpty() ? tasks.journalsToPost(company) : request.journals()) {
            pieces.add(new Piece(company, journal, null, () -> attempt.post(company, journal, request, progress)));
        }
        return pieces;
    }

    /**
     * Takes a run back by a run of its own.
     *
     * @return one result
     * @throws Refused if there is no such run, or it is none that can be taken back
     */
    public List<JournalResult> cancel(CancelRequest request, Progress progress) {
        return cancel(List.of(tasks.toCancel(request.run()).toCancel()), request, progress);
    }

    /**
     * Takes runs back, each by a run of its own, until one is refused or fails: the next stands on it.
     *
     * @param chain what {@link #chain} gives
     * @return one result for each run that was begun
     * @throws Refused if the posting date does not suit one of them: then nothing is begun
     */
    public List<JournalResult> cancel(List<Run> chain, CancelRequest request, Progress progress) {
        if (chain.size() > 1) {
            chains.requireDates(chain, request);
        }
        List<JournalResult> results = new ArrayList<>();
        for (Run run : chain) {
            long number = Objects.requireNonNull(run.run());
            CancelRequest one = request.of(number);
            Piece piece = new Piece(run.company(), run.journal(), number, () -> cancelOnce(one, progress));
            if (!work(piece, results) || results.get(results.size() - 1) instanceof JournalResult.NotPosted) {
                return results;
            }
        }
        return results;
    }

    /**
     * The runs that have to be taken back to take back one, the newest first: those that stand in its way, those that stand in theirs, and the
     * run itself.
     *
     * @throws Refused if there is no such run, if it is taken back already, or if one of them cannot be taken back
     */
    public List<Run> chain(long run) {
        runs.of(tasks.toCancel(run))
                .filter(by -> by.status() == RunStatus.POSTED)
                .ifPresent(by -> {
                    throw alreadyCancelled(run, by);
                });
        return chains.of(run);
    }

    private Optional<JournalResult> cancelOnce(CancelRequest request, Progress progress) {
        boolean begun = meter.hasBegun();
        Optional<JournalResult> result = attempt.cancel(request, progress);
        if (!begun && result.isPresent() && result.get() instanceof JournalResult.Posted posted && posted.before()) {
            throw alreadyCancelled(request.run(), runs.byNumber(posted.run()));
        }
        return result;
    }

    private static Refused alreadyCancelled(long run, Run by) {
        return new Refused(new Fault(
                FaultCode.ALREADY_CANCELLED,
                "run " + run + " of journal " + Text.quoted(by.journal()) + " is cancelled already, by run " + by.run()
                        + " (" + (by.voucher() == null ? "no voucher" : "voucher " + Text.quoted(by.voucher())) + ")",
                "there is nothing left to take back",
                by.journal(),
                null));
    }

    /** False if it was asked to stop, or the database stays away. */
    private boolean work(Piece piece, List<JournalResult> results) {
        Optional<JournalResult> result;
        try {
            result = stop.requested().isPresent() ? Optional.empty() : logged(piece);
        } catch (RuntimeException databaseAway) {
            results.add(unexpected(piece, databaseAway));
            return false;
        }
        results.add(result.orElseGet(() -> piece.stopped(stop.requested().orElse(Outcome.TERMINATED))));
        return result.isPresent();
    }

    /**
     * Asks to stop at the next checkpoint, from any thread; returns at once.
     *
     * @param outcome what the command shall say: TERMINATED, INTERRUPTED, or DONE when its time is up
     */
    public void stop(Outcome outcome) {
        stop.request(outcome);
        stopWanted.countDown();
    }

    /** Breaks off what this process has running in the database: the transaction is rolled back and redone at the next start. */
    public void cancelStatements() {
        jdbc.sql("""
                        select count(pg_cancel_backend(pid)) from pg_stat_activity
                         where application_name = current_setting('application_name') and pid <> pg_backend_pid()
                           and datname = current_database() and usename = current_user and state = 'active'
                        """).query(Long.class).single();
    }

    private Optional<JournalResult> logged(Piece piece) {
        boolean ownTrace = RunLog.begin(piece.company(), piece.journal());
        try {
            Optional<JournalResult> result = patiently(piece);
            RunLog.ended(result);
            return result;
        } catch (RuntimeException failure) {
            RunLog.detail(failure);
            RunLog.failed(firstLine(failure));
            throw failure;
        } finally {
            RunLog.end(ownTrace);
        }
    }

    /**
     * Tries again, later and later, while the database has a passing trouble; a restart redoes at most one chunk of each partition. A run that
     * has got on since the last trouble has all its tries again.
     */
    private Optional<JournalResult> patiently(Piece piece) {
        retries.forget();
        meter.next();
        boolean lostBefore = false;
        long doneBefore = meter.doneAtStart();
        for (int retry = 1; ; retry++) {
            try {
                boolean begun = meter.hasBegun();
                Optional<JournalResult> result = piece.once().get();
                return begun ? result.map(Posting::byThisCommand) : result;
            } catch (Refused refused) {
                // After a lost connection the server may take a while to free our own lock.
                if (!lostBefore || refused.first().code() != FaultCode.RUN_AT_WORK || retry > settings.retries()) {
                    return Optional.of(piece.notPosted(refused.faults()));
                }
            } catch (RuntimeException failure) {
                if (stop.requested().isPresent() && (Transient.is(failure) || Transient.isCancelled(failure))) {
                    return Optional.empty();
                }
                if (meter.doneAtStart() > doneBefore) {
                    doneBefore = meter.doneAtStart();
                    retry = 1;
                }
                if (!Transient.is(failure)) {
                    RunLog.detail(failure);
                    return Optional.of(unexpected(piece, failure));
                }
                if (retry > settings.retries()) {
                    throw failure;
                }
                RunLog.retried(firstLine(failure), retry, settings.retries());
                lostBefore = true;
                retries.oneMore();
            }
            if (pause(retry)) {
                return Optional.empty();
            }
        }
    }

    private static JournalResult unexpected(Piece piece, RuntimeException failure) {
        return piece.notPosted(List.of(new Fault(
                FaultCode.UNEXPECTED,
                piece.words() + " of company " + Text.quoted(piece.company()) + " failed: " + firstLine(failure),
                "run the same command again to continue; --verbose shows where it happened",
                piece.journal(),
                null)));
    }

    /** The connection was lost just when the voucher was committed: an earlier try of this command has posted it. */
    private static JournalResult byThisCommand(JournalResult result) {
        return result instanceof JournalResult.Posted posted
                ? new JournalResult.Posted(posted.run(), false, posted.exceptions())
                : result;
    }

    /** True if a stop is wanted meanwhile. */
    private boolean pause(int retry) {
        Duration pause = settings.backoff().multipliedBy(1L << Math.min(retry - 1, 5));
        try {
            return stopWanted.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String firstLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
    }
}
