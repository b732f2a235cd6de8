package org.periodclose.run;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.periodclose.core.ledger.SetDigest;

/** What a unit keeps beside its settlements: rows for the tables of its kind, and the digests that a manifest has of them. A dry run keeps no rows. */
public final class Kept {
    private final Map<String, CopyRows> rows = new LinkedHashMap<>();
    private final SetDigest matches = new SetDigest();
    private final SetDigest carryOver = new SetDigest();
    private long matchCount;
    private long unsettled;
    private long circles;

    /**
     * The rows that go into a table with the settlements, in their transaction.
     *
     * @param copy {@code copy table (columns) from stdin}
     */
    public CopyRows rows(String copy) {
        return rows.computeIfAbsent(copy, table -> new CopyRows());
    }

    /** A match was kept; its text has names instead of internal ids. */
    public void match(String text) {
        matches.add(text);
    }

    /** A row is carried over to the next close; its text has names instead of internal ids. */
    public void carriedOver(String text) {
        carryOver.add(text);
    }

    /** So many matches were made, and so many issues left with an open quantity. */
    public void count(long made, long left) {
        matchCount += made;
        unsettled += left;
    }

    /** A circle was found. */
    public void countCircle() {
        circles++;
    }

    Map<String, CopyRows> all() {
        return rows;
    }

    BigInteger matches() {
        return matches.value();
    }

    BigInteger carryOver() {
        return carryOver.value();
    }

    long matchCount() {
        return matchCount;
    }

    long unsettled() {
        return unsettled;
    }

    long circles() {
        return circles;
    }
}
