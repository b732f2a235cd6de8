package org.periodclose.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class SchemaTest {
    @Test
    void a_fresh_database_has_every_table() {
        JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
        assertThat(jdbc.sql("select count(*) from settlement").query(Long.class).single())
                .isZero();
    }

    @Test
    void first_starts_at_the_same_time_all_succeed() throws Exception {
        DataSource database = TestDatabase.dataSource(TestDatabase.emptyUrl());
        var starts = Executors.newFixedThreadPool(3);
        try {
            Callable<Boolean> start = () -> {
                Schema.migrate(database);
                return true;
            };
            for (Future<Boolean> started : starts.invokeAll(List.of(start, start, start))) {
                assertThat(started.get()).isTrue();
            }
        } finally {
            starts.shutdown();
        }
        assertThat(changeSets(JdbcClient.create(database))).isPositive();
    }

    @Test
    void a_current_schema_is_left_alone() throws Exception {
        DataSource database = TestDatabase.fresh();
        JdbcClient jdbc = JdbcClient.create(database);
        // Liquibase would wait for this row, and would then look at these.
        jdbc.sql("update databasechangeloglock set locked = true").update();
        jdbc.sql("truncate databasechangelog").update();

        Schema.migrate(database);

        assertThat(changeSets(jdbc)).isZero();
    }

    @Test
    void a_migration_that_was_killed_does_not_bar_the_next() throws Exception {
        DataSource database = TestDatabase.fresh();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("update databasechangeloglock set locked = true, lockedby = 'a process that is dead'")
                .update();
        jdbc.sql("comment on table databasechangelog is null").update();
        int before = changeSets(jdbc);

        Schema.migrate(database);

        assertThat(changeSets(jdbc)).isEqualTo(before);
        assertThat(jdbc.sql("select locked from databasechangeloglock")
                        .query(Boolean.class)
                        .single())
                .isFalse();
        assertThat(jdbc.sql("select obj_description('databasechangelog'::regclass)")
                        .query(String.class)
                        .single())
                .isEqualTo(Changelog.fingerprint());
    }

    @Test
    void a_user_who_may_only_work_can_start_on_a_current_schema() throws Exception {
        String url = TestDatabase.freshUrl();
        JdbcClient owner = JdbcClient.create(TestDatabase.dataSource(url));
        owner.sql("create role only_works login").update();
        owner.sql("grant usage on schema period_close to only_works").update();
        try (Connection connection = TestDatabase.dataSource(url).getConnection()) {
            connection.createStatement().execute("set role only_works");
            assertThatCode(() -> Schema.migrate(new SingleConnectionDataSource(connection, true)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_migration_says_nothing_on_standard_output() throws Exception {
        PrintStream standardOutput = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Schema.migrate(TestDatabase.dataSource(TestDatabase.emptyUrl()));
        } finally {
            System.setOut(standardOutput);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static int changeSets(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from period_close.databasechangelog")
                .query(Integer.class)
                .single();
    }
}
