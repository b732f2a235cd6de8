package org.periodclose.cancelling;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;
import org.periodclose.run.RunArguments;
import org.periodclose.run.RunRequest;
import org.periodclose.run.Subject;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What {@code cancel} was asked for. A null option was not given: an unfinished cancellation keeps its own, a new one takes the default.
 *
 * @param run the run to cancel
 * @param postingDate default: {@code newDate}
 * @param newDate the posting date of a new cancellation when none is given as a date; null: that of the run to cancel
 * @param note kept on the cancellation
 * @param expect the checksum of the dry run; anything else is not posted
 * @param dryRun post nothing, show what would be posted
 */
public record CancelRequest(
        long run,
        @Nullable LocalDate postingDate,
        @Nullable LocalDate newDate,
        @Nullable String note,
        @Nullable String expect,
        boolean dryRun) {
    /** When a new cancellation of a run is posted. */
    LocalDate dateFor(Run cancelled) {
        return postingDate != null ? postingDate : Objects.requireNonNullElse(newDate, cancelled.postingDate());
    }

    /**
     * The request for one run: the named one, or another that must be cancelled before it.
     *
     * @param named whether it was requested now; otherwise it was found unfinished, and it does not matter if another command finishes it first
     */
    private record OfRun(CancelRequest options, Run cancelled, boolean named) implements RunRequest {
        private long number() {
            return Objects.requireNonNull(cancelled.run());
        }

        @Override
        public Subject subject() {
            return new Subject(cancelled.company(), cancelled.journal(), cancelled.run());
        }

        @Override
        public String words() {
            return "the cancellation of run " + number();
        }

        @Override
        public boolean dryRun() {
            return options.dryRun;
        }

        @Override
        public Work work(JdbcClient jdbc) {
            return Cancellation.find(number(), jdbc);
        }

        /** As the cancelled run was posted, whatever the set-up says now (domain rules 13.13, 13.14, 13.23). */
        @Override
        public RunArguments argumentsFor(Work work) {
            return new RunArguments(
                    options.dateFor(cancelled),
                    cancelled.specification(),
                    cancelled.updateLedger(),
                    cancelled.storno(),
                    cancelled.updateLedger() || options.note != null ? options.note : cancelled.note(),
                    expect(),
                    false);
        }

        @Override
        public List<String> differencesFrom(RunArguments arguments) {
            return arguments.differencesFrom(options.postingDate, null, null, null, options.note, expect());
        }

        /** A checksum belongs to the named run. */
        private @Nullable String expect() {
            return number() == options.run ? options.expect : null;
        }

        @Override
        public void requireMayBeDone(Run before) {
            if (named) {
                throw Cancellation.alreadyCancelled(cancelled, before);
            }
        }
    }

    /** The request to cancel a run with these options. */
    RunRequest of(Run cancelled) {
        return new OfRun(this, cancelled, true);
    }

    /** The request to cancel a run at its own date, or to continue its cancellation as it was begun. */
    static RunRequest again(Run cancelled, @Nullable String note, boolean dryRun) {
        return new OfRun(
                new CancelRequest(Objects.requireNonNull(cancelled.run()), null, null, note, null, dryRun),
                cancelled,
                false);
    }
}
