package org.periodclose.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transactions of one piece of work, which its {@link StopRequest} can cancel. All writes for it use the connection that is given here, and only
 * inside a transaction that was begun here.
 */
class WorkTransactions extends JdbcTransactionManager {
    private final StopRequest stop;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Set<Connection> begun = ConcurrentHashMap.newKeySet();

    WorkTransactions(DataSource dataSource, StopRequest stop) {
        super(dataSource);
        this.stop = stop;
        this.template = new JdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(template);
    }

    /** As {@link #current}. */
    final JdbcTemplate template() {
        current();
        return template;
    }

    /** As {@link #current}. */
    final JdbcClient jdbc() {
        current();
        return jdbc;
    }

    /** Works in a transaction, the current one if there is one. */
    final void in(Runnable work) {
        new TransactionTemplate(this).executeWithoutResult(status -> work.run());
    }

    /** The same with a result. */
    final <T> T result(Supplier<T> work) {
        return Objects.requireNonNull(new TransactionTemplate(this).execute(status -> work.get()));
    }

    /**
     * The connection of the current transaction.
     *
     * @throws IllegalStateException if there is none that was begun here
     */
    final Connection current() {
        Object current = TransactionSynchronizationManager.getResource(obtainDataSource());
        if (!(current instanceof ConnectionHolder holder) || !begun.contains(holder.getConnection())) {
            throw new IllegalStateException("a run is written only in its own transactions");
        }
        return holder.getConnection();
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        stop.begins(connection);
        try {
            begins(connection);
            begun.add(connection);
        } catch (SQLException | RuntimeException refused) {
            stop.ends(connection);
            throw refused;
        }
    }

    /** First of all in a transaction. */
    void begins(Connection connection) throws SQLException {}

    static Connection connection(Object transaction) {
        return ((JdbcTransactionObjectSupport) transaction)
                .getConnectionHolder()
                .getConnection();
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        Connection connection = connection(transaction);
        begun.remove(connection);
        stop.ends(connection);
        super.doCleanupAfterCompletion(transaction);
    }
}
