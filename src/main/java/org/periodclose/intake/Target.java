package org.periodclose.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table that the rows of a file go to, and the SQL that brings them there. In that SQL {@code s} is the staged row and {@code stored} the
 * row of the table.
 */
final class Target {
    private final String table;
    private final boolean setUp;
    private final String from;
    private final List<Field> fields = new ArrayList<>();
    private String where = "s.sound";
    private String updateWhere = "true";
    private String order;

    private enum Kind {
        KEY,
        NULLABLE_KEY,
        FIXED,
        VALUE
    }

    private record Field(String column, Kind kind, String inserted, String updated) {}

    private Target(String table, boolean setUp, String from, String order) {
        this.table = table;
        this.setUp = setUp;
        this.from = from;
        this.order = order;
    }

    /**
     * A table of set-up: its rows are few compared with the others, and every import repeats them.
     *
     * @param from the staged table and what it is joined with
     */
    static Target setUp(String table, String from) {
        return new Target(table, true, from, "s.line");
    }

    static Target large(String table, String from) {
        return new Target(table, false, from, "");
    }

    Target key(String column, String value) {
        return add(column, Kind.KEY, value, value);
    }

    Target nullableKey(String column, String value) {
        return add(column, Kind.NULLABLE_KEY, value, value);
    }

    /** A column that does not change once the row is stored. */
    Target fixed(String column, String value) {
        return add(column, Kind.FIXED, value, value);
    }

    Target value(String column, String value) {
        return add(column, Kind.VALUE, value, value);
    }

    /** Values of staged columns that have the same name. */
    Target values(String... columns) {
        for (String column : columns) {
            value(column, "s." + column);
        }
        return this;
    }

    /** A value that an update leaves as it is where the file does not have the staged column {@code given}. */
    Target kept(String column, String given, String value) {
        return add(
                column,
                Kind.VALUE,
                value,
                "case when s." + given + " is null then stored." + column + " else " + value + " end");
    }

    private Target add(String column, Kind kind, String inserted, String updated) {
        fields.add(new Field(column, kind, inserted, updated));
        return this;
    }

    /** A further condition for the staged rows that are stored. */
    Target where(String condition) {
        where += "\n   and " + condition;
        return this;
    }

    /** A condition for the stored rows that an update may change. */
    Target updateWhere(String condition) {
        updateWhere = condition;
        return this;
    }

    /** The order in which new rows are inserted. */
    Target inOrderOf(String columns) {
        order = columns;
        return this;
    }

    String table() {
        return table;
    }

    boolean isSetUp() {
        return setUp;
    }

    /** The columns of the unique key. */
    String uniqueKey() {
        return list(keys(), Field::column);
    }

    /**
     * Inserts the sound rows whose references are known. Rows that are already stored are left out of set-up, and violate the unique key elsewhere.
     *
     * @param few whether there are so few rows that sorting them costs little; more rows are not sorted
     */
    String insert(boolean few) {
        String rows = order.isEmpty() && few ? "s.line" : order;
        String notStored = "\n   and not exists (select from " + table + " stored where " + match() + ")";
        return "insert into " + table + " (" + list(fields, Field::column) + ")"
                + "\nselect " + list(fields, Field::inserted)
                + "\n  from " + from
                + "\n where " + where + (setUp ? notStored : "")
                + (rows.isEmpty() ? "" : "\n order by " + rows);
    }

    /** Updates the stored rows that differ. */
    String update() {
        List<Field> values =
                fields.stream().filter(field -> field.kind() == Kind.VALUE).toList();
        return "update " + table + " stored"
                + "\n   set " + list(values, field -> field.column() + " = " + field.updated())
                + "\n  from " + from
                + "\n where " + where + "\n   and " + updateWhere + "\n   and " + match()
                + "\n   and (" + list(values, field -> "stored." + field.column())
                + ") is distinct from (" + list(values, Field::updated) + ")";
    }

    private String match() {
        return keys().stream()
                .map(field -> "stored." + field.column() + (field.kind() == Kind.KEY ? " = " : " is not distinct from ")
                        + field.inserted())
                .collect(Collectors.joining(" and "));
    }

    private List<Field> keys() {
        return fields.stream()
                .filter(field -> field.kind() == Kind.KEY || field.kind() == Kind.NULLABLE_KEY)
                .toList();
    }

    private static String list(List<Field> fields, Function<Field, String> text) {
        return fields.stream().map(text).collect(Collectors.joining(", "));
    }
}
