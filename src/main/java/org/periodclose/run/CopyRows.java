package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.periodclose.database.TableCopy;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows for {@code COPY}, gathered in PostgreSQL's text format; numbers, booleans and plain words only, so that nothing needs escaping. */
public final class CopyRows {
    private static final String NULL = "\\N";

    private final StringBuilder rows = new StringBuilder();

    CopyRows() {}

    /** The next value of the row. */
    public CopyRows number(long value) {
        rows.append(value);
        return next();
    }

    /** The next value of the row; null is absent. */
    public CopyRows number(@Nullable Integer value) {
        return value == null ? text(NULL) : number(value.longValue());
    }

    /** The next value of the row, an amount or a word that needs no escaping. */
    public CopyRows text(String value) {
        rows.append(value);
        return next();
    }

    /** The next value of the row as a text; null is absent. */
    public CopyRows optional(@Nullable String value) {
        return text(value == null ? NULL : value);
    }

    /** The next value of the row; null is absent. */
    public CopyRows flag(@Nullable Boolean value) {
        return text(value == null ? NULL : value ? "t" : "f");
    }

    private CopyRows next() {
        rows.append('\t');
        return this;
    }

    /** No more values: the row is complete. */
    public void end() {
        rows.setCharAt(rows.length() - 1, '\n');
    }

    int characters() {
        return rows.length();
    }

    /** Sends what was added, in the caller's transaction, and is empty again. */
    void send(JdbcTemplate template, String sql) {
        TableCopy.rows(template, sql, rows);
        rows.setLength(0);
    }
}
