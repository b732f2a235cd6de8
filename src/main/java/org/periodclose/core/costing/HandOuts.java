package org.periodclose.core.costing;

import java.util.List;

/** The matches of a stock by layer, in the order in which a layer hands out: those of earlier closes, then settled ones, then those that only adjust. */
final class HandOuts {
    private final int[] starts;
    private final int[] entries;

    private HandOuts(int[] starts, int[] entries) {
        this.starts = starts;
        this.entries = entries;
    }

    /** @param layerOfEarlier the row of the layer of each earlier match */
    static HandOuts of(int rows, int[] layerOfEarlier, Matches matches) {
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
        return new HandOuts(starts, entries);
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
    int number(int place) {
        return entries[place] < 0 ? ~entries[place] : entries[place];
    }
}
