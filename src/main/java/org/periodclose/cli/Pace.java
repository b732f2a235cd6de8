package org.periodclose.cli;

import java.time.Duration;

/** How fast, and how long still. */
final class Pace {
    private Pace() {}

    /** {@code , 12,000 lines/s, 3 s left}; empty while there is nothing to reckon from, or nothing left. */
    static String left(long done, long all, Duration soFar) {
        long millis = soFar.toMillis();
        if (done <= 0 || done >= all || millis <= 0) {
            return "";
        }
        long perSecond = Math.max(1, done * 1000 / millis);
        long millisLeft = (all - done) * millis / done;
        return ", " + Amounts.grouped(perSecond) + " lines/s, " + Durations.text(Duration.ofMillis(millisLeft))
                + " left";
    }
}
