package org.periodclose.posting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Outcome;
import org.periodclose.fault.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Posts adjustment journals to the general ledger: the main job. */
public final class Posting {
    private final Journals journals;
    private final JournalPosting journalPosting;
    private final PostingSettings settings;
    private final Stop stop;
    private final Retries retries;
    private final ProgressMeter meter;
    private final JdbcClient jdbc;
    private final CountDownLatch stopWanted = new CountDownLatch(1);

    Posting(
            Journals journals,
            JournalPosting journalPosting,
            PostingSettings settings,
            Stop stop,
            Retries retries,
            ProgressMeter meter,
            JdbcClient jdbc) {
        this.journals = journals;
        this.journalPosting = journalPosting;
        this.settings = settings;
        this.stop = stop;
        this.retries = retries;
        this.meter = meter;
        this.jdbc = jdbc;
    }

    /** Told how far a run is, from any thread. */
    @FunctionalInterface
    public interface Progress {
        void settled(String journal, long linesDone, long lines);
    }

    /**
     * Posts what is asked for, one run for each journal; a journal that is refused or fails does not stop the others, unless the database stays
     * away.
     *
     * @return one result for each journal, in order; the last is {@link JournalResult.Stopped} if it was asked to stop
     * @throws Refused if the company is unknown
     */
    public List<JournalResult> post(PostRequest request, Progress progress) {
        List<JournalResult> results = new ArrayList<>();
        for (String company : journals.companies(request.company())) {
            for (String journal : journalsOf(company, request)) {
                Optional<JournalResult> result;
                try {
                    result = stop.requested().isPresent()
                            ? Optional.empty()
                            : logged(company, journal, request, progress);
                } catch (RuntimeException databaseAway) {
                    results.add(unexpected(company, journal, databaseAway));
                    return results;
                }
                if (result.isEmpty()) {
                    results.add(new JournalResult.Stopped(
                            company, journal, stop.requested().orElse(Outcome.TERMINATED)));
                    return results;
                }
                results.add(result.get());
            }
        }
        return results;
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

    private List<String> journalsOf(String company, PostRequest request) {
        return request.journals().isEmpty()
                ? journals.toPost(company).stream().map(JournalHead::journal).toList()
                : request.journals();
    }

    private Optional<JournalResult> logged(String company, String journal, PostRequest request, Progress progress) {
        RunLog.begin(company, journal);
        try {
            Optional<JournalResult> result = patiently(company, journal, request, progress);
            RunLog.ended(result);
            return result;
        } catch (RuntimeException failure) {
            RunLog.detail(failure);
            RunLog.failed(firstLine(failure));
            throw failure;
        } finally {
            RunLog.end();
        }
    }

    /**
     * Tries again, later and later, while the database has a passing trouble; a restart redoes at most one chunk of each partition. A run that
     * has got on since the last trouble has all its tries again.
     */
    private Optional<JournalResult> patiently(String company, String journal, PostRequest request, Progress progress) {
        retries.forget();
        meter.next();
        boolean lostBefore = false;
        long doneBefore = meter.doneAtStart();
        for (int retry = 1; ; retry++) {
            try {
                boolean begun = meter.hasBegun();
                Optional<JournalResult> result = journalPosting.post(company, journal, request, progress);
                return begun ? result.map(Posting::byThisCommand) : result;
            } catch (Refused refused) {
                // After a lost connection the server may take a while to free our own lock.
                if (!lostBefore || refused.first().code() != FaultCode.RUN_AT_WORK || retry > settings.retries()) {
                    return Optional.of(new JournalResult.NotPosted(company, journal, refused.faults()));
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
                    return Optional.of(unexpected(company, journal, failure));
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

    private static JournalResult unexpected(String company, String journal, RuntimeException failure) {
        return new JournalResult.NotPosted(
                company,
                journal,
                List.of(new Fault(
                        FaultCode.UNEXPECTED,
                        "journal " + journal + " of company " + company + " failed: " + firstLine(failure),
                        "run the same command again to continue; --verbose shows where it happened",
                        journal,
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
