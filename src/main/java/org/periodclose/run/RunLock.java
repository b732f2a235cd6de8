package org.periodclose.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.money.CurrencyLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The right to change the value of one company in one currency layer. A session lock on a connection of its own: PostgreSQL frees it when
 * this process ends, however it ends, so its next holder knows that no other process is at work.
 *
 * <p>A session can also end under a process that lives, and a transaction can outlive the process that began it. So who gets the lock begins a
 * new term in {@code run_lock}, and every transaction of a run joins the term of its session: it is refused in a term that has ended, and the
 * next holder waits until those that had joined before are over.
 */
final class RunLock {
    /** Sets these advisory locks apart from those of other programs in the database. */
    static final int SPACE = 0x50434c4f;

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    private final DataSource dataSource;

    RunLock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Works while holding the lock, or does nothing if another process, or another run of this one, has it. */
    <T> Optional<T> whileHeld(Work work, Tries tries, Function<RunSession, T> action) throws SQLException {
        int key = key(work.books());
        try (Connection connection = dataSource.getConnection()) {
            if (!call(connection, "select pg_try_advisory_lock(?, ?)", key)) {
                return Optional.empty();
            }
            try {
                Term term = begin(connection, work, tries.stop());
                return Optional.of(action.apply(
                        new RunSession(term, new TermTransactions(dataSource, tries.stop(), term), tries)));
            } finally {
                release(connection, key);
            }
        }
    }

    /** From the first statement on no transaction can join the earlier term; after the second none is left in it. */
    private static Term begin(Connection connection, Work work, StopRequest stop) throws SQLException {
        Books books = work.books();
        Long unfinished = work.run(JdbcClient.create(new SingleConnectionDataSource(connection, true)))
                .orElse(null);
        Term mine;
        try (PreparedStatement raise = connection.prepareStatement("""
                insert into run_lock as l (company_id, currency_layer, term, run_id)
                select ?, ?, 1, (select id from posting_run where id = ? and status = 'RUNNING')
                on conflict (company_id, currency_layer) do update set term = l.term + 1, run_id = excluded.run_id, stopping = false, queue = null
                returning term
                """)) {
            raise.setInt(1, books.companyId());
            raise.setString(2, books.layer().name());
            raise.setObject(3, unfinished, Types.BIGINT);
            try (ResultSet row = raise.executeQuery()) {
                row.next();
                mine = new Term(books.companyId(), books.layer(), row.getLong(1));
            }
        }
        stop.begins(connection);
        try (PreparedStatement wait = connection.prepareStatement(
                "select from run_lock where company_id = ? and currency_layer = ? for update")) {
            wait.setInt(1, mine.company());
            wait.setString(2, mine.layer().name());
            wait.execute();
        } finally {
            stop.ends(connection);
        }
        return mine;
    }

    /** A session that cannot give the lock back must end, for the pool would keep it. What the work said counts, not this. */
    private static void release(Connection connection, int key) throws SQLException {
        try {
            call(connection, "select pg_advisory_unlock(?, ?)", key);
        } catch (SQLException lost) {
            LOG.atDebug()
                    .addKeyValue(EventCode.FIELD, EventCode.LOCK_LOST)
                    .setCause(lost)
                    .log("the session that held the lock ended before its work");
            connection.abort(Runnable::run);
        }
    }

    /** Whether the lock of some books is that of others. */
    static boolean isOf(Books books, Books locked) {
        return key(books) == key(locked);
    }

    /** The second half of the lock's name: the company and the layer. */
    static int key(Books books) {
        return books.companyId() * 2 + (books.layer() == CurrencyLayer.ACCOUNTING ? 0 : 1);
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
