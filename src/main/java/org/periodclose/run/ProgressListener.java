package org.periodclose.run;

/** Is called with how far a run is, from any thread. */
@FunctionalInterface
public interface ProgressListener {
    /** A run begins, or continues with the lines that are done. */
    default void begins(Subject subject, long linesDone, long lines) {
        settled(subject, linesDone, lines);
    }

    void settled(Subject subject, long linesDone, long lines);
}
