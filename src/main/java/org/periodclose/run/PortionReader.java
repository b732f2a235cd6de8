package org.periodclose.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Hands out the portions of one partition. It begins at the position in the database, not at the one in Spring Batch's context: the
 * position moves in the same transaction as the settlements, so a restart cannot lose or repeat a unit.
 *
 * <p>It reads on a connection of its own, because its one query outlives the transactions of the chunks.
 */
final class PortionReader implements ItemStreamReader<Portion> {
    private final DataSource dataSource;
    private final StopRequest stop;
    private final Work work;
    private final long run;
    private final int partition;
    private final int size;
    private @Nullable Connection connection;
    private @Nullable Portions portions;
    private @Nullable Portion first;

    PortionReader(DataSource dataSource, StopRequest stop, Work work, long run, int partition, int size) {
        this.dataSource = dataSource;
        this.stop = stop;
        this.work = work;
        this.run = run;
        this.partition = partition;
        this.size = size;
    }

    /** Before the first chunk: its transaction must not wait for the query, which sorts the partition. */
    @Override
    public void open(ExecutionContext context) {
        try {
            portions = begin();
            first = portions.next();
        } catch (SQLException e) {
            throw new ItemStreamException("partition " + partition + " cannot be read", e);
        }
    }

    @Override
    public @Nullable Portion read() {
        Portion next = first == null ? Objects.requireNonNull(portions).next() : first;
        first = null;
        return next;
    }

    private Portions begin() throws SQLException {
        Connection own = dataSource.getConnection();
        connection = own;
        stop.begins(own);
        own.setAutoCommit(false);
        own.setReadOnly(true);
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(own, true));
        Partition from = new Partitions(jdbc).of(run, partition);
        QueryPlans.suit(jdbc, from.lines());
        return new Portions(from, work.units(jdbc, from, size));
    }

    @Override
    public void close() {
        try (Connection own = connection) {
            if (own != null) {
                stop.ends(own);
            }
            if (portions != null) {
                portions.close();
            }
            if (own != null && !own.isClosed()) {
                own.rollback();
            }
        } catch (SQLException e) {
            throw new ItemStreamException("the connection that read partition " + partition + " cannot be closed", e);
        } finally {
            portions = null;
            connection = null;
        }
    }

    @Override
    public void update(ExecutionContext context) {}
}
