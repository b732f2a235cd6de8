package org.periodclose.posting;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.Outcome;
import org.springframework.batch.core.job.JobInterruptedException;

/** The wish to end at the next checkpoint, and how the command shall then say it ended. */
final class Stop {
    private final AtomicReference<@Nullable Outcome> wish = new AtomicReference<>();

    /** The first wish counts, but that of a signal more than that of the clock. */
    void request(Outcome outcome) {
        wish.updateAndGet(before -> before == null || before == Outcome.DONE ? outcome : before);
    }

    Optional<Outcome> requested() {
        return Optional.ofNullable(wish.get());
    }

    /** Between two pieces of work: goes on, or lets Spring Batch end the step as STOPPED. */
    void check() throws JobInterruptedException {
        if (wish.get() != null) {
            throw new JobInterruptedException("asked to stop");
        }
    }
}
