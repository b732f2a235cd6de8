package org.periodclose.intake;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One kind of CSV file: its columns, its rules, and the SQL that brings its rows from the staged table into the schema. The staged table
 * {@link #staged} has every column of the file, the number of the {@code line}, and {@code sound}: true if nothing is wrong with the row
 * itself, false if a field is, null if it has the wrong number of fields.
 */
interface ImportFile {
    String name();

    /** What one row is, as a message calls it. */
    String noun();

    /** The columns that name a row, company first. */
    List<String> key();

    List<Column> columns();

    /** Columns of the staged table that are computed from a column of the file. */
    default List<Derived> derived() {
        return List.of();
    }

    default List<Reference> references() {
        return List.of();
    }

    /** Rules over several fields of one row; a field that is absent or bad is null. */
    default void check(Row row) {}

    /** The table that the rows go to. */
    String table();

    /** The keys that are stored, as columns named as in the file; empty: no file refers to this one. */
    default String storedKeys() {
        return "";
    }

    /** Locks what must not move during the import; empty: nothing. */
    default String lock() {
        return "";
    }

    /**
     * Inserts the sound rows whose references are known; a row that breaks a rule is left out. Rows that are stored already may be left
     * out or run into the unique key.
     */
    String insert();

    /** The columns of that unique key. */
    String uniqueKey();

    /** Set-up rows are few beside the others, and come again with every import. */
    default boolean isSetUp() {
        return true;
    }

    /**
     * Statements before the update, where a row was not inserted: they note what differs and lock what must not change meanwhile. The
     * tables that they make are there for the checks {@link When#LEFT_OUT} and {@link When#AT_END} too.
     */
    default List<String> beforeUpdate() {
        return List.of();
    }

    /** Updates what differs; empty: rows of this file never change. */
    default String update() {
        return "";
    }

    /** Removes what the file no longer has, and returns what {@link #warnings} does; empty: nothing is ever removed. */
    default String removal() {
        return "";
    }

    /** Finds what is accepted but will be in the way later: the first messages, each with the number of all that are found; empty: nothing. */
    default String warnings() {
        return "";
    }

    default List<Check> checks() {
        return List.of();
    }

    default String staged() {
        return "staged_" + name().substring(0, name().length() - ".csv".length());
    }

    /** A staged column that is computed from a column of the file that has a value. */
    record Derived(String name, String sqlType, String from, UnaryOperator<String> value) {}

    /**
     * A value that names a row of another file of the same company.
     *
     * @param when a condition over the staged row {@code s}
     */
    record Reference(String column, ImportFile target, String when) {
        static Reference to(ImportFile target, String column) {
            return new Reference(column, target, "true");
        }

        String targetColumn() {
            return target.key().get(target.key().size() - 1);
        }
    }

    /** When a check is worth its time. */
    enum When {
        /** Before the rows are merged. */
        BEFORE,
        /** Only if a row was not inserted: it may be stored already, or break a rule. */
        LEFT_OUT,
        /** For rows that the file no longer has: as LEFT_OUT, and only if all of the file could be read. */
        GONE,
        /** After the rows are merged. */
        AFTER,
        /** After the rows of all files are merged, only if a row of this file was not inserted. */
        AT_END
    }

    /** A query that returns one row for each fault: line, column, code, what (is wrong), remedy; in order of line. */
    record Check(When when, String sql) {}
}
