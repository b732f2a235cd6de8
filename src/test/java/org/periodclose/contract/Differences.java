package org.periodclose.contract;

import java.util.ArrayList;
import java.util.List;

/** What is not as expected, line by line, for someone who looks for the one wrong row. */
final class Differences {
    private final List<String> found = new ArrayList<>();

    /** The same lines, each as often; their order is not compared. */
    void compare(String what, List<String> expected, List<String> actual) {
        List<String> missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        List<String> unexpected = new ArrayList<>(actual);
        expected.forEach(unexpected::remove);
        if (missing.isEmpty() && unexpected.isEmpty()) {
            return;
        }
        List<String[]> rows = new ArrayList<>();
        missing.forEach(row -> rows.add(new String[] {row, "  expected  "}));
        unexpected.forEach(row -> rows.add(new String[] {row, "  actual    "}));
        rows.sort((one, other) -> one[0].equals(other[0]) ? one[1].compareTo(other[1]) : one[0].compareTo(other[0]));
        found.add(what);
        rows.forEach(row -> found.add(row[1] + row[0]));
    }

    /** The same lines in the same order. */
    void compareInOrder(String what, List<String> expected, List<String> actual) {
        int before = found.size();
        compare(what, expected, actual);
        if (found.size() == before && !expected.equals(actual)) {
            found.add(what + ": the order");
            found.add("  expected  " + String.join("\n            ", expected));
            found.add("  actual    " + String.join("\n            ", actual));
        }
    }

    void none(Object where) {
        if (!found.isEmpty()) {
            throw new AssertionError(where + ":\n" + String.join("\n", found));
        }
    }
}
