package org.periodclose.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A part of the work of a run: what comes after one position up to another.
 *
 * @param level what is in a higher level begins when all of the lower ones is settled
 * @param lines how many there are to settle
 */
public record Range(int level, Position after, Position last, long lines) {
    /**
     * Ranges of one level and of about equal size; an item may be divided, so that no partition works alone at the end.
     *
     * @param next gives the range that begins at a position and has at least so many lines
     */
    public static List<Range> ofEqualSize(long lines, int most, BiFunction<Position, Long, Range> next) {
        List<Range> ranges = new ArrayList<>();
        Position after = Position.BEGINNING;
        long done = 0;
        for (int range = 1; range < most; range++) {
            long wanted = lines * range / most - done;
            if (wanted > 0) {
                Range found = next.apply(after, wanted);
                ranges.add(found);
                after = found.last();
                done += found.lines();
            }
        }
        if (done < lines || ranges.isEmpty()) {
            ranges.add(new Range(0, after, Position.END, lines - done));
        }
        return ranges;
    }
}
