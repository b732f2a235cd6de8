package org.periodclose.intake;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a file, value by value. */
interface RowSink extends AutoCloseable {
    /** Begins to take rows. */
    interface Opening {
        RowSink open() throws SQLException;
    }

    void value(@Nullable String value) throws SQLException;

    void endRow() throws SQLException;

    /** No row follows. */
    void finish() throws SQLException;

    @Override
    void close() throws SQLException;
}
