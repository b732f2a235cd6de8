package org.periodclose.view;

import java.time.Duration;
import org.periodclose.view.Cell.Said;

/** Times for people: 850 ms, 2 s, 3 min 05 s, 1 h 02 min. */
public final class Durations {
    private Durations() {}

    public static String text(Duration duration) {
        return said(duration).toString();
    }

    static Said said(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return Said.of("{0} ms", duration.toMillis());
        }
        if (seconds < 60) {
            return Said.of("{0} s", seconds);
        }
        if (seconds < 3600) {
            return Said.of("{0} min {1} s", seconds / 60, twoDigits(seconds % 60));
        }
        return Said.of("{0} h {1} min", Cell.number(seconds / 3600), twoDigits(seconds % 3600 / 60));
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
