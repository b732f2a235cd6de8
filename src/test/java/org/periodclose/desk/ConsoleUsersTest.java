package org.periodclose.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.Patience;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Run;
import org.periodclose.database.TestDatabase;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;

/** Rita reads, Alice and Oskar operate, Bob approves; each of them is a database user, and the console acts for them. */
class ConsoleUsersTest {
    private static final Watcher NOBODY_WATCHES = new Watcher() {
        @Override
        public void begins(String journal, long linesDone, long lines) {}

        @Override
        public void settled(long linesDone, long lines) {}
    };

    private static ConsoleServer server;
    private static ConsoleUsers console;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        server = new ConsoleServer(directory);
        try (ConsoleUsers owner = server.asOwner()) {
            owner.add("rita", UserRole.READER, password());
            owner.add("alice", UserRole.OPERATOR, password());
            owner.add("oskar", UserRole.OPERATOR, password());
            owner.add("bob", UserRole.APPROVER, password());
        }
        // As PostgreSQL 15 grants it: the console may become a group of a user.
        server.asSuperuser()
                .sql("create role as_before_16 in role period_close_operator; grant as_before_16 to bob with set true")
                .update();
        console = server.asConsole();
    }

    @AfterAll
    static void close() throws Exception {
        console.close();
        server.close();
    }

    private static char[] password() {
        return ConsoleServer.PASSWORD.toCharArray();
    }

    private static FaultCode refusal(Runnable call) {
        return refused(call).first().code();
    }

    private static Refused refused(Runnable call) {
        return assertThrows(Refused.class, call::run);
    }

    /** A journal of one line that a user makes through the console; in a company that wants four eyes. */
    private static void journal(String name, String maker) {
        server.as("ledger_owner").sql("update company set four_eyes = true").update();
        actingAs(
                maker,
                "insert into adjustment_journal (company_id, journal, currency_layer) values (1, '" + name
                        + "', 'ACCOUNTING'); insert into adjustment select id, 1, 1, 10.00 from adjustment_journal where journal = '"
                        + name + "'");
    }

    private static void actingAs(String user, String... statements) {
        try (Connection connection = server.console();
                Statement statement = connection.createStatement()) {
            statement.execute("set role " + user);
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static List<String> rows(String sql) {
        return server.as("ledger_owner").sql(sql).query(String.class).list();
    }

    private static PostRequest post(String journal, boolean dryRun) {
        LocalDate day = LocalDate.of(2025, 10, 31);
        return new PostRequest("C", List.of(journal), day, null, null, null, null, dryRun, null, false, day);
    }

    @Test
    void a_new_password_takes_the_place_of_the_old_one() {
        String another = "another password of words";
        try (ConsoleUsers owner = server.asOwner()) {
            owner.add("petra", UserRole.READER, password());
            assertThat(owner.changePassword("petra", another.toCharArray()))
                    .isEqualTo(new UserAccount("petra", UserRole.READER, true));
            assertThat(console.account("petra", another).name()).isEqualTo("petra");
            assertThat(refusal(() -> console.account("petra", ConsoleServer.PASSWORD)))
                    .isEqualTo(FaultCode.WRONG_SIGN_IN);
            assertThat(refusal(() -> owner.changePassword("petra", "short".toCharArray())))
                    .isEqualTo(FaultCode.PASSWORD_TOO_SHORT);
            assertThat(refusal(() -> owner.changePassword("ledger_owner", password())))
                    .isEqualTo(FaultCode.UNKNOWN_USER);
            owner.remove("petra");
        }
        assertThat(refused(() -> console.changePassword("rita", password()))
                        .first()
                        .toString())
                .startsWith(
                        "ROLE_NEEDED  database user \"period_close_console\" may not give user \"rita\" a password: ");
    }

    @Test
    void the_database_checks_the_password_and_knows_the_role() {
        assertThat(console.account("rita", ConsoleServer.PASSWORD))
                .isEqualTo(new SignIn.Account("rita", UserRole.READER));
        assertThat(console.account("bob", ConsoleServer.PASSWORD).role()).isEqualTo(UserRole.APPROVER);
        assertThat(console.role("alice")).contains(UserRole.OPERATOR);
        assertThat(console.role("nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"alice, correct horse", "nobody, correct horse battery", "alice, ''", "'', correct horse battery"})
    void a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(String name, String password) {
        assertThat(refused(() -> console.account(name, password)).first().toString())
                .isEqualTo("WRONG_SIGN_IN  there is no user with this name and this password: correct the name or the"
                        + " password; an administrator gives a new password to who has forgotten it");
    }

    @Test
    void who_is_no_user_of_the_console_is_told_how_to_become_one() {
        assertThat(refused(() -> console.account("ledger_owner", ConsoleServer.PASSWORD))
                        .first()
                        .toString())
                .startsWith(
                        "NO_ROLE  user \"ledger_owner\" has no role in the console: let an administrator grant one of"
                                + " period_close_console_reader, period_close_operator, period_close_approver to the user");
        assertThat(refusal(() -> console.desk("ledger_owner", null))).isEqualTo(FaultCode.NO_ROLE);
        server.asSuperuser()
                .sql("create role stray login in role period_close_operator")
                .update();
        assertThat(console.role("stray")).as("the console may not act for it").isEmpty();
        server.asSuperuser()
                .sql("grant stray to period_close_console; revoke period_close_operator from stray")
                .update();
        assertThat(refusal(() -> console.desk("stray", null))).isEqualTo(FaultCode.NO_ROLE);
        assertThat(console.list()).contains(new UserAccount("stray", null, true));
        server.asSuperuser().sql("drop role stray").update();
    }

    @Test
    void only_a_login_without_rights_serves_as_console() {
        try (ConsoleUsers owner = server.asOwner()) {
            assertThat(refused(owner::requireConsole).first().message())
                    .isEqualTo("database user \"ledger_owner\" is no login of the console");
            assertThat(refusal(() -> owner.desk("alice", null))).isEqualTo(FaultCode.WRONG_CONFIGURATION);
        }
        console.requireConsole();
        server.asSuperuser()
                .sql("create role nightly login password '" + ConsoleServer.PASSWORD
                        + "' in role period_close_operator, period_close_consoles")
                .update();
        try (ConsoleUsers nightly = ConsoleUsers.open(server.settings("nightly", ConsoleServer.PASSWORD))) {
            assertThat(refused(nightly::requireConsole).first().message())
                    .isEqualTo("database user \"nightly\" is no login of the console");
        }
        server.asSuperuser().sql("drop role nightly").update();
    }

    @Test
    void a_desk_of_a_user_leaves_the_log_of_the_others_as_it_is() {
        LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(log.getObject(LoggingSystem.class.getName())).isNotNull();
        console.desk("rita", null).close();
        assertThat(log.getObject(LoggingSystem.class.getName()))
                .as("the log is set up, and nobody has ended it")
                .isNotNull();
    }

    @Test
    void what_was_changed_of_a_company_is_kept_in_the_name_of_who_changed_it() {
        actingAs("alice", "update company set name = name || '!'");
        assertThat(rows("select actor from company_change where what = 'name' order by id desc limit 1"))
                .containsExactly("alice");
        assertThatThrownBy(
                        () -> actingAs(
                                "alice",
                                "insert into company_change (company_id, what, new_value, actor) values (1, 'four_eyes', 'false', 'bob')"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void a_line_is_in_the_name_of_who_typed_it() {
        journal("typed", "oskar");
        actingAs(
                "alice",
                "update adjustment set amount = 12 where journal_id = (select max(id) from adjustment_journal)");
        assertThat(
                        rows(
                                "select changed_by from adjustment where journal_id = (select max(id) from adjustment_journal)"))
                .containsExactly("alice");
        actingAs("alice", "delete from adjustment_journal where journal = 'typed'");
    }

    @Test
    void an_operator_posts_and_the_run_is_in_the_name_of_the_operator() {
        server.as("ledger_owner").sql("update company set four_eyes = false").update();
        try (Desk desk = console.desk("oskar", null)) {
            assertThat(desk.execution().post(post("J", true), NOBODY_WATCHES).planned())
                    .singleElement()
                    .extracting(planned -> planned.document().voucher().run().startedBy())
                    .isEqualTo("oskar");
            assertThat(desk.execution("somebody else")
                            .post(post("J", false), NOBODY_WATCHES)
                            .runs())
                    .singleElement()
                    .extracting(Run::startedBy)
                    .isEqualTo("oskar");
            desk.verify("C", null);
            CancelRequest cancel = new CancelRequest(1, null, null, null, null, false, true);
            assertThat(desk.execution().cancel(cancel, NOBODY_WATCHES).runs())
                    .singleElement()
                    .extracting(Run::startedBy)
                    .isEqualTo("oskar");
        }
    }

    @Test
    void an_operator_makes_and_does_not_release_and_an_approver_releases() {
        journal("four", "alice");
        try (Desk alice = console.desk("alice", null);
                Desk oskar = console.desk("oskar", null);
                Desk bob = console.desk("bob", null)) {
            assertThat(alice.journal("C", "four").madeBy()).containsExactly("alice");
            for (Desk operator : List.of(alice, oskar)) {
                assertThat(refusal(() -> operator.release("C", "four"))).isEqualTo(FaultCode.ROLE_NEEDED);
                assertThat(refusal(() -> operator.releasePlan("C", "a".repeat(64))))
                        .isEqualTo(FaultCode.ROLE_NEEDED);
            }
            assertThat(refused(() -> oskar.release("C", "four")).first().message())
                    .isEqualTo(
                            "user \"oskar\" has not the role approver (period_close_approver), and only an approver releases");
            assertThat(alice.execution()
                            .post(post("four", false), NOBODY_WATCHES)
                            .outcome())
                    .isEqualTo(Outcome.REFUSED);
            assertThat(bob.release("C", "four").releasedBy()).isEqualTo("bob");
            assertThat(bob.releasePlan("C", "a".repeat(64)).releasedBy()).isEqualTo("bob");
            assertThat(alice.execution()
                            .post(post("four", false), NOBODY_WATCHES)
                            .outcome())
                    .isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void an_approver_does_not_release_what_the_approver_has_made() {
        journal("own", "bob");
        try (Desk bob = console.desk("bob", null)) {
            assertThat(refusal(() -> bob.release("C", "own"))).isEqualTo(FaultCode.SAME_USER);
        }
        assertThatThrownBy(() -> server.as("bob")
                        .sql(
                                "update adjustment_journal set released_by = 'x', released_at = now() where journal = 'own'")
                        .update())
                .as("nor by another way into the database")
                .hasMessageContaining("released_by_another_user");
    }

    @Test
    void a_reader_looks_at_everything_and_changes_nothing() {
        journal("read", "alice");
        try (Desk rita = console.desk("rita", null)) {
            assertThat(rita.companies()).containsExactly("C");
            assertThat(rita.journal("C", "read").lines()).isEqualTo(1);
            assertThat(rita.runs(null, null)).isNotNull();
            rita.verify("C", null);
            PostReport report = rita.execution().post(post("read", false), NOBODY_WATCHES);
            assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(report.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.toString())
                            .startsWith("ROLE_NEEDED  the database permits that only to an operator (a member of"
                                    + " period_close_operator or period_close_approver): "));
            assertThatThrownBy(() -> rita.delete("C", "read"))
                    .satisfies(failure ->
                            assertThat(Failure.faults(failure).get(0).code()).isEqualTo(FaultCode.ROLE_NEEDED));
            assertThatThrownBy(() -> rita.importFrom(Path.of("db/demo")))
                    .satisfies(failure ->
                            assertThat(Failure.faults(failure).get(0).code()).isEqualTo(FaultCode.ROLE_NEEDED));
        }
    }

    private static final String RELEASE =
            "update period_close.adjustment_journal set released_by = 'bob', released_at = now() where journal = 'lie'";

    /** The program is not asked: whoever has broken into the console has its login, and sends what he likes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "set role alice; " + RELEASE + " -> user alice of the console is no member of period_close_approver",
                "set role oskar; " + RELEASE + " -> user oskar of the console is no member of period_close_approver",
                "set role rita; " + RELEASE + " -> permission denied for table adjustment_journal",
                RELEASE + " -> permission denied for schema period_close",
                "set role alice; reset role; " + RELEASE + " -> permission denied for schema period_close",
                "set role alice; set role none; " + RELEASE + " -> permission denied for schema period_close",
                "set role alice; set session authorization bob; " + RELEASE
                        + " -> permission denied to set session authorization",
                "set role ledger_owner -> permission denied to set role",
                "set role period_close_approver -> permission denied to set role",
                "set role period_close_consoles; " + RELEASE + " -> permission denied for schema period_close",
                "set role as_before_16; " + RELEASE + " -> the console acts for nobody",
                "set role period_close -> permission denied to set role",
                "set role alice; update adjustment_journal set made_by = '{oskar}' where journal = 'lie' -> who made it is never forgotten",
                "set role alice; update company set four_eyes = false -> user alice of the console is no member",
                "set role alice; alter table adjustment_journal disable trigger all -> must be owner",
                "set role alice; drop trigger guard_release on adjustment_journal -> must be owner",
                "set role alice; set session_replication_role = replica -> permission denied to set parameter",
                "set role alice; create or replace function period_close.may_release() returns boolean language sql as 'select true' -> permission denied for schema",
                "set role alice; grant period_close_approver to alice -> permission denied to grant role",
                "revoke period_close_consoles from period_close_console -> permission denied to revoke role",
                "set role alice; create temp table pg_auth_members (roleid oid, member oid, admin_option boolean); create temp table pg_roles (oid oid, rolname name);"
                        + " set search_path = pg_temp, period_close, pg_catalog; " + RELEASE
                        + " -> user alice of the console is no member",
                "set role alice; create domain pg_temp.text as pg_catalog.varchar; create domain pg_temp.name as pg_catalog.varchar;"
                        + " create function pg_temp.actor() returns name language sql as $$ select 'oskar'::name $$;"
                        + " create function pg_temp.current_setting(varchar) returns varchar language sql as $$ select 'oskar'::varchar $$;"
                        + " set search_path = pg_temp, period_close, pg_catalog; " + RELEASE
                        + " -> user alice of the console is no member",
                "set role alice; insert into plan_release (company_id, checksum, released_by, released_at) values (1, repeat('b', 64), 'bob', now()) -> user alice of the console is no member",
                "set role alice; insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,"
                        + " update_ledger, storno, skip_invalid, planned, started_by, started_at)"
                        + " select 'TRANSACTION_ADJUSTMENT', 'RUNNING', 1, id, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL', true, true, false, 1, 'bob', now()"
                        + " from adjustment_journal where journal = 'lie' -> adjustment journal lie is not released by a second database user"
            })
    void a_console_that_lies_is_refused_by_the_database(String attack) throws SQLException {
        if (rows("select journal from adjustment_journal where journal = 'lie'").isEmpty()) {
            journal("lie", "alice");
        }
        String[] parts = attack.split(" -> ", -1);
        try (Connection connection = server.console();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(parts[0])).hasMessageContaining(parts[1]);
        }
        assertThat(rows("select released_by from adjustment_journal where journal = 'lie' and released_by is not null"))
                .isEmpty();
    }

    @Test
    void a_release_that_comes_with_a_new_journal_and_a_name_that_is_not_the_users_are_not_kept() {
        actingAs(
                "alice",
                "insert into adjustment_journal (company_id, journal, currency_layer, made_by, released_by, released_at)"
                        + " values (1, 'new', 'ACCOUNTING', '{oskar}', 'bob', now())");
        assertThat(
                        rows(
                                "select made_by || coalesce(released_by, 'nobody') from adjustment_journal where journal = 'new'"))
                .containsExactly("{alice,nobody}");
        actingAs(
                "bob",
                "update adjustment_journal set released_by = 'oskar', released_at = '2020-01-01' where journal = 'new'");
        assertThat(
                        rows(
                                "select released_by || (released_at > now() - interval '1 hour') from adjustment_journal where journal = 'new'"))
                .containsExactly("bobtrue");
    }

    @Test
    void a_stop_cancels_the_statements_that_work_for_the_user() throws Exception {
        journal("slow", "alice");
        server.as("ledger_owner").sql("""
                update company set four_eyes = false;
                create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(3600); return null; end $$;
                create trigger slow after insert on settlement for each statement execute function slow()
                """).update();
        try (Desk alice = console.desk("alice", null)) {
            Execution execution = alice.execution();
            CompletableFuture<PostReport> posting =
                    CompletableFuture.supplyAsync(() -> execution.post(post("slow", false), NOBODY_WATCHES));
            while (server.asSuperuser()
                    .sql(
                            "select from pg_stat_activity where wait_event = 'PgSleep' and usename = 'period_close_console'")
                    .query()
                    .listOfRows()
                    .isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            execution.stop(Outcome.TERMINATED);
            execution.cancelStatements();
            assertThat(posting.get(Patience.MINUTES, TimeUnit.MINUTES).outcome())
                    .isEqualTo(Outcome.TERMINATED);
            server.as("ledger_owner").sql("drop trigger slow on settlement").update();
            long run = alice.runs("C", null).stream()
                    .filter(one -> "slow".equals(one.run().journal()))
                    .mapToLong(one -> one.run().run())
                    .findFirst()
                    .orElseThrow();
            alice.abandon(run, null);
            assertThat(rows("select failure from posting_run where id = " + run))
                    .containsExactly("abandoned by alice");
        }
    }

    @Test
    void no_password_is_in_a_log() throws Exception {
        String secret = "the secret of the log";
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        root.addAppender(heard);
        root.setLevel(Level.TRACE);
        try (ConsoleUsers owner = server.asOwner()) {
            root.setLevel(Level.TRACE);
            char[] given = secret.toCharArray();
            owner.add("logged", UserRole.OPERATOR, given);
            assertThat(given).containsOnly('\0');
            owner.account("logged", secret);
            assertThat(refusal(() -> owner.account("nobody", secret))).isEqualTo(FaultCode.WRONG_SIGN_IN);
        } finally {
            root.detachAppender(heard);
            root.setLevel(before);
        }
        assertThat(server.log()).contains("create role \"logged\" login").doesNotContain(secret);
        assertThat(heard.list)
                .isNotEmpty()
                .noneMatch(event -> event.getFormattedMessage().contains(secret));
        assertThat(server.asSuperuser()
                        .sql("select rolpassword from pg_authid where rolname = 'logged'")
                        .query(String.class)
                        .single())
                .startsWith("SCRAM-SHA-256$4096:");
    }

    @Test
    void who_is_removed_neither_signs_in_nor_goes_on() {
        try (ConsoleUsers owner = server.asOwner()) {
            owner.add("gone", UserRole.OPERATOR, password());
            try (Desk desk = console.desk("gone", null)) {
                assertThat(desk.companies()).containsExactly("C");
                owner.remove("gone");
                assertThatThrownBy(desk::companies).isNotNull();
            }
            assertThat(console.role("gone")).isEmpty();
            assertThat(refusal(() -> console.account("gone", ConsoleServer.PASSWORD)))
                    .isEqualTo(FaultCode.WRONG_SIGN_IN);
            assertThat(refusal(() -> console.desk("gone", null))).isEqualTo(FaultCode.NO_ROLE);
            assertThat(refusal(() -> owner.remove("gone"))).isEqualTo(FaultCode.UNKNOWN_USER);
            assertThat(refusal(() -> owner.remove("ledger_owner")))
                    .as("only a user of the console")
                    .isEqualTo(FaultCode.UNKNOWN_USER);
        }
    }

    @Test
    void a_name_may_have_any_letters_and_a_hostile_one_is_only_a_name() {
        String name = "Анна \"; drop role bob; --";
        try (ConsoleUsers owner = server.asOwner()) {
            owner.add(name, UserRole.OPERATOR, password());
            assertThat(console.account(name, ConsoleServer.PASSWORD).name()).isEqualTo(name);
            try (Desk desk = console.desk(name, null)) {
                assertThat(desk.companies()).containsExactly("C");
            }
            assertThat(console.list()).contains(new UserAccount(name, UserRole.OPERATOR, true));
            owner.remove(name);
        }
        assertThat(console.role("bob")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "alice, correct horse battery, USER_EXISTS",
        "period_close_operator, correct horse battery, USER_EXISTS",
        "short, eleven char, PASSWORD_TOO_SHORT",
        "'', correct horse battery, WRONG_USAGE",
        "' blank', correct horse battery, WRONG_USAGE",
        "pg_user, correct horse battery, WRONG_USAGE",
        "public, correct horse battery, WRONG_USAGE",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl, correct horse battery, WRONG_USAGE"
    })
    void a_user_who_cannot_be_is_refused(String name, String password, FaultCode code) {
        try (ConsoleUsers owner = server.asOwner()) {
            assertThat(refusal(() -> owner.add(name, UserRole.READER, password.toCharArray())))
                    .isEqualTo(code);
        }
    }

    @Test
    void the_console_itself_makes_and_removes_no_users() {
        assertThat(refused(() -> console.add("new", UserRole.READER, password()))
                        .first()
                        .toString())
                .startsWith(
                        "ROLE_NEEDED  database user \"period_close_console\" may not create users, or may not grant period_close_console_reader: permission denied to create role: run it as an administrator");
        assertThat(refusal(() -> console.remove("alice"))).isEqualTo(FaultCode.ROLE_NEEDED);
        assertThat(console.role("alice")).contains(UserRole.OPERATOR);
    }

    @Test
    void a_server_that_checks_no_passwords_admits_nobody() {
        String url = TestDatabase.freshUrl().replaceFirst("[?].*", "");
        try (ConsoleUsers trusting =
                ConsoleUsers.open(Map.of("spring.datasource.url", url, "spring.datasource.username", "postgres"))) {
            assertThat(refused(() -> trusting.account("postgres", ConsoleServer.PASSWORD))
                            .first()
                            .toString())
                    .startsWith(
                            "WRONG_CONFIGURATION  the database admits user \"postgres\" without checking the password: let pg_hba.conf ask");
            assertThat(refusal(trusting::requireConsole))
                    .as("a superuser is no console")
                    .isEqualTo(FaultCode.WRONG_CONFIGURATION);
        }
    }

    @Test
    void an_address_with_a_user_of_its_own_signs_nobody_in() {
        Map<String, Object> settings = new HashMap<>(server.settings("ledger_owner", ConsoleServer.PASSWORD));
        settings.compute(
                "spring.datasource.url", (name, url) -> url + "?user=alice&password=correct%20horse%20battery");
        try (ConsoleUsers users = ConsoleUsers.open(settings)) {
            assertThat(refusal(() -> users.account("bob", "a wrong password")))
                    .isIn(FaultCode.WRONG_SIGN_IN, FaultCode.WRONG_CONFIGURATION);
        }
    }

    @Test
    void the_embedded_server_has_a_console_of_its_own(@TempDir Path directory) {
        Map<String, Object> settings = Map.of("embedded-database.directory", directory.toString());
        try (ConsoleUsers users = ConsoleUsers.open(settings)) {
            users.add("alice", UserRole.OPERATOR, password());
            users.requireConsole();
            assertThat(users.account("alice", ConsoleServer.PASSWORD).role()).isEqualTo(UserRole.OPERATOR);
            assertThat(refusal(() -> users.account("alice", "another password")))
                    .isEqualTo(FaultCode.WRONG_SIGN_IN);
            try (Desk desk = users.desk("alice", null)) {
                desk.importSample();
                String company = desk.companies().get(0);
                assertThat(desk.journal(company, desk.journals(company).get(0).journal())
                                .madeBy())
                        .containsExactly("alice");
            }
        }
        try (ConsoleUsers again = ConsoleUsers.open(settings)) {
            assertThat(again.list()).containsExactly(new UserAccount("alice", UserRole.OPERATOR, true));
        }
    }
}
