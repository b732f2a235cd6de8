package org.periodclose.posting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.periodclose.money.CurrencyLayer;

/**
 * The right to change the value of one company in one currency layer. A session lock on a connection of its own: PostgreSQL frees it when
 * this process ends, however it ends, so who gets it knows that nobody else is at work.
 */
final class RunLock {
    /** Sets these advisory locks apart from those of other programs in the database. */
    static final int SPACE = 0x50434c4f;

    private RunLock() {}

    /** Works while holding the lock, or does nothing if another process has it. */
    static <T> Optional<T> whileHeld(DataSource dataSource, JournalHead journal, Supplier<T> work) throws SQLException {
        int key = journal.companyId() * 2 + (journal.layer() == CurrencyLayer.ACCOUNTING ? 0 : 1);
        try (Connection connection = dataSource.getConnection()) {
            if (!call(connection, "select pg_try_advisory_lock(?, ?)", key)) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                call(connection, "select pg_advisory_unlock(?, ?)", key);
            }
        }
    }

    private static boolean call(Connection connection, String sql, int key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, SPACE);
            statement.setInt(2, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
