package org.periodclose.posting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.EventCode;
import org.periodclose.money.CurrencyLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The right to change the value of one company in one currency layer. A session lock on a connection of its own: PostgreSQL frees it when
 * this process ends, however it ends, so who gets it knows that nobody else is at work.
 *
 * <p>A session can also end under a process that lives, and a transaction can outlive the process that began it. So who gets the lock begins a
 * new term in {@code run_lock}, and every transaction of a run joins the term of its process: it is refused in a term that has ended, and the
 * next holder waits until those that had joined before are over.
 */
final class RunLock {
    /** Sets these advisory locks apart from those of other programs in the database. */
    static final int SPACE = 0x50434c4f;

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    /** Lock not available: this try is over, the next one may get it. */
    private static final String LOST = "55P03";

    private record Term(int company, CurrencyLayer layer, long number) {}

    private final DataSource dataSource;
    private final JdbcTemplate template;
    private volatile @Nullable Term term;

    RunLock(DataSource dataSource) {
        this.dataSource = dataSource;
        this.template = new JdbcTemplate(dataSource);
    }

    /** Works while holding the lock, or does nothing if another process has it. */
    <T> Optional<T> whileHeld(Task task, Supplier<T> work) throws SQLException {
        int key = key(task.journal());
        try (Connection connection = dataSource.getConnection()) {
            if (!call(connection, "select pg_try_advisory_lock(?, ?)", key)) {
                return Optional.empty();
            }
            try {
                term = begin(connection, task);
                return Optional.of(work.get());
            } finally {
                term = null;
                release(connection, key);
            }
        }
    }

    /** Joins the current transaction, whichever it is, to the term. */
    void join() {
        template.execute((ConnectionCallback<Boolean>) connection -> {
            join(connection);
            return true;
        });
    }

    /**
     * Joins a transaction to the term of this process, so that the next holder waits for its end. Does nothing while this process has no lock.
     *
     * @throws SQLException if another process has begun a new term: this one must not commit anything more
     */
    void join(Connection connection) throws SQLException {
        Term mine = term;
        if (mine == null) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "select term from run_lock where company_id = ? and currency_layer = ? and term = ? for key share")) {
            statement.setInt(1, mine.company());
            statement.setString(2, mine.layer().name());
            statement.setLong(3, mine.number());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException(
                            "another process has taken over: the session that held the lock had ended before its work",
                            LOST);
                }
            }
        }
    }

    /** Lets others see which run the holder works on. */
    void worksOn(long run) {
        Term mine = term;
        if (mine != null) {
            template.update(
                    "update run_lock set run_id = ? where company_id = ? and currency_layer = ? and term = ?",
                    run,
                    mine.company(),
                    mine.layer().name(),
                    mine.number());
        }
    }

    /** First nobody joins the term before any more, then nobody is in it. */
    private static Term begin(Connection connection, Task task) throws SQLException {
        JournalHead journal = task.journal();
        Term mine;
        try (PreparedStatement raise = connection.prepareStatement("""
                insert into run_lock as l (company_id, currency_layer, term, run_id)
                select ?, ?, 1, (select id from posting_run
                                  where journal_id = ? and cancels_run_id is not distinct from ? and status = 'RUNNING')
                on conflict (company_id, currency_layer) do update set term = l.term + 1, run_id = excluded.run_id
                returning term
                """)) {
            raise.setInt(1, journal.companyId());
            raise.setString(2, journal.layer().name());
            raise.setLong(3, journal.id());
            raise.setObject(4, task.cancels(), Types.BIGINT);
            try (ResultSet row = raise.executeQuery()) {
                row.next();
                mine = new Term(journal.companyId(), journal.layer(), row.getLong(1));
            }
        }
        try (PreparedStatement wait = connection.prepareStatement(
                "select from run_lock where company_id = ? and currency_layer = ? for update")) {
            wait.setInt(1, mine.company());
            wait.setString(2, mine.layer().name());
            wait.execute();
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
