package org.periodclose.posting;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Transactions whose commit does not wait for the disk: checkpoints and Spring Batch's bookkeeping. Should the server crash, the last moments of
 * progress may be gone, always all that was committed after some point in time, so it is as if the crash had come a moment earlier. The commit
 * that posts a run waits for the disk, and so for everything before it.
 */
final class QuickCommits extends JdbcTransactionManager {
    QuickCommits(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local synchronous_commit = off");
        }
    }
}
