package org.periodclose.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions that belong to a term of {@link RunLock}: who begins the next term waits for their end, and in a term that has ended none can be
 * begun.
 *
 * <p>Their commit does not wait for the disk: they are checkpoints and Spring Batch's bookkeeping. Should the server crash, the last moments of
 * progress may be gone, always all that was committed after some point in time, so it is as if the crash had come a moment earlier. The commit
 * that posts a run waits for the disk, and so for everything before it.
 */
class TermTransactions extends WorkTransactions {
    private final Term term;
    private final Set<Connection> durable = ConcurrentHashMap.newKeySet();

    TermTransactions(DataSource dataSource, StopRequest stop, Term term) {
        super(dataSource, stop);
        this.term = term;
    }

    /** @throws TermOver if another process has begun a new term */
    @Override
    void begins(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select term from run_lock where company_id = ? and currency_layer = ? and term = ? for key share")) {
            statement.setInt(1, term.company());
            statement.setString(2, term.layer().name());
            statement.setLong(3, term.number());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new TermOver();
                }
            }
        }
    }

    /** Works in a transaction that is on disk when it has ended. */
    void durably(Runnable work) {
        in(() -> {
            durable.add(current());
            work.run();
        });
    }

    /** The setting travels with the commit: a run of a hundred lines has sixty transactions, and each would pay for its own way there and back. */
    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        Connection connection = connection(status.getTransaction());
        if (!durable.contains(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local synchronous_commit = off; commit");
            } catch (SQLException e) {
                throw translateException("commit", e);
            }
        }
        super.doCommit(status);
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        durable.remove(connection(transaction));
        super.doCleanupAfterCompletion(transaction);
    }
}
