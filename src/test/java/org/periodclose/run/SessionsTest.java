package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.periodclose.database.DatabaseConfiguration;
import org.periodclose.database.DatabaseConfigurationTest;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Every session that a run works with lets the server notice that its process is gone. */
class SessionsTest {
    private static final Map<String, Set<String>> SEEN = new ConcurrentHashMap<>();

    /** The database as the program has it; notes what each session has told the server, by the class that asked for it. */
    @Configuration(proxyBeanMethods = false)
    @Import(DatabaseConfiguration.class)
    static class Watched {
        @Bean
        static BeanPostProcessor watch() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource dataSource ? new Watching(dataSource) : bean;
                }
            };
        }
    }

    private static final class Watching extends DelegatingDataSource {
        private static final List<String> KINDS =
                List.of("RunLock", "PortionReader", "DataSourceTransactionManager", "StopRequest");

        Watching(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            String kind = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(frames -> frames.map(
                                    frame -> frame.getDeclaringClass().getSimpleName())
                            .filter(KINDS::contains)
                            .findFirst())
                    .orElse("other");
            SEEN.computeIfAbsent(kind, none -> ConcurrentHashMap.newKeySet())
                    .add(DatabaseConfigurationTest.toldToTheServer(new SingleConnectionDataSource(connection, true)));
            return connection;
        }
    }

    @Test
    void the_lock_the_readers_and_the_writers_of_a_run_let_the_server_detect_a_failed_client() throws Exception {
        SEEN.clear();
        try (PostingContext posting = new PostingContext(
                        Watched.class,
                        "spring.datasource.hikari.data-source-properties.options=-c tcp_keepalives_idle=7200 -c tcp_user_timeout=0",
                        "spring.datasource.hikari.connection-init-sql=set client_connection_check_interval = 0")
                .withSmallCompany()) {
            posting.post(StoppedRun.REQUEST);
            new StopRequest().cancelStatements(posting.bean(DataSource.class));
            assertThat(posting.rows("select status from posting_run")).containsExactly("POSTED");
        }
        assertThat(SEEN).containsKeys("RunLock", "PortionReader", "DataSourceTransactionManager", "StopRequest");
        assertThat(SEEN.values()).allSatisfy(told -> assertThat(told).containsExactly("10 5 3 30000 5s off"));
    }
}
