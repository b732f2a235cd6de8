package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the layers of a stock hand out, place by place in the order in which each does: first the matches of earlier closes, then settled ones, then those
 * that only adjust.
 */
final class HandOuts {
    private final List<EarlierMatch> earlier;
    private final RowIndex index;
    private final Matches matches;

    private final int[] starts;
    private final int[] entries;
    /** By number of the earlier match: the match that says how it changes, counted from 1; 0: none does. */
    private final int[] changed;

    /** @param earlier in the order of the layers */
    HandOuts(int rows, List<EarlierMatch> earlier, RowIndex index, Matches matches) {
        this.earlier = earlier;
        this.index = index;
        this.matches = matches;
        this.changed = new int[earlier.size()];
        int[] layerOfEarlier =
                earlier.stream().mapToInt(match -> layer(match, index)).toArray();
        this.starts = starts(rows, layerOfEarlier, matches);
        this.entries = entries(starts, layerOfEarlier, matches);
    }

    private static int layer(EarlierMatch match, RowIndex index) {
        int layer = index.row(match.layer());
        if (layer < 0 || index.row(match.issue()) < 0) {
            throw new IllegalStateException(
                    "an earlier match of layer id " + match.layer() + " and issue id " + match.issue() + " has no row");
        }
        return layer;
    }

    private static int[] starts(int rows, int[] layerOfEarlier, Matches matches) {
        int[] starts = new int[rows + 1];
        for (int layer : layerOfEarlier) {
            starts[layer + 1]++;
        }
        for (int match = 0; match < matches.size(); match++) {
            starts[matches.layer(match) + 1]++;
        }
        for (int row = 0; row < rows; row++) {
            starts[row + 1] += starts[row];
        }
        return starts;
    }

    private static int[] entries(int[] starts, int[] layerOfEarlier, Matches matches) {
        int[] next = starts.clone();
        int[] entries = new int[layerOfEarlier.length + matches.size()];
        for (int number = 0; number < layerOfEarlier.length; number++) {
            entries[next[layerOfEarlier[number]]++] = ~number;
        }
        for (boolean settled : List.of(true, false)) {
            for (int match = 0; match < matches.size(); match++) {
                if (matches.isSettled(match) == settled) {
                    entries[next[matches.layer(match)]++] = match;
                }
            }
        }
        return entries;
    }

    int first(int layer) {
        return starts[layer];
    }

    int end(int layer) {
        return starts[layer + 1];
    }

    boolean isEarlier(int place) {
        return entries[place] < 0;
    }

    /** The number of the match, or of the earlier match. */
    private int number(int place) {
        return entries[place] < 0 ? ~entries[place] : entries[place];
    }

    EarlierMatch earlier(int place) {
        return earlier.get(number(place));
    }

    boolean isSettled(int place) {
        return isEarlier(place) || matches.isSettled(number(place));
    }

    int layer(int place) {
        return isEarlier(place) ? index.row(earlier(place).layer()) : matches.layer(number(place));
    }

    /** The issue, or the made layer that the quantity is handed into. */
    int consumer(int place) {
        return isEarlier(place) ? index.row(earlier(place).issue()) : matches.issue(number(place));
    }

    BigDecimal taken(int place) {
        return isEarlier(place) ? earlier(place).quantity() : matches.quantity(number(place));
    }

    /** What the layer had handed out before, as far as it is known. */
    BigDecimal from(int place) {
        return isEarlier(place) ? earlier(place).from() : matches.from(number(place));
    }

    /** What the layer gives, as far as it is known. */
    BigDecimal given(int place) {
        int number = number(place);
        if (!isEarlier(place)) {
            return matches.amount(number);
        }
        BigDecimal before = earlier.get(number).amount();
        return changed[number] == 0 ? before : before.add(matches.amount(changed[number] - 1));
    }

    /** What a match of this run is worth. */
    void value(int place, BigDecimal from, BigDecimal amount) {
        matches.value(number(place), from, amount);
    }

    /** The layer gives so much more, or less: to an earlier match by a match that says so. */
    void add(int place, BigDecimal change) {
        int number = number(place);
        if (!isEarlier(place)) {
            matches.add(number, change);
        } else if (changed[number] == 0) {
            EarlierMatch match = earlier.get(number);
            matches.addChange(layer(place), consumer(place), match.from(), change, match.principle());
            changed[number] = matches.size();
        } else {
            matches.add(changed[number] - 1, change);
        }
    }
}
