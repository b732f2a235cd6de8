package org.periodclose.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.periodclose.fault.Fault;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseConfigurationTest {
    private static final AtomicInteger ROLES = new AtomicInteger();

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withUserConfiguration(DatabaseConfiguration.class);

    @Test
    void the_server_that_is_given_is_used_and_migrated_before_anybody_has_it() {
        given(TestDatabase.emptyUrl()).run(started -> {
            assertThat(started).doesNotHaveBean(EmbeddedServer.class);
            JdbcClient jdbc = JdbcClient.create(started.getBean(DataSource.class));
            assertThat(jdbc.sql("select count(*) from company")
                            .query(Long.class)
                            .single())
                    .isZero();
        });
    }

    @Test
    void a_session_has_its_settings() {
        given(TestDatabase.freshUrl()).run(started -> {
            JdbcClient jdbc = JdbcClient.create(started.getBean(DataSource.class));
            assertThat(jdbc.sql(
                                    "select current_setting('TimeZone') || ' ' || current_setting('lock_timeout') || ' '"
                                            + " || current_setting('application_name') || ' ' || current_setting('search_path')")
                            .query(String.class)
                            .single())
                    .matches("UTC 10s period-close( [-0-9a-f]{36})? period_close");
        });
    }

    @Test
    void a_migration_gives_the_connection_back_as_it_was() {
        given(TestDatabase.emptyUrl())
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=1")
                .run(started -> {
                    JdbcClient jdbc = JdbcClient.create(started.getBean(DataSource.class));
                    assertThat(jdbc.sql("show lock_timeout").query(String.class).single())
                            .isEqualTo("10s");
                    assertThat(jdbc.sql("select count(*) from pg_locks where locktype = 'advisory'")
                                    .query(Integer.class)
                                    .single())
                            .isZero();
                });
    }

    @Test
    void a_server_that_is_not_there_is_named() {
        assertThat(faultOf(given("jdbc:postgresql://127.0.0.1:1/erp?password=secret")))
                .startsWith("DATABASE_UNREACHABLE  the database at 127.0.0.1:1/erp cannot be reached: ");
    }

    @Test
    void a_database_that_is_not_there_is_named() {
        String url = TestDatabase.freshUrl().replaceFirst("/test_[0-9]+", "/no_such");
        assertThat(faultOf(given(url)))
                .startsWith("WRONG_CONFIGURATION  the database at localhost:")
                .contains("does not exist");
    }

    @Test
    void a_user_who_may_not_migrate_is_told_who_may() {
        String url = TestDatabase.emptyUrl();
        String role = "may_nothing_" + ROLES.incrementAndGet();
        JdbcClient.create(TestDatabase.dataSource(url))
                .sql("create role " + role + " login")
                .update();
        assertThat(faultOf(given(url.replaceFirst("user=postgres", "user=" + role))))
                .startsWith("WRONG_CONFIGURATION  the database at localhost:")
                .contains("does not permit that: ")
                .endsWith("run as the owner of the schema, or ask the owner for the privilege");
    }

    @Test
    void an_address_of_another_kind_is_refused() {
        assertThat(faultOf(given("jdbc:mysql://localhost/erp?password=secret")))
                .isEqualTo(
                        "WRONG_CONFIGURATION  spring.datasource.url is not the address of a PostgreSQL database: give one"
                                + " like jdbc:postgresql://HOST:5432/DATABASE in SPRING_DATASOURCE_URL");
    }

    @Test
    void a_user_without_a_database_is_refused() {
        assertThat(faultOf(context.withPropertyValues("spring.datasource.username=erp")))
                .isEqualTo("WRONG_CONFIGURATION  a database user is given, but no database: give its address in"
                        + " SPRING_DATASOURCE_URL, or unset SPRING_DATASOURCE_USERNAME");
    }

    private ApplicationContextRunner given(String url) {
        return context.withPropertyValues("spring.datasource.url=" + url);
    }

    private static String faultOf(ApplicationContextRunner context) {
        String[] told = {""};
        context.run(failed -> {
            assertThat(failed).hasFailed();
            told[0] = DatabaseFaults.of(Objects.requireNonNull(failed.getStartupFailure()))
                    .map(Fault::toString)
                    .orElseThrow();
        });
        return told[0];
    }
}
