package org.periodclose.desk;

/** Is called with how far a run is, from any thread. */
public interface Watcher {
    /** A run of a journal begins, or continues with the lines that are done. */
    void begins(String journal, long linesDone, long lines);

    void settled(long linesDone, long lines);
}
