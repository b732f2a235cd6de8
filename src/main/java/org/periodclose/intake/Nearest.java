package org.periodclose.intake;

import java.text.Normalizer;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.LookAlike;

/** Finds the name that a misspelt name probably means. */
final class Nearest {
    /** How many letters may be wrong, missing or too many. */
    private static final int LETTERS = 2;

    private Nearest() {}

    /** The known name whose letters differ least from those of the given one, by two and a third of them at most; null if there is none. */
    static @Nullable String of(String given, Collection<String> known) {
        String letters = letters(given);
        String nearest = null;
        int least = LETTERS + 1;
        for (String name : known) {
            String right = letters(name);
            int distance = distance(letters, right);
            if (distance < least && 3 * distance <= right.length()) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** Only the letters: case, blanks, hyphens, numbers and the plural of -y do not count. */
    private static String letters(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("\\P{L}", "");
        return LookAlike.outline(letters).replaceFirst("ies$", "y");
    }

    /** How many letters must be changed, added or removed; two neighbours that have changed places count once. */
    private static int distance(String one, String other) {
        int[] twoBefore = new int[other.length() + 1];
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    now[j] = Math.min(now[j], twoBefore[j - 2] + 1);
                }
            }
            twoBefore = before;
            before = now;
        }
        return before[other.length()];
    }
}
