package org.periodclose.database;

import java.nio.charset.StandardCharsets;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes rows to a table with {@code COPY}, in the caller's transaction. */
public final class TableCopy {
    private TableCopy() {}

    /**
     * Sends rows in PostgreSQL's text format: tabs between values, a line feed after each row.
     *
     * @param sql {@code copy table (columns) from stdin}
     * @return how many rows were written
     */
    public static long rows(JdbcTemplate template, String sql, CharSequence rows) {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        Long copied = template.execute((ConnectionCallback<Long>) connection -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                copy.writeToCopy(bytes, 0, bytes.length);
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
        return copied == null ? 0 : copied;
    }
}
