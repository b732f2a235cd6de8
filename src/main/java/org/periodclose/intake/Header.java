package org.periodclose.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.LookAlike;
import org.periodclose.core.fault.Text;

/** The positions of the columns of a file in its records. */
final class Header {
    private static final int MISSING = -1;
    private static final String PLACE = "header";

    private final List<String> found;
    private final Set<String> names;
    private final int[] places;
    private boolean whole;

    private Header(List<String> known, List<String> found) {
        this.found = found;
        this.names = new HashSet<>(known);
        this.names.addAll(found);
        this.places = new int[known.size()];
        Arrays.fill(places, MISSING);
    }

    /** Reads the first record. A column with a misspelt name is refused once, and then read as the column it was meant to be. */
    static Header read(ImportFile file, CsvRow row, FaultLog faults) {
        List<String> found = row.fields().stream().map(Text::trim).toList();
        List<String> known = file.columns().stream().map(Column::name).toList();
        Header header = new Header(known, found);
        new Reading(file, known, header, row.line(), faults).read();
        return header;
    }

    private record Reading(ImportFile file, List<String> known, Header header, long line, FaultLog faults) {
        void read() {
            List<String> absent = new ArrayList<>(known);
            absent.removeAll(header.found);
            List<String> onlyCase = new ArrayList<>();
            List<Runnable> unknown = new ArrayList<>();
            for (int i = 0; i < header.found.size(); i++) {
                String name = header.found.get(i);
                String meant = known.contains(name) ? name : meant(name, absent);
                if (meant == null) {
                    int place = i;
                    unknown.add(() -> refuseUnknown(place, name));
                    continue;
                }
                if (meant.equalsIgnoreCase(name) && !meant.equals(name)) {
                    onlyCase.add(meant);
                } else if (!meant.equals(name)) {
                    refuseMisspelt(i, name, meant);
                }
                absent.remove(meant);
                place(known.indexOf(meant), i, name);
            }
            refuseCase(onlyCase);
            if (unknown.size() == header.found.size()) {
                refuseStranger();
            } else {
                unknown.forEach(Runnable::run);
                refuseAbsent(absent);
            }
        }

        private static @Nullable String meant(String name, List<String> absent) {
            return absent.stream()
                    .filter(column -> column.equalsIgnoreCase(name))
                    .findFirst()
                    .orElseGet(() -> name.isEmpty() ? null : Nearest.of(name, absent));
        }

        private void place(int column, int at, String name) {
            if (header.places[column] != MISSING) {
                add(
                        name,
                        FaultCode.DUPLICATE,
                        "columns " + (header.places[column] + 1) + " and " + (at + 1) + " have the same name",
                        "keep one of them");
            } else {
                header.places[column] = at;
            }
        }

        private void refuseUnknown(int at, String name) {
            add(
                    name,
                    FaultCode.UNKNOWN_COLUMN,
                    "column " + (at + 1) + " " + Text.quoted(name) + " is not a column of this file",
                    "remove it; the columns are " + columns());
        }

        private void refuseMisspelt(int at, String name, String meant) {
            String alike = LookAlike.among(List.of(meant), name);
            add(
                    name,
                    FaultCode.UNKNOWN_COLUMN,
                    "column " + (at + 1) + " " + Text.quoted(name)
                            + (alike == null ? " is not a column of this file" : " " + alike),
                    "write `" + meant + "`");
        }

        /** Reports all names in capitals as one fault: they have one cause and one remedy. */
        private void refuseCase(List<String> meant) {
            if (!meant.isEmpty()) {
                List<String> written = meant.stream()
                        .map(column -> Text.quoted(header.found.get(header.places[known.indexOf(column)])))
                        .toList();
                boolean one = meant.size() == 1;
                add(
                        one ? meant.get(0) : PLACE,
                        FaultCode.UNKNOWN_COLUMN,
                        (one ? "column " : "columns ")
                                + String.join(", ", written)
                                + (one ? " is not a column of this file" : " are not columns of this file"),
                        "write "
                                + meant.stream()
                                        .map(column -> "`" + column + "`")
                                        .collect(Collectors.joining(", ")) + " in small letters");
            }
        }

        /** No column of the file is there: it has another separator, or its first line is not a header. */
        private void refuseStranger() {
            String line = String.join(",", header.found);
            String separator =
                    line.indexOf(';') >= 0 ? ";" : line.indexOf('\t') >= 0 ? "\t" : line.indexOf('|') >= 0 ? "|" : ",";
            if (separator.equals(",")) {
                add(
                        "",
                        FaultCode.BAD_FILE,
                        "none of the columns of this file is in its first line"
                                + (file.mayHoldSecrets() ? "" : ", " + Text.quoted(line)),
                        "begin the file with the header " + columns());
            } else {
                refuseSeparator(file, this.line, separator, faults);
            }
        }

        private void refuseAbsent(List<String> absent) {
            header.whole = true;
            for (String name : absent) {
                if (!file.columns().get(known.indexOf(name)).mayBeMissing()) {
                    header.whole = false;
                    add(
                            name,
                            FaultCode.MISSING_COLUMN,
                            "the column is missing",
                            "add it; the columns are " + columns());
                }
            }
        }

        private String columns() {
            return String.join(",", known);
        }

        private void add(String column, FaultCode code, String what, String remedy) {
            boolean plain = !column.isEmpty() && column.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
            faults.add(line, plain ? column : PLACE, code, what, remedy);
        }
    }

    /** The separator in a first line for spreadsheets such as {@code sep=;}; null if it is another line. */
    static @Nullable String separatorOf(CsvRow row) {
        String first = row.field(0);
        boolean named = first.regionMatches(true, 0, "sep=", 0, 4) && first.length() <= 5 && row.size() <= 2;
        return named ? (first.length() == 5 ? first.substring(4) : ",") : null;
    }

    static void refuseSeparator(ImportFile file, long line, String separator, FaultLog faults) {
        String name = switch (separator) {
            case ";" -> "semicolons";
            case "\t" -> "tabs";
            default -> Text.quoted(separator);
        };
        faults.add(
                line,
                PLACE,
                FaultCode.BAD_FILE,
                "the columns are separated by " + name + ", not by commas",
                "save the file as comma-separated CSV with the header "
                        + file.columns().stream().map(Column::name).collect(Collectors.joining(",")));
    }

    /** Whether the record repeats the header: it has only names of columns. */
    boolean isRepeatedBy(CsvRow row) {
        return names.contains(row.field(0))
                && row.fields().stream().map(Text::trim).allMatch(names::contains);
    }

    /** Whether that header has the columns in another order, so that the rows after it cannot be read. */
    boolean differsFrom(CsvRow row) {
        return !found.equals(row.fields().stream().map(Text::trim).toList());
    }

    /** How many fields each record has. */
    int size() {
        return found.size();
    }

    boolean has(int column) {
        return places[column] != MISSING;
    }

    /** The field of a column that the header has. */
    String field(CsvRow row, int column) {
        int place = places[column];
        return place < row.size() ? row.field(place) : "";
    }

    /** Whether every required column is there. */
    boolean isWhole() {
        return whole;
    }
}
