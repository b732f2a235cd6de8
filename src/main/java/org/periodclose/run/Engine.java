package org.periodclose.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.database.DatabaseFaults;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Does runs of every kind, and tries again after passing errors of the database. */
public final class Engine {
    private final RunRecords runs;
    private final Kinds kinds;
    private final RunAttempt attempt;
    private final RunSettings settings;

    Engine(RunRecords runs, Kinds kinds, RunAttempt attempt, RunSettings settings) {
        this.runs = runs;
        this.kinds = kinds;
        this.attempt = attempt;
        this.settings = settings;
    }

    /**
     * Continues an interrupted run with the arguments that it was begun with.
     *
     * @return one result
     * @throws org.periodclose.core.fault.Refused if there is no such run, or it has failed
     */
    public List<RunResult> goOn(long run, StopRequest stop, ProgressListener progress) {
        return work(List.of(Unfinished.of(run, runs, kinds)), true, stop, progress);
    }

    /**
     * Does the requested runs, one after the other, until it is asked to stop or the database stays unreachable.
     *
     * @param untilOneFails whether the next run builds on the one before: none is begun after one that was refused or failed
     * @param stop ends it at its next checkpoint, and nothing else
     * @return one result for each run that was begun, in order; the last is {@link RunResult.Stopped} if it was asked to stop
     */
    public List<RunResult> work(
            List<? extends RunRequest> requests, boolean untilOneFails, StopRequest stop, ProgressListener progress) {
        List<RunResult> results = new ArrayList<>();
        for (RunRequest request : requests) {
            boolean goesOn = work(request, new Tries(stop, progress), results);
            if (!goesOn || (untilOneFails && results.get(results.size() - 1) instanceof RunResult.NotPosted)) {
                break;
            }
        }
        return results;
    }

    /**
     * Whether a run could begin now; nothing is written.
     *
     * @return why not; empty: it could
     */
    public Optional<RunResult> refusal(RunRequest request, StopRequest stop) {
        try {
            attempt.check(request, stop);
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(new RunResult.NotPosted(request.subject(), refused.faults()));
        }
    }

    /**
     * Asks something of a run as if it were posted; nothing is written.
     *
     * @param keeps of which copies the rows are kept while the question is asked
     * @param question gets the number of the run as long as it is there
     * @return empty: it is posted already, or there is nothing to do
     * @throws Refused with all faults: it could not begin now, or not come to its end
     */
    public <T> Optional<T> look(
            RunRequest request, StopRequest stop, Predicate<String> keeps, BiFunction<JdbcClient, Long, T> question) {
        return attempt.look(request, stop, keeps, question);
    }

    /** False if it was asked to stop, or the database stays away. */
    private boolean work(RunRequest request, Tries tries, List<RunResult> results) {
        try {
            RunResult result = tries.stop().isRequested() ? stopped(request, tries.stop()) : logged(request, tries);
            results.add(result);
            return !(result instanceof RunResult.Stopped);
        } catch (RuntimeException databaseAway) {
            results.add(unexpected(request, databaseAway));
            return false;
        }
    }

    private static RunResult stopped(RunRequest request, StopRequest stop) {
        return new RunResult.Stopped(request.subject(), stop.requested().orElse(Outcome.TERMINATED));
    }

    private RunResult logged(RunRequest request, Tries tries) {
        boolean ownTrace = RunLog.begin(request.subject());
        try {
            RunResult result = patiently(request, tries);
            RunLog.ended(result);
            return result;
        } catch (RuntimeException failure) {
            RunLog.detail(failure);
            RunLog.failed(Causes.firstLine(failure));
            throw failure;
        } finally {
            RunLog.end(ownTrace);
        }
    }

    /**
     * Tries again, later and later, while the database has a passing trouble; a restart redoes at most one chunk of each partition. A run that
     * has got on since the last trouble has all its tries again.
     */
    private RunResult patiently(RunRequest request, Tries tries) {
        boolean lostBefore = false;
        long doneBefore = tries.doneAtStart();
        for (int retry = 1; ; retry++) {
            try {
                return once(request, tries);
            } catch (Refused refused) {
                // After a lost connection the server may take a while to free our own lock.
                if (!lostBefore || refused.first().code() != FaultCode.RUN_AT_WORK || retry > settings.retries()) {
                    return new RunResult.NotPosted(request.subject(), refused.faults());
                }
            } catch (RuntimeException failure) {
                if (tries.stop().isRequested() && (Transient.is(failure) || Transient.isCancelled(failure))) {
                    return stopped(request, tries.stop());
                }
                if (tries.doneAtStart() > doneBefore) {
                    doneBefore = tries.doneAtStart();
                    retry = 1;
                }
                if (!Transient.is(failure)) {
                    RunLog.detail(failure);
                    return unexpected(request, failure);
                }
                if (retry > settings.retries()) {
                    throw failure;
                }
                RunLog.retried(Causes.firstLine(failure), retry, settings.retries());
                lostBefore = true;
                tries.oneMore();
            }
            if (tries.stop().isRequestedWithin(pause(retry))) {
                return stopped(request, tries.stop());
            }
        }
    }

    private static RunResult unexpected(RunRequest request, RuntimeException failure) {
        Optional<Fault> ofTheUser = DatabaseFaults.of(failure).filter(fault -> fault.code() == FaultCode.ROLE_NEEDED);
        return new RunResult.NotPosted(
                request.subject(),
                List.of(ofTheUser.orElseGet(() -> new Fault(
                        FaultCode.UNEXPECTED,
                        request.words() + " of company "
                                + Text.quoted(request.subject().company()) + " failed: " + Causes.firstLine(failure),
                        "run the same command again to continue; --verbose shows where it happened",
                        request.subject().journal(),
                        null))));
    }

    /** The connection may have been lost just when the voucher was committed: then an earlier try of this command has posted the run. */
    private RunResult once(RunRequest request, Tries tries) {
        boolean begun = tries.hasBegun();
        RunResult result = attempt.once(request, tries);
        if (!(result instanceof RunResult.Posted posted)) {
            return result;
        }
        if (begun) {
            return new RunResult.Posted(posted.run(), false, posted.exceptions());
        }
        if (posted.before()) {
            request.requireMayBeDone(runs.byNumber(posted.run()));
        }
        return posted;
    }

    private Duration pause(int retry) {
        return settings.backoff().multipliedBy(1L << Math.min(retry - 1, 5));
    }
}
