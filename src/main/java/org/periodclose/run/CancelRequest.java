package org.periodclose.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;

/**
 * What {@code cancel} was asked for. A null option was not given: an unfinished cancellation keeps its own, a new one takes the default.
 *
 * @param run the run to take back
 * @param postingDate default: {@code newDate}
 * @param newDate the posting date of a new cancellation when none is given as a date; null: that of the run to take back
 * @param note kept on the cancellation
 * @param expect the checksum of the dry run; anything else is not posted
 * @param dryRun post nothing, tell what would be posted
 */
public record CancelRequest(
        long run,
        @Nullable LocalDate postingDate,
        @Nullable LocalDate newDate,
        @Nullable String note,
        @Nullable String expect,
        boolean dryRun)
        implements RunRequest {
    /** To go on with an unfinished cancellation as it was begun. */
    static CancelRequest again(long run, boolean dryRun) {
        return new CancelRequest(run, null, null, null, null, dryRun);
    }

    /** As the cancelled run was posted, whatever the set-up says now (domain rules 13.13, 13.14, 13.23). */
    @Override
    public RunArguments argumentsFor(Task task) {
        Run cancelled = task.toCancel();
        return new RunArguments(
                dateFor(cancelled),
                cancelled.specification(),
                cancelled.updateLedger(),
                cancelled.storno(),
                cancelled.updateLedger() || note != null ? note : cancelled.note(),
                expect,
                false);
    }

    @Override
    public List<String> differencesFrom(RunArguments arguments) {
        return arguments.differencesFrom(postingDate, null, null, null, note, expect);
    }

    /** When a new cancellation of a run is posted. */
    LocalDate dateFor(Run toCancel) {
        return postingDate != null ? postingDate : Objects.requireNonNullElse(newDate, toCancel.postingDate());
    }

    /** The same for another run that stands in the way. */
    CancelRequest of(long other) {
        return new CancelRequest(other, postingDate, newDate, note, other == run ? expect : null, dryRun);
    }
}
