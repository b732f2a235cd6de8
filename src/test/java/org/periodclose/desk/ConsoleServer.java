package org.periodclose.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.periodclose.database.Schema;
import org.periodclose.embedded.KillableServer;
import org.periodclose.run.SmallCompany;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server as an administrator sets it up for the console: it checks passwords, an owner who is no superuser migrates, and the console has a login. */
public final class ConsoleServer {
    public static final String PASSWORD = "correct horse battery";
    static final String CONSOLE_PASSWORD = "only the console knows";

    private final KillableServer server;
    private final Path log;

    public ConsoleServer(Path directory) throws Exception {
        server = new KillableServer(directory);
        log = directory.resolve("log");
        Files.createDirectory(log);
        try (Connection administrator = server.connect("postgres");
                Statement statement = administrator.createStatement()) {
            statement.execute("create database erp");
            statement.execute("create role ledger_owner login createrole password '" + PASSWORD + "'");
            statement.execute("grant create on database erp to ledger_owner");
            statement.execute("alter system set log_statement = 'all'");
            statement.execute("alter system set log_min_messages = 'debug1'");
            statement.execute("alter system set logging_collector = on");
            statement.execute("alter system set log_directory = '" + log + "'");
        }
        server.start();
        Schema.migrateWithRoles(dataSource("ledger_owner", PASSWORD));
        try (Connection administrator = server.connect("postgres");
                Statement statement = administrator.createStatement()) {
            statement.execute("create role period_close_console login noinherit password '" + CONSOLE_PASSWORD
                    + "' in role period_close_consoles");
        }
        SmallCompany.into(as("ledger_owner"));
    }

    Map<String, Object> settings(String user, String password) {
        return Map.of(
                "spring.datasource.url",
                server.url("erp"),
                "spring.datasource.username",
                user,
                "spring.datasource.password",
                password);
    }

    /** For a console in a process or a test of its own. */
    public Map<String, Object> consoleSettings() {
        return settings("period_close_console", CONSOLE_PASSWORD);
    }

    public ConsoleUsers asOwner() {
        return ConsoleUsers.open(settings("ledger_owner", PASSWORD));
    }

    public ConsoleUsers asConsole() {
        return ConsoleUsers.open(settings("period_close_console", CONSOLE_PASSWORD));
    }

    DataSource dataSource(String user, String password) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.url("erp"));
        dataSource.setUser(user);
        dataSource.setPassword(password);
        dataSource.setCurrentSchema(Schema.NAME);
        return dataSource;
    }

    /** By a login of its own. */
    public JdbcClient as(String user) {
        return JdbcClient.create(dataSource(user, PASSWORD));
    }

    public Connection connect(String user) throws SQLException {
        return dataSource(user, PASSWORD).getConnection();
    }

    JdbcClient asSuperuser() {
        return JdbcClient.create(dataSource(server.user(), server.password()));
    }

    /** A session of the console, which nobody has told what to do. */
    Connection console() throws SQLException {
        return DriverManager.getConnection(
                server.url("erp") + "?currentSchema=" + Schema.NAME, "period_close_console", CONSOLE_PASSWORD);
    }

    /** Everything that the server has logged. */
    public String log() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(log)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    public void close() throws IOException, InterruptedException {
        server.close();
    }
}
