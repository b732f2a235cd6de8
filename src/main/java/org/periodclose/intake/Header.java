package org.periodclose.intake;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.periodclose.fault.FaultCode;

/** Where in a record the columns of a file stand. */
final class Header {
    private static final int MISSING = -1;
    private static final String PLACE = "header";

    private final int[] places;
    private final int size;
    private final boolean whole;

    private Header(int[] places, int size, boolean whole) {
        this.places = places;
        this.size = size;
        this.whole = whole;
    }

    static Header read(ImportFile file, CsvRow row, FaultLog faults) {
        List<String> found = row.fields();
        List<String> known = file.columns().stream().map(Column::name).toList();
        String columns = String.join(",", known);
        int[] places = new int[known.size()];
        Arrays.fill(places, MISSING);
        if (found.stream().noneMatch(known::contains) && hasOtherSeparator(row, found, faults, columns)) {
            return new Header(places, found.size(), false);
        }
        for (int i = 0; i < found.size(); i++) {
            int column = known.indexOf(found.get(i));
            if (column < 0) {
                faults.add(
                        row.line(),
                        found.get(i).isBlank() || !isPlain(found.get(i)) ? PLACE : found.get(i),
                        FaultCode.UNKNOWN_COLUMN,
                        "column " + (i + 1) + " " + BadValue.quoted(found.get(i)) + " is not a column of this file",
                        "remove it; the columns are " + columns);
            } else if (places[column] != MISSING) {
                faults.add(
                        row.line(),
                        found.get(i),
                        FaultCode.DUPLICATE,
                        "columns " + (places[column] + 1) + " and " + (i + 1) + " have the same name",
                        "keep one of them");
            } else {
                places[column] = i;
            }
        }
        boolean whole = true;
        for (int column = 0; column < places.length; column++) {
            if (places[column] == MISSING && !file.columns().get(column).mayBeMissing()) {
                whole = false;
                faults.add(
                        row.line(),
                        known.get(column),
                        FaultCode.MISSING_COLUMN,
                        "the column is missing",
                        "add it; the columns are " + columns);
            }
        }
        return new Header(places, found.size(), whole);
    }

    private static boolean hasOtherSeparator(CsvRow row, List<String> found, FaultLog faults, String columns) {
        String whole = found.stream().collect(Collectors.joining(","));
        String separator = whole.indexOf(';') >= 0 ? "semicolons" : whole.indexOf('\t') >= 0 ? "tabs" : "";
        if (separator.isEmpty()) {
            return false;
        }
        faults.add(
                row.line(),
                PLACE,
                FaultCode.BAD_FILE,
                "the columns are separated by " + separator + ", not by commas",
                "save the file as comma-separated CSV with the header " + columns);
        return true;
    }

    private static boolean isPlain(String name) {
        return name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
    }

    /** How many fields each record has. */
    int size() {
        return size;
    }

    boolean has(int column) {
        return places[column] != MISSING;
    }

    /** The field of a column that the header has. */
    String field(CsvRow row, int column) {
        int place = places[column];
        return place < row.size() ? row.field(place) : "";
    }

    /** Every column that must be there is there. */
    boolean isWhole() {
        return whole;
    }
}
