package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.periodclose.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Ended;
import org.periodclose.Jar;
import org.periodclose.cli.InProcess;
import org.periodclose.embedded.KillableServer;

/** The password of the database, with a mark in it that is looked for wherever the program writes. */
class PasswordIT {
    private static final String MARK = "m4rk3d";
    private static final String PASSWORD = "a-" + MARK + "-password";
    private static final String USER = "nightly";

    private static KillableServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = new KillableServer(directory);
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + USER + " login password '" + PASSWORD + "'");
            statement.execute("create database erp owner " + USER);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void a_whole_night_writes_it_nowhere() throws Exception {
        Jar jar = new Jar(at(server.url("erp"), PASSWORD));
        assertUnmarked(jar.run("import", Path.of("db/demo").toAbsolutePath().toString(), "--verbose"), 0);
        List<String> commandLines = new ArrayList<>();
        CompletableFuture<Ended> post = CompletableFuture.supplyAsync(() ->
                jar.run("post", "--company", "AWC", "--posting-date", "2025-10-31", "--verbose", "--output", "json"));
        await().until(() -> {
            commandLines.addAll(commandLines());
            return post.isDone();
        });
        assertUnmarked(post.get(), 0);
        assertThat(commandLines)
                .anyMatch(line -> line.contains("period-close.jar"))
                .noneMatch(line -> line.contains(MARK));
        assertUnmarked(jar.run("runs"), 0);

        // As environment variables are by no means the only way.
        Jar inAddress =
                new Jar(Map.of("SPRING_DATASOURCE_URL", server.url("erp") + "?user=" + USER + "&password=" + PASSWORD));
        assertUnmarked(inAddress.run("runs", "--verbose"), 0);
        assertUnmarked(inAddress.run("post", "--company", "XX", "--verbose", "--log-format", "ecs"), 4);

        assertThat(everyTextOfTheDatabase()).contains("AWC-2025-10").doesNotContain(MARK);
    }

    @Test
    void an_address_or_a_password_that_is_wrong_is_told_without_it() {
        String good = server.url("erp");
        for (String address : List.of(
                good,
                good + "?password=" + PASSWORD + "2",
                good.replaceFirst("//[^/]*", "//127.0.0.1:1"),
                good.replaceFirst("//[^/]*", "//127.0.0.1:1") + "?user=" + USER + "&password=" + PASSWORD,
                good.replaceFirst("/erp", "/none") + "?password=" + PASSWORD,
                good.replaceFirst("//", "//" + USER + ":" + PASSWORD + "@"),
                "jdbc:postgresql://" + USER + ":" + PASSWORD + "@db/pc",
                "jdbc:postgresql://db?user=" + USER + "&password=" + PASSWORD,
                "jdbc:postgresql://db/pc&password=" + PASSWORD,
                "jdbc:postgresql://db:99999/pc?password=" + PASSWORD,
                "jdbc:postgresql://db/pc?service=none&password=" + PASSWORD,
                "jdbc:postgresql://db/pc?password=" + PASSWORD + "%zz",
                "jdbc:postgresql://db/pc?password=" + PASSWORD + "${x}",
                "postgresql://" + USER + ":" + PASSWORD + "@db/pc")) {
            new InProcess(at(address, PASSWORD + "${x}"))
                    .with("spring.datasource.hikari.connection-timeout", "1000")
                    .runAll(List.of(List.of("journals"), List.of("journals", "--verbose")))
                    .forEach(result -> {
                        assertUnmarked(result, 8);
                        if (!result.command().contains("--verbose")) {
                            assertThat(result.err().lines())
                                    .as("told once, without a stack trace")
                                    .hasSize(1);
                        }
                    });
        }
    }

    @Test
    void the_passwords_of_a_list_of_databases_are_used_and_written_nowhere(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("right"), PASSWORD + "\n");
        Files.writeString(folder.resolve("wrong"), PASSWORD + "2${x}\n");
        String good = server.url("erp");
        assertUnmarked(listed(folder, good, "right", Map.of()).line("journals --verbose"), 0);
        assertUnmarked(listed(folder, good, "", at("unused", PASSWORD)).line("journals --verbose"), 0);
        String none = good.replaceFirst("//[^/]*", "//127.0.0.1:1") + "?password=" + PASSWORD;
        for (InProcess wrong : List.of(
                listed(folder, good, "wrong", Map.of()), listed(folder, none, "right", at("unused", PASSWORD)))) {
            assertUnmarked(wrong.line("journals"), 8);
            assertUnmarked(wrong.line("journals --verbose --output json"), 8);
        }
        for (String address : List.of(
                good.replaceFirst("//", "//" + USER + ":" + PASSWORD + "@"),
                "jdbc:postgresql://db/pc?password=" + PASSWORD + "%zz",
                "postgresql://" + USER + ":" + PASSWORD + "@db/pc")) {
            assertUnmarked(listed(folder, address, "right", Map.of()).line("journals --verbose --output json"), 4);
        }
    }

    private static InProcess listed(Path folder, String address, String passwordFile, Map<String, String> settings)
            throws IOException {
        Path list = Files.writeString(
                Files.createTempFile(folder, "list", ".csv"),
                "name,url,username,password_file\nerp,\"" + address + "\"," + USER + "," + passwordFile + "\n");
        return new InProcess(settings).with("PERIOD_CLOSE_DATABASES", list.toString());
    }

    private static Map<String, String> at(String address, String password) {
        return Map.of(
                "SPRING_DATASOURCE_URL", address,
                "SPRING_DATASOURCE_USERNAME", USER,
                "SPRING_DATASOURCE_PASSWORD", password);
    }

    private static void assertUnmarked(Ended result, int exit) {
        result.exited(exit);
        assertThat(result.out()).as(result.command() + ", standard output").doesNotContain(MARK);
        assertThat(result.err()).as(result.command() + ", standard error").doesNotContain(MARK);
    }

    /** Of this process's children, as everybody on the machine sees them. */
    private static List<String> commandLines() {
        return ProcessHandle.current()
                .descendants()
                .map(child -> Path.of("/proc", Long.toString(child.pid()), "cmdline"))
                .map(PasswordIT::text)
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    /** All rows of all tables that the program writes, Spring Batch's among them. */
    private static String everyTextOfTheDatabase() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = server.connect("erp");
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    select format('%I.%I', table_schema, table_name)
                      from information_schema.tables
                     where table_schema in ('period_close', 'batch') and table_type = 'BASE TABLE'
                    """)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            assertThat(tables).contains("batch.batch_job_execution_params", "period_close.posting_run");
            for (String table : tables) {
                try (ResultSet row =
                        statement.executeQuery("select string_agg(t::text, chr(10)) from " + table + " t")) {
                    row.next();
                    all.append(row.getString(1)).append('\n');
                }
            }
        }
        return all.toString();
    }
}
