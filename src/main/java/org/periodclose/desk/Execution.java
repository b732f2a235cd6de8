package org.periodclose.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.run.ProgressListener;
import org.periodclose.run.RunResult;
import org.periodclose.run.StopRequest;
import org.periodclose.run.Subject;

/** The runs of one caller: it sees how far they are, and stops these and no others. Several can be at work at once. */
public final class Execution implements Stoppable {
    private final Posting posting;
    private final Inquiry inquiry;
    private final StopRequest stop;

    Execution(Posting posting, Inquiry inquiry, StopRequest stop) {
        this.posting = posting;
        this.inquiry = inquiry;
        this.stop = stop;
    }

    /**
     * Posts journals, one run for each; the report has what became of each.
     *
     * @throws org.periodclose.core.fault.Refused if the company is unknown
     */
    public PostReport post(PostRequest request, Watcher watcher) {
        return post(List.of(request), watcher);
    }

    /**
     * The same of several requests, one after the other: each journal with the checksum that is expected of it.
     *
     * @param requests at least one; all of them dry runs, or none
     */
    public PostReport post(List<PostRequest> requests, Watcher watcher) {
        return report(
                requests.get(0).dryRun(),
                posting.post(requests.stream().map(PostRequest::forRuns).toList(), stop, listener(watcher)));
    }

    /**
     * Cancels a run by a run of its own, and, if that is asked for, first the runs that stand in its way.
     *
     * @throws org.periodclose.core.fault.Refused if one of them cannot be cancelled: then nothing is begun
     */
    public PostReport cancel(CancelRequest request, Watcher watcher) {
        List<RunResult> results = request.chain()
                ? posting.cancel(
                        posting.chain(request.run()), request.forRuns(), request.seen(), stop, listener(watcher))
                : posting.cancel(request.forRuns(), stop, listener(watcher));
        return report(request.dryRun(), results);
    }

    /**
     * Recalculates or closes; a close first cancels the recalculations that are dated after it.
     *
     * @param recalculateTo after a close; null: not
     */
    public PostReport value(ValuationRequest request, @Nullable LocalDate recalculateTo, Watcher watcher) {
        return value(request, recalculateTo, null, watcher);
    }

    /**
     * The same, as somebody has looked at it.
     *
     * @param seen the recalculations that were to be cancelled first, in their order; null: whatever there is now
     */
    public PostReport value(
            ValuationRequest request, @Nullable LocalDate recalculateTo, @Nullable List<Long> seen, Watcher watcher) {
        return report(request.dryRun(), posting.value(request, recalculateTo, seen, stop, listener(watcher)));
    }

    /** Revalues stock, or converts it to standard cost. */
    public PostReport revalue(RevaluationRequest request, Watcher watcher) {
        return report(request.dryRun(), posting.revalue(request, stop, listener(watcher)));
    }

    /** Cancels the active recalculations from a day on, the newest first. */
    public PostReport cancel(CancelRecalculations request, Watcher watcher) {
        return report(request.dryRun(), posting.cancel(request, stop, listener(watcher)));
    }

    /**
     * Continues an interrupted run as it was begun.
     *
     * @throws org.periodclose.core.fault.Refused if there is no such run, or it has failed
     */
    public PostReport goOn(long run, Watcher watcher) {
        return report(false, posting.goOn(run, stop, listener(watcher)));
    }

    private PostReport report(boolean dryRun, List<RunResult> results) {
        return PostReport.of(dryRun, results, inquiry);
    }

    private static ProgressListener listener(Watcher watcher) {
        return new ProgressListener() {
            @Override
            public void begins(Subject subject, long done, long lines) {
                watcher.begins(Objects.requireNonNullElse(subject.journal(), subject.company()), done, lines);
            }

            @Override
            public void settled(Subject subject, long done, long lines) {
                watcher.settled(done, lines);
            }
        };
    }

    /**
     * Asks the runs to stop at their next checkpoint; returns at once. The first wish counts, but that of a signal more than that of the clock.
     *
     * @param outcome what the report shall say: TERMINATED, INTERRUPTED, or DONE when the time is up
     */
    @Override
    public void stop(Outcome outcome) {
        stop.request(outcome);
    }

    /** Cancels the statements that the database executes for these runs: their transactions are rolled back and redone at the next start. */
    @Override
    public void cancelStatements() {
        posting.cancelStatements(stop);
    }
}
