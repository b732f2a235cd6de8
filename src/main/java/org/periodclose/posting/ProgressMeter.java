package org.periodclose.posting;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Adds up what the partitions of the run at work have settled, and tells it on. */
final class ProgressMeter {
    private static final long NOT_BEGUN = -1;

    private record State(Posting.Progress listener, String journal, long doneAtStart, long done, long lines) {}

    private final AtomicReference<State> state =
            new AtomicReference<>(new State((journal, done, lines) -> {}, "", NOT_BEGUN, 0, 0));

    /** Another journal comes; its run has not begun. */
    void next() {
        state.updateAndGet(s -> new State(s.listener(), "", NOT_BEGUN, 0, 0));
    }

    /** Has the job been launched since {@link #next}? */
    boolean hasBegun() {
        return doneAtStart() != NOT_BEGUN;
    }

    /** The lines that were settled, and committed, when the job was last launched. */
    long doneAtStart() {
        return Objects.requireNonNull(state.get()).doneAtStart();
    }

    /** A run begins, or goes on at {@code done}. */
    void begin(Posting.Progress listener, JournalHead journal, long done, long lines) {
        state.set(new State(listener, journal.journal(), done, done, lines));
        listener.begins(journal.company(), journal.journal(), done, lines);
    }

    /** It is checked how many lines the run settles: fewer, if some are left out. */
    void planned(long lines) {
        state.updateAndGet(s -> new State(s.listener(), s.journal(), s.doneAtStart(), s.done(), lines));
    }

    /** Some thread has settled so many lines. */
    void add(int settled) {
        State now = state.updateAndGet(
                s -> new State(s.listener(), s.journal(), s.doneAtStart(), s.done() + settled, s.lines()));
        now.listener().settled(now.journal(), now.done(), now.lines());
    }
}
