package org.periodclose.view;

import java.time.Duration;

/** Times for people: 850 ms, 2 s, 3 min 05 s, 1 h 02 min. */
public final class Durations {
    private Durations() {}

    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + twoDigits(seconds % 60) + " s";
        }
        return seconds / 3600 + " h " + twoDigits(seconds % 3600 / 60) + " min";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
