package org.periodclose.posting;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions whose commit does not wait for the disk: checkpoints and Spring Batch's bookkeeping. Should the server crash, the last moments of
 * progress may be gone, always all that was committed after some point in time, so it is as if the crash had come a moment earlier. The commit
 * that posts a run waits for the disk, and so for everything before it. They belong to the term of this process's {@link RunLock}.
 */
final class QuickCommits extends JdbcTransactionManager {
    private final RunLock lock;

    QuickCommits(DataSource dataSource, RunLock lock) {
        super(dataSource);
        this.lock = lock;
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        lock.join(connection);
    }

    /** The setting travels with the commit: a run of a hundred lines has sixty transactions, and each would pay for its own way there and back. */
    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        Connection connection = ((JdbcTransactionObjectSupport) status.getTransaction())
                .getConnectionHolder()
                .getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local synchronous_commit = off; commit");
        } catch (SQLException e) {
            throw translateException("commit", e);
        }
        super.doCommit(status);
    }
}
