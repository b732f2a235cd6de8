package org.periodclose.core.costing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts by row, close together. */
final class Names {
    private byte[] letters = {};
    private int[] ends = {};
    private int size;

    void add(String name) {
        byte[] added = name.getBytes(StandardCharsets.UTF_8);
        int begin = size == 0 ? 0 : ends[size - 1];
        if (begin + added.length > letters.length) {
            letters = Arrays.copyOf(letters, (begin + added.length) / 4 * 5 + 64);
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size / 4 * 5 + 8);
        }
        System.arraycopy(added, 0, letters, begin, added.length);
        ends[size++] = begin + added.length;
    }

    String get(int row) {
        int begin = row == 0 ? 0 : ends[row - 1];
        return new String(letters, begin, ends[row] - begin, StandardCharsets.UTF_8);
    }
}
