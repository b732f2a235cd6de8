package org.periodclose.workers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.run.PartitionWork.Request;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.Pollers;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.integration.dsl.context.IntegrationFlowContext.IntegrationFlowRegistration;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.integration.store.MessageGroupQueue;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.messaging.Message;
import org.springframework.messaging.PollableChannel;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The queue in the database. Who takes a request keeps the transaction that deletes its message open while it does the partition; if the process
 * dies, the server rolls back, and the message is there for another. The sessions of the queue are its own, so that these transactions are not those of
 * the work; the server ends one that is silent for too long.
 */
final class DatabaseQueue implements PartitionQueue {
    private static final String TABLES = "batch.queue_";
    private static final String REGION = "period-close";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final String name;
    private final HikariDataSource sessions;
    private final JdbcTransactionManager transactions;
    private final QueueChannel channel;
    private final IntegrationFlowContext flows;
    private final List<IntegrationFlowRegistration> consumers = new ArrayList<>();

    /**
     * @param version messages are Java objects: only processes of one version share a queue
     * @param most sessions
     * @param longestSilence after which the server ends the session of a process that is frozen
     * @param flows of the application, which the consumers belong to
     */
    DatabaseQueue(
            HikariDataSource main, String version, int most, Duration longestSilence, IntegrationFlowContext flows) {
        this.name = version;
        this.sessions = sessions(main, most, longestSilence);
        this.transactions = new JdbcTransactionManager(sessions);
        this.channel = new QueueChannel(new MessageGroupQueue(store(sessions), version));
        this.flows = flows;
    }

    private static HikariDataSource sessions(HikariDataSource main, int most, Duration longestSilence) {
        HikariConfig config = new HikariConfig();
        main.copyStateTo(config);
        config.setPoolName("period-close-queue");
        config.setMaximumPoolSize(most);
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
                StepExecutionRequest.class.getPackageName() + ".*",
                "org.periodclose.*");
        store.afterPropertiesSet();
        return store;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(List<Request> requests) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        status -> requests.forEach(request -> channel.send(new GenericMessage<>(request))));
    }

    @Override
    public void consume(int atATime, BooleanSupplier open, Taker taker) {
        for (int consumer = 0; consumer < atATime; consumer++) {
            consumers.add(flows.registration(IntegrationFlow.from(new WhileOpen(open))
                            .handle(
                                    message -> taker.take((Request) message.getPayload(), keeper()),
                                    endpoint -> endpoint.poller(Pollers.fixedDelay(BETWEEN_LOOKS)
                                            .maxMessagesPerPoll(-1)
                                            .receiveTimeout(0)
                                            .transactional(transactions)
                                            .errorHandler(taker::failed)))
                            .get())
                    .id("partitions-" + consumer)
                    .register());
        }
    }

    /** To close a consumer while it takes something would interrupt its thread in the middle of a unit. */
    private final class WhileOpen implements PollableChannel {
        private final BooleanSupplier open;

        WhileOpen(BooleanSupplier open) {
            this.open = open;
        }

        @Override
        public @Nullable Message<?> receive() {
            return open.getAsBoolean() ? channel.receive() : null;
        }

        @Override
        public @Nullable Message<?> receive(long timeout) {
            return open.getAsBoolean() ? channel.receive(timeout) : null;
        }

        @Override
        public boolean send(Message<?> message, long timeout) {
            return channel.send(message, timeout);
        }
    }

    /** The session that keeps the message of the current thread. */
    private Keeper keeper() {
        Connection session = DataSourceUtils.getConnection(sessions);
        return () -> {
            try (Statement nothing = session.createStatement()) {
                nothing.execute("select 1");
            }
        };
    }

    @Override
    public void close() {
        consumers.forEach(IntegrationFlowRegistration::destroy);
        sessions.close();
    }
}
