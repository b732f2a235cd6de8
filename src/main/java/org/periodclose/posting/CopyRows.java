package org.periodclose.posting;

import org.jspecify.annotations.Nullable;
import org.periodclose.database.TableCopy;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows for {@code COPY}, gathered in PostgreSQL's text format; numbers and booleans only, so that nothing needs escaping. */
final class CopyRows {
    private static final String NULL = "\\N";

    private final StringBuilder rows = new StringBuilder();

    /** Adds a row; null is absent. */
    void add(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            rows.append(i == 0 ? "" : "\t").append(values[i] == null ? NULL : values[i]);
        }
        rows.append('\n');
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
