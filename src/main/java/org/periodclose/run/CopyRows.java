package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.periodclose.database.TableCopy;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows for {@code COPY}, gathered in PostgreSQL's text format; numbers and booleans only, so that nothing needs escaping. */
final class CopyRows {
    private static final String NULL = "\\N";

    private final StringBuilder rows = new StringBuilder();

    /** The next value of the row. */
    CopyRows number(long value) {
        rows.append(value);
        return next();
    }

    /** The next value of the row; null is absent. */
    CopyRows number(@Nullable Integer value) {
        return value == null ? figure(NULL) : number(value.longValue());
    }

    /** The next value of the row, an amount as PostgreSQL reads it. */
    CopyRows figure(String value) {
        rows.append(value);
        return next();
    }

    /** The next value of the row. */
    CopyRows flag(boolean value) {
        rows.append(value ? 't' : 'f');
        return next();
    }

    private CopyRows next() {
        rows.append('\t');
        return this;
    }

    /** No more values: the row is complete. */
    void end() {
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
