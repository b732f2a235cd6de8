package org.periodclose.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.net.Socket;
import java.net.SocketOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.core.fault.Fault;
import org.periodclose.embedded.EmbeddedServer;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.env.MockEnvironment;

public class DatabaseConfigurationTest {
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
                    .matches("UTC 10s period-close [-0-9a-f]{36} period_close");
        });
    }

    @Test
    void a_server_that_ends_idle_sessions_does_not_end_the_one_that_holds_the_lock() {
        String url = TestDatabase.freshUrl();
        JdbcClient.create(TestDatabase.dataSource(url)).sql("""
                        do $$ begin
                            execute format('alter database %I set idle_session_timeout = 1000', current_database());
                            execute format('alter database %I set idle_in_transaction_session_timeout = 1000', current_database());
                        end $$
                        """).update();
        given(url)
                .run(started -> assertThat(JdbcClient.create(started.getBean(DataSource.class))
                                .sql(
                                        "select current_setting('idle_session_timeout') || ' ' || current_setting('idle_in_transaction_session_timeout')")
                                .query(String.class)
                                .single())
                        .isEqualTo("0 0"));
    }

    @Test
    void a_name_in_the_address_does_not_make_two_processes_one() {
        String url = TestDatabase.freshUrl() + "&ApplicationName=erp";
        String name = "select string_agg(distinct application_name, ',') from pg_stat_activity"
                + " where datname = current_database() and backend_type = 'client backend'";
        given(url)
                .run(started -> assertThat(JdbcClient.create(started.getBean(DataSource.class))
                                .sql(name)
                                .query(String.class)
                                .single())
                        .matches("period-close [-0-9a-f]{36}"));
    }

    @Test
    void a_failed_server_is_detected_within_about_a_minute() {
        given(TestDatabase.freshUrl()).run(started -> {
            try (Connection connection = started.getBean(DataSource.class).getConnection()) {
                Socket socket = socketOf(connection.unwrap(PgConnection.class));
                assertThat(socket.getKeepAlive()).isTrue();
                for (Map.Entry<SocketOption<Integer>, Integer> option : KeepAliveSockets.OPTIONS.entrySet()) {
                    assertThat(socket.getOption(option.getKey()))
                            .as(option.getKey().name())
                            .isEqualTo(option.getValue());
                }
            }
        });
        int seconds = option("TCP_KEEPIDLE") + option("TCP_KEEPINTERVAL") * option("TCP_KEEPCOUNT");
        assertThat(seconds).isBetween(30, 90);
    }

    private static final String TOLD = """
            select concat_ws(' ', current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
                   current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout'),
                   current_setting('client_connection_check_interval'), current_setting('jit'))
            """;

    /** What the server does when a client has failed; for the tests of other rooms, too. */
    public static String toldToTheServer(DataSource dataSource) {
        return JdbcClient.create(dataSource).sql(TOLD).query(String.class).single();
    }

    @Test
    void a_failed_client_is_detected_within_half_a_minute_whatever_address_and_files_say() {
        given(
                        TestDatabase.freshUrl()
                                + "&options=-c%20tcp_keepalives_idle=7200%20-c%20tcp_keepalives_count=9%20-c%20tcp_user_timeout=0")
                .withPropertyValues("spring.datasource.hikari.connection-init-sql=set tcp_keepalives_interval = 75;"
                        + " set client_connection_check_interval = 0; set time zone 'Asia/Tokyo' -- as it was")
                .run(started -> {
                    DataSource dataSource = started.getBean(DataSource.class);
                    assertThat(toldToTheServer(dataSource)).isEqualTo("10 5 3 30000 5s off");
                    assertThat(JdbcClient.create(dataSource)
                                    .sql("show time zone")
                                    .query(String.class)
                                    .single())
                            .as("other settings of the file hold")
                            .isEqualTo("Asia/Tokyo");
                });
    }

    @Test
    void a_session_without_other_settings_has_these_too() {
        given(TestDatabase.freshUrl())
                .withPropertyValues("spring.datasource.hikari.connection-init-sql=")
                .run(started -> assertThat(toldToTheServer(started.getBean(DataSource.class)))
                        .isEqualTo("10 5 3 30000 5s off"));
    }

    @Test
    void a_server_goes_without_a_setting_that_it_does_not_have_or_take() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("no_such_setting", "1");
        settings.put("tcp_keepalives_count", "-1");
        settings.put("max_connections", "5");
        settings.put("session_preload_libraries", "x");
        settings.put("tcp_keepalives_idle", "17");
        try (Connection connection =
                        TestDatabase.dataSource(TestDatabase.freshUrl()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SessionSettings.asFarAsPossible(settings));
            assertThat(toldToTheServer(new SingleConnectionDataSource(connection, true)))
                    .startsWith("17 ");
        }
    }

    @Test
    void a_server_that_refuses_a_setting_gets_the_others() {
        String url = TestDatabase.freshUrl();
        JdbcClient.create(TestDatabase.dataSource(url))
                .sql("create sequence public.sessions")
                .update();
        given(url)
                .withPropertyValues("spring.datasource.hikari.connection-init-sql=do $$ begin"
                        + " if nextval('public.sessions') = 1 then raise 'unrecognized configuration parameter \"tcp_user_timeout\"'"
                        + " using errcode = 'undefined_object'; end if; end $$")
                .run(started -> assertThat(toldToTheServer(started.getBean(DataSource.class)))
                        .isEqualTo("10 5 3 30000 5s off"));
    }

    @Test
    void a_session_through_a_unix_socket_works_without_keepalives() {
        given(TestDatabase.freshUrl())
                .withPropertyValues(
                        "spring.datasource.hikari.data-source-properties.socketFactory=" + UnixSockets.class.getName())
                .run(started -> {
                    DataSource dataSource = started.getBean(DataSource.class);
                    assertThat(JdbcClient.create(dataSource)
                                    .sql("select client_port from pg_stat_activity where pid = pg_backend_pid()")
                                    .query(Integer.class)
                                    .single())
                            .as("no port: not TCP")
                            .isEqualTo(-1);
                    assertThat(toldToTheServer(dataSource)).isEqualTo("0 0 0 0 5s off");
                });
    }

    private static int option(String name) {
        return KeepAliveSockets.OPTIONS.entrySet().stream()
                .filter(option -> option.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Socket socketOf(PgConnection connection) throws ReflectiveOperationException {
        Field stream = QueryExecutorBase.class.getDeclaredField("pgStream");
        stream.setAccessible(true);
        return ((PGStream) stream.get(connection.getQueryExecutor())).getSocket();
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
    void the_refusal_of_a_user_who_may_not_migrate_names_who_may() {
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
                                + " like jdbc:postgresql://HOST:5432/DATABASE in SPRING_DATASOURCE_URL, and the user and the"
                                + " password in SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://app:secret@db/pc",
                "jdbc:postgresql://app:secret@db:5432/pc",
                "jdbc:postgresql:app:secret@db",
                "jdbc:postgresql://db?user=app&password=secret",
                "jdbc:postgresql://db/?user=app&password=secret",
                "jdbc:postgresql://db/pc&password=secret",
                "jdbc:postgresql://db/pc;password=secret",
                "jdbc:postgresql://db:secret/pc",
                "jdbc:postgresql://db:99999/pc?password=secret",
                "jdbc:postgresql://db:99999999999/pc?password=secret",
                "jdbc:postgresql://db/pc?password=secret%zz",
                "jdbc:postgresql://db/pc?password=se cret",
                "jdbc:postgresql://db/secret/pc",
                "jdbc:postgresql:",
                "jdbc:postgresql://secret"
            })
    void an_address_that_cannot_be_parsed_is_refused_and_not_shown(String address) {
        String told = faultOf(given(address));
        assertThat(told)
                .startsWith(
                        "WRONG_CONFIGURATION  spring.datasource.url cannot be parsed; it is not shown because it may"
                                + " contain a password: give one like ")
                .doesNotContain("secret", "app", "cret");
    }

    @Test
    void an_address_with_a_placeholder_that_nothing_fills_is_not_shown_either() {
        assertThat(faultOf(given("jdbc:postgresql://db/pc?password=secret${x}")))
                .startsWith("WRONG_CONFIGURATION  spring.datasource.url has a ${placeholder} without a value: ")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:pc",
                "jdbc:postgresql:///pc",
                "jdbc:postgresql://db/pc",
                "jdbc:postgresql://db.example.com:5432/period_close?sslmode=verify-full&options=-c%20tcp_keepalives_idle=30",
                "jdbc:postgresql://a:5432,b,c:5433/pc?targetServerType=primary",
                "jdbc:postgresql://[::1]:5432/pc",
                "jdbc:postgresql://10.0.0.1/K%C3%A4se-1.2?password=a@b#c!&user=x"
            })
    void an_address_that_the_driver_understands_is_taken(String address) {
        assertThat(ServerAddress.of(new MockEnvironment().withProperty("spring.datasource.url", address)))
                .hasValue(address);
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
