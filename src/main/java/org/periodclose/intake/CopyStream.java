package org.periodclose.intake;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows to a table with {@code COPY}, in its text format. Values must not contain control characters. */
final class CopyStream implements RowSink {
    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private boolean rowBegun;

    CopyStream(PGConnection connection, String sql) throws SQLException {
        copy = connection.getCopyAPI().copyIn(sql);
    }

    @Override
    public void value(@Nullable String value) throws SQLException {
        if (rowBegun) {
            put('\t');
        }
        rowBegun = true;
        if (value == null) {
            put('\\');
            put('N');
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                putAll(value.substring(i).replace("\\", "\\\\"));
                return;
            }
            if (c == '\\') {
                put('\\');
            }
            put(c);
        }
    }

    @Override
    public void endRow() throws SQLException {
        put('\n');
        rowBegun = false;
    }

    /** Sends the remaining rows and ends the {@code COPY}. */
    @Override
    public void finish() throws SQLException {
        flush();
        copy.endCopy();
    }

    private void putAll(String text) throws SQLException {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            put(b);
        }
    }

    private void put(int b) throws SQLException {
        if (used == BUFFER) {
            flush();
        }
        buffer[used++] = (byte) b;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, used);
        used = 0;
    }

    /** Cancels the {@code COPY} if it has not finished, so that the connection can be used again. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
