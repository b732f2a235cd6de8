package org.periodclose.intake;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One kind of CSV file: its columns, its rules, and the SQL that brings its rows from the staged table into the schema. The staged table
 * {@link #staged} has every column of the file, the number of the {@code line}, and {@code sound}: true if the row itself has no fault, false
 * if one of its fields has a fault, null if the row has the wrong number of fields.
 */
class ImportFile {
    private final String name;
    private final String noun;
    private final Target target;
    private final List<Column> columns;
    private final List<Reference> references;

    /**
     * A file.
     *
     * @param noun what a message calls one row
     * @param columns those of the key first, company before all
     * @param references values that name rows of other files, in the order of the columns
     */
    ImportFile(String name, String noun, Target target, List<Column> columns, Reference... references) {
        this.name = name;
        this.noun = noun;
        this.target = target;
        this.columns = columns;
        this.references = List.of(references);
    }

    final String name() {
        return name;
    }

    final String noun() {
        return noun;
    }

    final Target target() {
        return target;
    }

    final List<Column> columns() {
        return columns;
    }

    final List<Reference> references() {
        return references;
    }

    /** The columns that name a row, company first. */
    final List<String> key() {
        return columns.stream().filter(Column::key).map(Column::name).toList();
    }

    /** The column that names a row within its company. */
    final String lastKey() {
        return key().get(key().size() - 1);
    }

    final String staged() {
        return "staged_" + name.substring(0, name.length() - ".csv".length());
    }

    /** The keys that are stored, as columns with the names of the file. */
    final String storedKeys() {
        return key().size() == 1
                ? "select company from company"
                : "select c.company, t." + lastKey() + " from " + target.table()
                        + " t join company c on c.id = t.company_id";
    }

    /** Whether a line may have a password, so that no message repeats it. */
    boolean mayHoldSecrets() {
        return false;
    }

    /** Columns of the staged table that are computed from a column of the file. */
    List<Derived> derived() {
        return List.of();
    }

    /** Rules over several fields of one row; a field that is absent or bad is null. */
    void check(Row row) {}

    /** Whether recalculation and close read the rows, so that none may be prepared for a company of the file until the import ends. */
    boolean isReadByValuations() {
        return false;
    }

    /** Locks what must not change during the import; empty: nothing. */
    String lock() {
        return "";
    }

    /** Statements before the insert: they make the rows of other tables that it refers to. */
    List<String> beforeInsert() {
        return List.of();
    }

    /**
     * Statements before the update, where a row was not inserted: they note what differs and lock what must not change meanwhile. The checks
     * {@link When#LEFT_OUT} and {@link When#AT_END} can read the tables that they make.
     */
    List<String> beforeUpdate() {
        return List.of();
    }

    /** Updates what differs. */
    String update() {
        return target.update();
    }

    /** Removes the stored rows that the file no longer has, and returns what {@link #warnings} does; empty: removes nothing. */
    String removal() {
        return "";
    }

    /**
     * Finds what is accepted but will cause a refusal later: the first messages, each with the number of all that are found; empty: finds
     * nothing.
     */
    String warnings() {
        return "";
    }

    /** Finds the rows that are moved to the first open day, and returns what {@link #warnings} does; empty: finds nothing. */
    String late() {
        return "";
    }

    List<Check> checks() {
        return List.of();
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
    }

    /** When a check runs. */
    enum When {
        /** Before the rows are merged. */
        BEFORE,
        /** Only if a row was not inserted: it may be stored already, or break a rule. */
        LEFT_OUT,
        /** For rows that the file no longer has: as LEFT_OUT, and only if the whole file could be read. */
        GONE,
        /** After the rows are merged. */
        AFTER,
        /** After the rows are merged, unless rows that come after a close of their day are moved. */
        LATE,
        /** After the rows of all files are merged, only if a row of this file was not inserted. */
        AT_END
    }

    /** A query that returns one row for each fault: line, column, code, what (is wrong), remedy; in order of line. */
    record Check(When when, String sql) {}
}
