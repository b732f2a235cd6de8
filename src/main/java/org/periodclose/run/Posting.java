package org.periodclose.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;

/** Posts adjustment journals to the general ledger, and takes runs back: the main job. */
public final class Posting {
    private final DataSource dataSource;
    private final Tasks tasks;
    private final RunRecords runs;
    private final Chains chains;
    private final RunAttempt attempt;
    private final PostingSettings settings;

    Posting(
            DataSource dataSource,
            Tasks tasks,
            RunRecords runs,
            Chains chains,
            RunAttempt attempt,
            PostingSettings settings) {
        this.dataSource = dataSource;
        this.tasks = tasks;
        this.runs = runs;
        this.chains = chains;
        this.attempt = attempt;
        this.settings = settings;
    }

    /**
     * Posts what is asked for, one run for each journal; a journal that is refused or fails does not stop the others, unless the database stays
     * away. When no journal is named, it is what is there at the beginning, of each company what was interrupted first: cancellations, then
     * journals.
     *
     * @param stop ends it at its next checkpoint, and nothing else
     * @return one result for each journal, in order; the last is {@link JournalResult.Stopped} if it was asked to stop
     * @throws Refused if the company is unknown
     */
    public List<JournalResult> post(PostRequest request, StopRequest stop, ProgressListener progress) {
        List<Piece> pieces = new ArrayList<>();
        for (String company : tasks.companies(request.company())) {
            pieces.addAll(pieces(company, request));
        }
        List<JournalResult> results = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!work(piece, new Tries(stop, progress), results)) {
                return results;
            }
        }
        return results;
    }

    private List<Piece> pieces(String company, PostRequest request) {
        List<Piece> pieces = new ArrayList<>();
        if (request.journals().isEmpty()) {
            for (long run : runs.halfCancelled(company)) {
                CancelRequest again = CancelRequest.again(run, request.dryRun());
                pieces.add(new Piece(company, runs.byNumber(run).journal(), run, false, again));
            }
        }
        for (String journal : request.journals().isEmpty() ? tasks.journalsToPost(company) : request.journals()) {
            pieces.add(new Piece(company, journal, null, true, request));
        }
        return pieces;
    }

    /**
     * Takes a run back by a run of its own.
     *
     * @return one result
     * @throws Refused if there is no such run, or it is none that can be taken back
     */
    public List<JournalResult> cancel(CancelRequest request, StopRequest stop, ProgressListener progress) {
        return cancel(List.of(tasks.toCancel(request.run()).toCancel()), request, stop, progress);
    }

    /**
     * Takes runs back, each by a run of its own, until one is refused or fails: the next stands on it.
     *
     * @param chain what {@link #chain} gives
     * @return one result for each run that was begun
     * @throws Refused if the posting date does not suit one of them: then nothing is begun
     */
    public List<JournalResult> cancel(
            List<Run> chain, CancelRequest request, StopRequest stop, ProgressListener progress) {
        if (chain.size() > 1) {
            chains.requireDates(chain, request);
        }
        List<JournalResult> results = new ArrayList<>();
        for (Run run : chain) {
            long number = Objects.requireNonNull(run.run());
            Piece piece = new Piece(run.company(), run.journal(), number, true, request.of(number));
            if (!work(piece, new Tries(stop, progress), results)
                    || results.get(results.size() - 1) instanceof JournalResult.NotPosted) {
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
    private boolean work(Piece piece, Tries tries, List<JournalResult> results) {
        try {
            JournalResult result = tries.stop().isRequested() ? piece.stopped(tries.stop()) : logged(piece, tries);
            results.add(result);
            return !(result instanceof JournalResult.Stopped);
        } catch (RuntimeException databaseAway) {
            results.add(unexpected(piece, databaseAway));
            return false;
        }
    }

    /** Breaks off what the database does for the calls that were given this: the transactions are rolled back and redone at the next start. */
    public void cancelStatements(StopRequest stop) {
        try {
            stop.cancelStatements(dataSource);
        } catch (SQLException e) {
            throw new IllegalStateException("statements cannot be broken off: " + e.getMessage(), e);
        }
    }

    private JournalResult logged(Piece piece, Tries tries) {
        boolean ownTrace = RunLog.begin(piece.company(), piece.journal());
        try {
            JournalResult result = patiently(piece, tries);
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
    private JournalResult patiently(Piece piece, Tries tries) {
        boolean lostBefore = false;
        long doneBefore = tries.doneAtStart();
        for (int retry = 1; ; retry++) {
            try {
                return once(piece, tries);
            } catch (Refused refused) {
                // After a lost connection the server may take a while to free our own lock.
                if (!lostBefore || refused.first().code() != FaultCode.RUN_AT_WORK || retry > settings.retries()) {
                    return piece.notPosted(refused.faults());
                }
            } catch (RuntimeException failure) {
                if (tries.stop().isRequested() && (Transient.is(failure) || Transient.isCancelled(failure))) {
                    return piece.stopped(tries.stop());
                }
                if (tries.doneAtStart() > doneBefore) {
                    doneBefore = tries.doneAtStart();
                    retry = 1;
                }
                if (!Transient.is(failure)) {
                    RunLog.detail(failure);
                    return unexpected(piece, failure);
                }
                if (retry > settings.retries()) {
                    throw failure;
                }
                RunLog.retried(firstLine(failure), retry, settings.retries());
                lostBefore = true;
                tries.oneMore();
            }
            if (tries.stop().isRequestedWithin(pause(retry))) {
                return piece.stopped(tries.stop());
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

    /** The connection was lost just when the voucher was committed: then an earlier try of this command has posted it. */
    private JournalResult once(Piece piece, Tries tries) {
        boolean begun = tries.hasBegun();
        JournalResult result = attempt.once(piece, tries);
        if (!(result instanceof JournalResult.Posted posted)) {
            return result;
        }
        if (!begun && posted.before() && piece.named() && piece.cancels() != null) {
            throw alreadyCancelled(piece.cancels(), runs.byNumber(posted.run()));
        }
        return begun ? new JournalResult.Posted(posted.run(), false, posted.exceptions()) : posted;
    }

    private Duration pause(int retry) {
        return settings.backoff().multipliedBy(1L << Math.min(retry - 1, 5));
    }

    private static String firstLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
    }
}
