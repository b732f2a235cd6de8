package org.periodclose.core.settlement;

import java.util.List;

/**
 * What became of the amounts that were typed at once.
 *
 * @param lines one for each, in the order of the typing; of a file only those that are refused
 * @param stored how many lines were added, changed or removed
 * @param sums of the whole journal as it is now
 * @param releaseTakenBack the journal had been released, and must be released again because it has changed
 */
public record TypedAnswer(List<TypedLine> lines, long stored, JournalSums sums, boolean releaseTakenBack) {
    public TypedAnswer {
        lines = List.copyOf(lines);
    }
}
