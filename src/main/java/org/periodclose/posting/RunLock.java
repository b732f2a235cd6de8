package org.periodclose.posting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.periodclose.fault.EventCode;
import org.periodclose.money.CurrencyLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change the value of one company in one currency layer. A session lock on a connection of its own: PostgreSQL frees it when
 * this process ends, however it ends, so who gets it knows that nobody else is at work.
 */
final class RunLock {
    /** Sets these advisory locks apart from those of other programs in the database. */
    static final int SPACE = 0x50434c4f;

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    private RunLock() {}

    /** Works while holding the lock, or does nothing if another process has it. */
    static <T> Optional<T> whileHeld(DataSource dataSource, JournalHead journal, Supplier<T> work) throws SQLException {
        int key = key(journal);
        try (Connection connection = dataSource.getConnection()) {
            if (!call(connection, "select pg_try_advisory_lock(?, ?)", key)) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                release(connection, key);
            }
        }
    }

    /** A session that cannot give the lock back must end, for the pool would keep it. What the work said counts, not this. */
    private static void release(Connection connection, int key) throws SQLException {
        try {
            call(connection, "select pg_advisory_unlock(?, ?)", key);
        } catch (SQLException lost) {
            LOG.atDebug()
                    .addKeyValue(EventCode.FIELD, EventCode.LOCK_LOST)
                    .setCause(lost)
                    .log("the session of the lock has ended before its work");
            connection.abort(Runnable::run);
        }
    }

    /** The second half of the lock's name: the company and the layer. */
    static int key(JournalHead journal) {
        return journal.companyId() * 2 + (journal.layer() == CurrencyLayer.ACCOUNTING ? 0 : 1);
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
