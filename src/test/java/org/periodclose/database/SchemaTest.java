package org.periodclose.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class SchemaTest {
    @Test
    void a_fresh_database_has_every_table() {
        JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
        assertThat(jdbc.sql("select count(*) from settlement").query(Long.class).single())
                .isZero();
    }

    /** A single one that does not keeps PostgreSQL from using a second core for a query that calls it. */
    @Test
    void every_function_that_only_reads_says_that_it_is_safe_in_parallel() {
        assertThat(JdbcClient.create(TestDatabase.fresh())
                        .sql("""
                        select proname
                          from pg_proc
                         where pronamespace = 'period_close'::regnamespace and prolang = (select oid from pg_language where lanname = 'sql')
                           and proparallel <> 's' and proname not in ('is_at_work', 'run_is_at_work', 'usable_release')
                        """)
                        .query(String.class)
                        .list())
                .as(
                        "but for those that look at other sessions, or ask whom the console acts as, which only the first process of a query knows")
                .isEmpty();
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
    void a_schema_is_not_changed_under_a_run_that_is_at_work() throws Exception {
        DataSource database = TestDatabase.fresh();
        JdbcClient jdbc = JdbcClient.create(database);
        try (Connection run = database.getConnection();
                Statement statement = run.createStatement()) {
            // As org.periodclose.run.RunLock takes it: the letters PCLO, then company and layer.
            statement.execute("select pg_advisory_lock(x'50434c4f'::int, 2)");
            Schema.migrate(database);
            assertThat(Schema.migrateWithRoles(database))
                    .as("nothing is missing")
                    .isEmpty();

            jdbc.sql("comment on table databasechangelog is 'change log of the version before'")
                    .update();
            assertThatThrownBy(() -> Schema.migrate(database)).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.first().code().outcome()).isEqualTo(Outcome.AT_WORK);
                assertThat(refused.first().toString())
                        .matches(
                                "SCHEMA_IN_USE  this version of the program changes the schema, and a run is at work on it:"
                                        + " server process [0-9]+ of user postgres: wait until the run has ended, or stop it, then run the"
                                        + " same command again");
            });
            // The end of a session gives its locks back a moment after close() returns.
            statement.execute("select pg_advisory_unlock(x'50434c4f'::int, 2)");
        }
        Schema.migrate(database);
        assertThat(jdbc.sql("select obj_description('databasechangelog'::regclass)")
                        .query(String.class)
                        .single())
                .isEqualTo(Changelog.fingerprint());
    }

    @Test
    void rights_that_were_taken_away_are_given_back_by_a_migration_that_is_asked_for() throws Exception {
        DataSource database = TestDatabase.fresh();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("revoke usage on schema period_close from period_close_operator")
                .update();
        String may = "select has_schema_privilege('period_close_operator', 'period_close', 'usage')";

        Schema.migrate(database);
        assertThat(jdbc.sql(may).query(Boolean.class).single()).isFalse();

        Schema.migrateWithRoles(database);
        assertThat(jdbc.sql(may).query(Boolean.class).single()).isTrue();
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

    /** Half a fingerprint would be worse than none. */
    @Test
    void a_run_that_was_interrupted_before_there_were_manifests_is_failed_and_its_journal_open_again()
            throws Exception {
        DataSource database = TestDatabase.fresh();
        JdbcClient jdbc = JdbcClient.create(database);
        rollBack("db/changelog/013-manifest.sql", jdbc);
        jdbc.sql("delete from databasechangelog where id like '013-%'; comment on table databasechangelog is null")
                .update();
        SmallCompany.into(jdbc);
        jdbc.sql("""
                        insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                               update_ledger, storno, skip_invalid, planned, started_by, started_at)
                        values ('TRANSACTION_ADJUSTMENT', 'RUNNING', 1, 1, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', true, true, false, 5, 'ann', now());
                        insert into run_partition (run_id, partition, after_item_id, after_transaction, last_item_id, last_transaction, lines, done_item_id,
                               done_transaction, lines_done, digest)
                        values (1, 0, 0, 0, 3, 5, 5, 1, 2, 2, 4711);
                        update adjustment_journal set status = 'POSTING'
                        """).update();

        Schema.migrate(database);

        assertThat(jdbc.sql(
                                "select r.status || ' ' || j.status || ': ' || r.failure from posting_run r join adjustment_journal j on j.id = r.journal_id")
                        .query(String.class)
                        .single())
                .isEqualTo(
                        "FAILED OPEN: interrupted, and then the program was replaced by one that keeps other fingerprints");
    }

    @Test
    void vouchers_of_the_series_that_both_layers_shared_keep_their_numbers() throws Exception {
        DataSource database = TestDatabase.fresh();
        JdbcClient jdbc = JdbcClient.create(database);
        rollBack("db/changelog/021-runs.sql", jdbc);
        jdbc.sql("delete from databasechangelog where id like '021-%'; comment on table databasechangelog is null")
                .update();
        SmallCompany.into(jdbc);
        jdbc.sql("""
                        update company set reporting_currency = 'EUR', reporting_decimals = 2;
                        insert into adjustment_journal (company_id, journal, currency_layer, status)
                        values (1, 'R', 'REPORTING', 'POSTED'), (1, 'K', 'ACCOUNTING', 'POSTED');
                        insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                               update_ledger, storno, skip_invalid, planned, settlements, settled_amount, lines, checksum, started_by, started_at, ended_at)
                        select 'TRANSACTION_ADJUSTMENT', 'POSTED', 1, id, currency_layer, 'USD', 2, '2025-10-31', 'TOTAL', true, true, false, 1, 1, 1, 1, 'x',
                               'ann', now(), now()
                          from adjustment_journal where journal <> 'J' order by id;
                        insert into voucher_number (company_id, last) values (1, 2);
                        insert into voucher (run_id, company_id, number, voucher, posting_date)
                        values (1, 1, 1, 'C-000001', '2025-10-31'), (2, 1, 2, 'C-000002', '2025-10-31')
                        """).update();

        Schema.migrate(database);

        assertThat(jdbc.sql("select concat_ws(' ', run_id, series, number, voucher) from voucher order by run_id")
                        .query(String.class)
                        .list())
                .containsExactly("1 ACCOUNTING 1 C-000001", "2 ACCOUNTING 2 C-000002");
        assertThat(jdbc.sql("select concat_ws(' ', currency_layer, last, next_run_number()) from voucher_number")
                        .query(String.class)
                        .list())
                .containsExactly("ACCOUNTING 2 3");
    }

    private static final String OBJECTS = """
            select 'function ' || oid::regprocedure || ': ' || pg_get_functiondef(oid) || coalesce(obj_description(oid, 'pg_proc'), '')
              from pg_proc
             where pronamespace = 'period_close'::regnamespace
            union all
            select 'view ' || oid::regclass || ': ' || pg_get_viewdef(oid) || coalesce(obj_description(oid, 'pg_class'), '')
              from pg_class
             where relnamespace in ('period_close'::regnamespace, 'period_close_view'::regnamespace) and relkind = 'v'
            union all
            select 'column ' || c.oid::regclass || '.' || a.attname || ': ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
                       || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || coalesce(col_description(c.oid, a.attnum), '')
              from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
             where c.relnamespace in ('period_close'::regnamespace, 'period_close_view'::regnamespace)
            union all
            select 'constraint ' || conrelid::regclass || ': ' || pg_get_constraintdef(oid)
              from pg_constraint
             where connamespace = 'period_close'::regnamespace
            union all
            select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
            """;

    private static List<String> objects(DataSource database) {
        return JdbcClient.create(database).sql(OBJECTS).query(String.class).list().stream()
                .map(object -> object.replaceAll("\\s+", " "))
                .sorted()
                .toList();
    }

    private interface ByLiquibase {
        void on(Liquibase liquibase) throws LiquibaseException;
    }

    private static void does(DataSource on, ByLiquibase what) throws Exception {
        try (Connection connection = on.getConnection()) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            database.setLiquibaseSchemaName(Schema.NAME);
            Liquibase liquibase = new Liquibase(Changelog.MASTER, new ClassLoaderResourceAccessor(), database);
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            Scope.child(
                    Map.of(Scope.Attr.ui.name(), new LoggerUIService(), AnalyticsArgs.ENABLED.getKey(), "false"),
                    () -> what.on(liquibase));
        }
    }

    /** Those of on-hand adjustments and what came after them. */
    @Test
    void changes_that_are_rolled_back_leave_what_was_there_before_and_can_be_made_again() throws Exception {
        DataSource database = TestDatabase.fresh();
        List<String> all = objects(database);
        int later = JdbcClient.create(database)
                .sql("select count(*) from databasechangelog where filename >= 'db/changelog/030'")
                .query(Integer.class)
                .single();
        int earlier = changeSets(JdbcClient.create(database)) - later;
        DataSource before = TestDatabase.dataSource(TestDatabase.emptyUrl());
        JdbcClient.create(before).sql("create schema period_close").update();
        does(before, liquibase -> liquibase.update(earlier, new Contexts(), new LabelExpression()));

        does(database, liquibase -> liquibase.rollback(later, new Contexts(), new LabelExpression()));
        assertThat(objects(database)).containsExactlyElementsOf(objects(before));

        JdbcClient.create(database)
                .sql("comment on table databasechangelog is null")
                .update();
        Schema.migrate(database);
        assertThat(objects(database)).containsExactlyElementsOf(all);
    }

    /** The last change first. */
    private static void rollBack(String file, JdbcClient jdbc) throws IOException {
        List<String> changes =
                new ArrayList<>(List.of(Files.readString(Path.of(file)).split("(?m)^--changeset ", -1)));
        Collections.reverse(changes);
        for (String change : changes) {
            change.lines()
                    .filter(line -> line.startsWith("--rollback "))
                    .forEach(line ->
                            jdbc.sql(line.substring("--rollback ".length())).update());
        }
    }
}
