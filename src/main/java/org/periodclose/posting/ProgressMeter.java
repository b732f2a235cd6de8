package org.periodclose.posting;

import java.util.concurrent.atomic.AtomicReference;

/** Adds up what the partitions of the run at work have settled, and tells it on. */
final class ProgressMeter {
    private record State(Posting.Progress listener, String journal, long done, long lines) {}

    private final AtomicReference<State> state =
            new AtomicReference<>(new State((journal, done, lines) -> {}, "", 0, 0));

    /** A run begins, or goes on at {@code done}. */
    void begin(Posting.Progress listener, String journal, long done, long lines) {
        state.set(new State(listener, journal, done, lines));
        listener.settled(journal, done, lines);
    }

    /** Some thread has settled so many lines. */
    void add(int settled) {
        State now = state.updateAndGet(s -> new State(s.listener(), s.journal(), s.done() + settled, s.lines()));
        now.listener().settled(now.journal(), now.done(), now.lines());
    }
}
