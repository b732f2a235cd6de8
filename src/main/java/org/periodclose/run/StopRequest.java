package org.periodclose.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;
import org.postgresql.PGConnection;

/**
 * What a caller hands to the calls that make runs and that it may want to stop, from any thread: these and no others. It also knows the sessions of
 * the database that work for them.
 */
public final class StopRequest {
    private final String startedBy;
    private final AtomicReference<@Nullable Outcome> wish = new AtomicReference<>();
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final Map<Connection, Integer> sessions = new HashMap<>();
    private final ReentrantLock sessionsStay = new ReentrantLock();

    /** The user of this process makes the runs. */
    public StopRequest() {
        this.startedBy = StartedBy.thisProcess();
    }

    /** The runs are made by a user whom a surface knows by name. */
    public StopRequest(String startedBy) {
        this.startedBy = StartedBy.named(startedBy);
    }

    String startedBy() {
        return startedBy;
    }

    /**
     * Asks to stop at the next checkpoint; returns at once. The first wish counts, but that of a signal more than that of the clock.
     *
     * @param outcome what the command shall say: TERMINATED, INTERRUPTED, or DONE when its time is up
     */
    public void request(Outcome outcome) {
        wish.updateAndGet(before -> before == null || before == Outcome.DONE ? outcome : before);
        wanted.countDown();
    }

    Optional<Outcome> requested() {
        return Optional.ofNullable(wish.get());
    }

    /** Whether it is asked for. */
    public boolean isRequested() {
        return wish.get() != null;
    }

    /** Waits until it is requested or the time is over; true if it is requested. */
    public boolean isRequestedWithin(Duration time) {
        try {
            return wanted.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** From now on a connection works for these calls. */
    void begins(Connection connection) throws SQLException {
        int session = connection.unwrap(PGConnection.class).getBackendPID();
        sessionsStay.lock();
        try {
            sessions.put(connection, session);
        } finally {
            sessionsStay.unlock();
        }
    }

    /** It no longer does; to be called before others can get it. */
    void ends(Connection connection) {
        sessionsStay.lock();
        try {
            sessions.remove(connection);
        } finally {
            sessionsStay.unlock();
        }
    }

    /** Cancels the statements of the sessions of these calls. Until that is done none of them returns to the pool, where another run could get it. */
    public void cancelStatements(DataSource dataSource) throws SQLException {
        try (Connection own = dataSource.getConnection()) {
            own.setAutoCommit(false);
            try {
                cancelStatements(own);
            } finally {
                own.rollback();
                own.setAutoCommit(true);
            }
        }
    }

    /** In a transaction that is rolled back. Sessions belong to the user that has logged in, who may be the console and act as another. */
    private void cancelStatements(Connection own) throws SQLException {
        try (Statement login = own.createStatement();
                PreparedStatement cancel = own.prepareStatement("""
                        select count(pg_cancel_backend(pid)) from pg_stat_activity
                         where pid = any (?) and datname = current_database() and usename = session_user and state = 'active'
                        """)) {
            login.execute("set local role none");
            sessionsStay.lock();
            try {
                cancel.setArray(1, own.createArrayOf("int4", sessions.values().toArray()));
                cancel.execute();
            } finally {
                sessionsStay.unlock();
            }
        }
    }
}
