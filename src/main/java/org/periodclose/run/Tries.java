package org.periodclose.run;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all tries at a piece of work: who may stop it, who hears how far it is, and how often it was tried again after a passing
 * trouble of the database, which at that moment can keep no count.
 */
final class Tries {
    private static final long NOT_BEGUN = -1;

    private final StopRequest stop;
    private final ProgressListener listener;
    private final AtomicInteger uncounted = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private volatile @Nullable Subject subject;
    private volatile long doneAtStart = NOT_BEGUN;
    private volatile long lines;

    Tries(StopRequest stop, ProgressListener listener) {
        this.stop = stop;
        this.listener = listener;
    }

    StopRequest stop() {
        return stop;
    }

    void oneMore() {
        uncounted.incrementAndGet();
    }

    /** Those that are not yet written to a run. */
    int uncounted() {
        return uncounted.get();
    }

    /** So many are written to a run. */
    void counted(int retries) {
        uncounted.addAndGet(-retries);
    }

    /** Has a run been begun, or gone on with? */
    boolean hasBegun() {
        return doneAtStart != NOT_BEGUN;
    }

    /** The lines that were settled, and committed, when the last try began. */
    long doneAtStart() {
        return doneAtStart;
    }

    /** A run begins, or continues at {@code linesDone}. */
    void begin(Subject of, long linesDone, long all) {
        subject = of;
        doneAtStart = linesDone;
        done.set(linesDone);
        lines = all;
        listener.begins(of, linesDone, all);
    }

    /** It is checked how many lines the run settles: fewer, if some are left out. */
    void planned(long all) {
        lines = all;
    }

    /** So many lines are settled in all. */
    void settledInAll(long settled) {
        if (done.getAndSet(settled) != settled) {
            listener.settled(Objects.requireNonNull(subject), settled, lines);
        }
    }

    /** Some thread has settled so many lines. */
    void settled(int settled) {
        listener.settled(Objects.requireNonNull(subject), done.addAndGet(settled), lines);
    }
}
