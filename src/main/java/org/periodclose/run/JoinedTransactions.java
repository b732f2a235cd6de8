package org.periodclose.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Transactions of a worker, in the term of the process that leads the run. The server ends one whose process is frozen, so that nobody who takes its
 * partition over waits for it.
 */
final class JoinedTransactions extends TermTransactions {
    private final Duration longestSilence;

    JoinedTransactions(DataSource dataSource, StopRequest stop, Term term, Duration longestSilence) {
        super(dataSource, stop, term);
        this.longestSilence = longestSilence;
    }

    @Override
    void begins(Connection connection) throws SQLException {
        try (Statement limit = connection.createStatement()) {
            limit.execute("set local idle_in_transaction_session_timeout = " + longestSilence.toMillis());
        }
        super.begins(connection);
    }
}
