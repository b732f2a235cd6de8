package org.periodclose.run;

/** Told how far a run is, from any thread. */
@FunctionalInterface
public interface ProgressListener {
    /** A run begins, or goes on with the lines that are done. */
    default void begins(String company, String journal, long linesDone, long lines) {
        settled(journal, linesDone, lines);
    }

    void settled(String journal, long linesDone, long lines);
}
