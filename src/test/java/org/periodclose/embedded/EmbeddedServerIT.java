package org.periodclose.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.Patience.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Patience;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Real processes, really killed. */
class EmbeddedServerIT {
    private static Path prepared = Path.of("");

    private final Path working;

    private final List<Process> started = new ArrayList<>();

    EmbeddedServerIT(@TempDir Path working) {
        this.working = working;
    }

    /** The first start takes seconds, a copy of what it made does not. */
    @BeforeAll
    static void start_once(@TempDir Path directory) throws Exception {
        prepared = directory;
        EmbeddedServerIT first = new EmbeddedServerIT(directory);
        first.portOf(first.command());
        first.nothing_is_left_behind();
    }

    private void startedBefore() throws IOException, InterruptedException {
        new ProcessBuilder("cp", "-a", prepared.resolve(".period-close").toString(), working.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    @AfterEach
    void nothing_is_left_behind() {
        started.forEach(Process::destroyForcibly);
        serverIsGone();
    }

    @Test
    void commands_that_start_together_use_one_server_and_its_data_stays() throws Exception {
        startedBefore();
        Process one = command();
        Process other = command();
        Process third = command();
        int port = portOf(one);
        assertThat(portOf(other)).isEqualTo(port);
        assertThat(portOf(third)).isEqualTo(port);
        assertThat(keepers()).hasSize(1);
        sql("create table kept as select 42 as answer");

        Optional<Long> pid = serverPid();
        interrupt(one, IgnoredSignals.orTerm("INT"));
        interrupt(other, "TERM");
        assertThat(serverPid()).isEqualTo(pid);
        assertThat(sql().sql("select answer from kept").query(Integer.class).single())
                .isEqualTo(42);

        third.destroyForcibly();
        serverIsGone();
        assertThat(directory().login()).isEmpty();

        portOf(command());
        assertThat(sql().sql("select answer from kept").query(Integer.class).single())
                .isEqualTo(42);
    }

    @Test
    void a_command_that_comes_while_the_server_stops_gets_a_new_one() throws Exception {
        startedBefore();
        for (int round = 0; round < 4; round++) {
            Process last = command();
            portOf(last);
            last.destroyForcibly().waitFor();
            // Just when the keeper notices, sometimes a little before, sometimes after.
            Optional<ProcessHandle> keeper = keepers().stream().findFirst();
            if (round % 2 == 0) {
                await().until(() -> directory().login().isEmpty());
            }
            Process next = command();
            portOf(next);
            assertThat(sql().sql("select 1").query(Integer.class).single()).isEqualTo(1);
            next.destroyForcibly();
            assertThat(keeper).isPresent();
        }
    }

    @Test
    void a_killed_keeper_ends_its_server_and_the_next_command_starts_another() throws Exception {
        startedBefore();
        Process first = command();
        portOf(first);
        sql("create table kept as select 42 as answer");
        keepers().forEach(ProcessHandle::destroyForcibly);

        Process second = command();
        portOf(second);
        assertThat(sql().sql("select answer from kept").query(Integer.class).single())
                .isEqualTo(42);
        assertThat(keepers()).hasSize(1);
    }

    @Test
    void a_killed_server_comes_back_at_the_same_address() throws Exception {
        startedBefore();
        int port = portOf(command());
        sql("create table kept as select 42 as answer");
        long pid = serverPid().orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        await().until(() -> serverPid().filter(now -> now != pid).isPresent());
        await().ignoreExceptionsInstanceOf(CannotGetJdbcConnectionException.class)
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .until(() -> sql().sql("select answer from kept")
                                .query(Integer.class)
                                .single()
                        == 42);
        assertThat(directory().login().orElseThrow().port()).isEqualTo(port);
    }

    /** As on a busy machine: the processes of a killed server are slow to end, and no other server may open its data before. */
    @Test
    void a_killed_server_comes_back_when_its_last_process_has_ended() throws Exception {
        startedBefore();
        portOf(command());
        sql("create table kept as select 42 as answer");
        ProcessHandle server = ProcessHandle.of(serverPid().orElseThrow()).orElseThrow();
        // The first is the server's own; a later one may be that of a connection that is about to end.
        String slow = Long.toString(
                server.children().mapToLong(ProcessHandle::pid).min().orElseThrow());
        signal("-STOP", slow);
        server.destroyForcibly();
        await().until(() -> Files.readString(directory().log()).contains("another try follows"));
        signal("-CONT", slow);

        await().until(() -> serverPid().filter(now -> now != server.pid()).isPresent());
        await().ignoreExceptionsInstanceOf(CannotGetJdbcConnectionException.class)
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .until(() -> sql().sql("select answer from kept")
                                .query(Integer.class)
                                .single()
                        == 42);
    }

    private static void signal(String signal, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor())
                .isZero();
    }

    @Test
    void after_a_killed_start_the_next_start_works() throws Exception {
        Process killed = command();
        await().until(() ->
                processesWith("initdb --pgdata=" + directory().root()).size() == 1);
        killed.destroyForcibly().waitFor();
        keepers().forEach(ProcessHandle::destroyForcibly);

        portOf(command());
        try (var files = Files.list(directory().root())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("data")))
                    .containsExactly("data");
        }
        assertThat(sql().sql("select current_database()").query(String.class).single())
                .isEqualTo("period_close");
    }

    @Test
    void the_server_needs_the_password_and_only_the_user_can_read_it() throws Exception {
        startedBefore();
        int port = portOf(command());
        assertThatThrownBy(() -> DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/period_close", "period_close", "guess"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory().root())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory().password())))
                .isEqualTo("rw-------");
        assertThat(sql().sql("show fsync").query(String.class).single()).isEqualTo("on");
        assertThat(sql().sql("show synchronous_commit").query(String.class).single())
                .isEqualTo("on");
    }

    @Test
    void data_of_another_version_is_refused() throws IOException {
        Files.createDirectories(directory().data());
        Files.writeString(directory().data().resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedServer.in(directory().root()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.first())
                                .hasToString(
                                        "WRONG_CONFIGURATION  \"" + directory().data()
                                                + "\" was made by PostgreSQL 17, the embedded PostgreSQL is 18: move the directory away, or load a dump"
                                                + " of it into a server of your own and give that in SPRING_DATASOURCE_URL"));
    }

    @Test
    void a_server_that_does_not_start_says_why() throws Exception {
        startedBefore();
        Files.delete(directory().data().resolve("global").resolve("pg_control"));
        assertThatThrownBy(() -> EmbeddedServer.in(directory().root()))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.first().code()).isEqualTo(FaultCode.DATABASE_UNREACHABLE);
                    assertThat(refused.first().message())
                            .startsWith("the embedded database did not start: ")
                            .contains("pg_control")
                            .endsWith("PostgreSQL stopped while it was starting");
                    assertThat(refused.first().remedy())
                            .startsWith("read \"" + directory().log() + "\"");
                });
    }

    @Test
    void a_directory_that_is_none_is_refused() throws IOException {
        Files.writeString(working.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedServer.in(working.resolve("file").resolve("sub")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.first().code()).isEqualTo(FaultCode.WRONG_CONFIGURATION));
    }

    private ServerDirectory directory() {
        return new ServerDirectory(working.resolve(".period-close"));
    }

    private Process command() throws IOException {
        Process process = new ProcessBuilder(
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        UsesTheServer.class.getName(),
                        directory().root().toString())
                .redirectError(Redirect.appendTo(working.resolve("commands.log").toFile()))
                .redirectInput(new File("/dev/null"))
                .start();
        started.add(process);
        return process;
    }

    @SuppressWarnings("resource") // the stream ends with the process
    private int portOf(Process command) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(command.getInputStream(), UTF_8));
        String line = said.readLine();
        while (line != null && !line.startsWith(UsesTheServer.PORT)) {
            line = said.readLine();
        }
        assertThat(line)
                .as(() -> "the command says: " + text(working.resolve("commands.log"))
                        + text(directory().log()))
                .isNotNull();
        return Integer.parseInt(line.substring(UsesTheServer.PORT.length()));
    }

    /** As a terminal does: the signal goes to the command and to all that it started. */
    private static void interrupt(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, "--", "-" + process.pid())
                .start()
                .waitFor();
        assertThat(process.waitFor(Patience.MINUTES, TimeUnit.MINUTES)).isTrue();
    }

    private JdbcClient sql() throws IOException {
        ServerLogin login = directory().login().orElseThrow();
        return JdbcClient.create(new DriverManagerDataSource(login.jdbcUrl(), login.user(), login.password()));
    }

    private void sql(String statement) throws IOException, SQLException {
        ServerLogin login = directory().login().orElseThrow();
        try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                var executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private List<ProcessHandle> keepers() {
        return processesWith(EmbeddedServerKeeper.ARGUMENT + " " + directory().root());
    }

    /** The whole command line; ProcessHandle knows only its first page. */
    private static List<ProcessHandle> processesWith(String words) {
        return ProcessHandle.allProcesses()
                .filter(process -> text(Path.of("/proc/" + process.pid() + "/cmdline"))
                        .replace('\0', ' ')
                        .contains(words))
                .toList();
    }

    private Optional<Long> serverPid() throws IOException {
        Path file = directory().postmasterPid();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream().findFirst().map(Long::valueOf);
    }

    private void serverIsGone() {
        await().until(() -> keepers().isEmpty()
                && !Files.exists(directory().postmasterPid())
                && processesWith(directory().data().toString()).isEmpty());
        for (Path lock : List.of(
                directory().inUseLock(), directory().startLock(), directory().keeperLock())) {
            if (Files.exists(lock)) {
                try (FileChannel channel = directory().openLock(lock);
                        FileLock free = channel.tryLock()) {
                    assertThat(free).as(lock.toString()).isNotNull();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** Empty if there is no such file, or no such process any more. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
