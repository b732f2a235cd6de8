package org.periodclose.posting;

import java.util.List;

/** Posts adjustment journals to the general ledger: the main job. */
public interface Posting {
    /**
     * Posts what is asked for, one run for each journal; a journal that is refused does not stop the others.
     *
     * @param progress is told now and then how far the run at work is, from any thread
     * @return one result for each journal, in order
     * @throws org.periodclose.fault.Refused if the request itself is refused (unknown company or journal)
     */
    List<JournalResult> post(PostRequest request, Progress progress);

    /** Told how far a run is. */
    @FunctionalInterface
    interface Progress {
        void settled(String journal, long linesDone, long lines);
    }
}
