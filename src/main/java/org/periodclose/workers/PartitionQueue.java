package org.periodclose.workers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.run.PartitionWork.Request;
import org.periodclose.run.Term;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.integration.store.MessageGroupQueue;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.PollableChannel;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The queue of partitions, in the database. Who takes one keeps the transaction that deletes its message open while it does the partition; if
 * the process dies, the server rolls back, and the message is there for another. The sessions of the queue are its own, so that these
 * transactions are not those of the work.
 */
final class PartitionQueue implements AutoCloseable {
    private static final String TABLES = "batch.queue_";
    private static final String REGION = "period-close";
    private static final String RUN = "run";
    private static final String PARTITION = "partition";
    private static final String COMPANY = "company";
    private static final String LAYER = "currencyLayer";
    private static final String TERM = "term";

    private final String name;
    private final HikariDataSource sessions;
    private final JdbcTransactionManager transactions;
    private final QueueChannel channel;

    /**
     * @param version messages are Java objects: only processes of one version share a queue
     * @param sessions how many at a time
     * @param longestSilence after which the server ends the session of a process that is frozen
     */
    PartitionQueue(HikariDataSource main, String version, int sessions, Duration longestSilence) {
        this.name = version;
        this.sessions = sessions(main, sessions, longestSilence);
        this.transactions = new JdbcTransactionManager(this.sessions);
        this.channel = new QueueChannel(new MessageGroupQueue(store(this.sessions), version));
    }

    private static HikariDataSource sessions(HikariDataSource main, int sessions, Duration longestSilence) {
        HikariConfig config = new HikariConfig();
        main.copyStateTo(config);
        config.setPoolName("period-close-queue");
        config.setMaximumPoolSize(sessions);
        config.setMinimumIdle(0);
        config.setConnectionInitSql(Objects.requireNonNullElse(config.getConnectionInitSql(), "select 1")
                + "; set idle_in_transaction_session_timeout = " + longestSilence.toMillis());
        return new HikariDataSource(config);
    }

    private static JdbcChannelMessageStore store(DataSource sessions) {
        JdbcChannelMessageStore store = new JdbcChannelMessageStore(sessions);
        store.setChannelMessageStoreQueryProvider(new PostgresChannelMessageStoreQueryProvider());
        store.setTablePrefix(TABLES);
        store.setRegion(REGION);
        store.addAllowedPatterns(
                "java.lang.*",
                "java.util.*",
                "org.springframework.messaging.*",
                StepExecutionRequest.class.getPackageName() + ".*");
        store.afterPropertiesSet();
        return store;
    }

    String name() {
        return name;
    }

    PollableChannel channel() {
        return channel;
    }

    PlatformTransactionManager transactions() {
        return transactions;
    }

    /** All of them or none. */
    void send(List<Request> requests) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> requests.forEach(request -> channel.send(message(request))));
    }

    private static Message<StepExecutionRequest> message(Request request) {
        return MessageBuilder.withPayload(request.step())
                .setHeader(RUN, request.run())
                .setHeader(PARTITION, request.partition())
                .setHeader(COMPANY, request.term().company())
                .setHeader(LAYER, request.term().layer().name())
                .setHeader(TERM, request.term().number())
                .build();
    }

    static Request request(Message<?> message) {
        MessageHeaders headers = message.getHeaders();
        return new Request(
                header(headers, RUN, Long.class),
                header(headers, PARTITION, Integer.class),
                new Term(
                        header(headers, COMPANY, Integer.class),
                        CurrencyLayer.valueOf(header(headers, LAYER, String.class)),
                        header(headers, TERM, Long.class)),
                (StepExecutionRequest) message.getPayload());
    }

    private static <T> T header(MessageHeaders headers, String name, Class<T> type) {
        return Objects.requireNonNull(headers.get(name, type), name);
    }

    /** The session that keeps the message of the current thread. */
    Connection current() {
        return DataSourceUtils.getConnection(sessions);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
