package org.periodclose.core.costing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The rows that markings and earlier matches name, by id. */
final class RowIndex {
    private static final int NOWHERE = -1;

    private final long[] ids;
    private final int[] rows;

    RowIndex(List<Marking> markings, List<EarlierMatch> earlier) {
        this.ids = LongStream.concat(
                        markings.stream().flatMapToLong(marking -> LongStream.of(marking.issue(), marking.receipt())),
                        earlier.stream().flatMapToLong(match -> LongStream.of(match.issue(), match.layer())))
                .sorted()
                .distinct()
                .toArray();
        this.rows = new int[ids.length];
        Arrays.fill(rows, NOWHERE);
    }

    void found(long id, int row) {
        int place = Arrays.binarySearch(ids, id);
        if (place >= 0) {
            rows[place] = row;
        }
    }

    /** The row of an id; negative: there is none. */
    int row(long id) {
        int place = Arrays.binarySearch(ids, id);
        return place < 0 ? NOWHERE : rows[place];
    }
}
