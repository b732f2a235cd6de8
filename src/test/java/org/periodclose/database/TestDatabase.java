package org.periodclose.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import org.periodclose.Patience;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/** Real PostgreSQL for tests: one server for each test JVM, one migrated template, a fresh clone of it in a tenth of a second. */
public final class TestDatabase {
    private static final AtomicInteger CLONES = new AtomicInteger();

    /** Held, for a logger that nobody holds forgets its level. */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    private TestDatabase() {}

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            LIQUIBASE.setLevel(Level.WARNING);
            ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("io.zonky"))
                    .setLevel(ch.qos.logback.classic.Level.WARN);
            Redirect log = Redirect.appendTo(new File("target", "test-database.log"));
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setOutputRedirector(log)
                        .setErrorRedirector(log)
                        .setPGStartupWait(Duration.ofMinutes(Patience.MINUTES))
                        .start();
                try (Connection connection = server.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create database template_period_close");
                }
                Schema.migrate(server.getDatabase("postgres", "template_period_close"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException | LiquibaseException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The JDBC address of a new, migrated, empty database; user postgres, no password. */
    public static String freshUrl() {
        return create("template template_period_close strategy file_copy");
    }

    /** The JDBC address of a new database without anything in it; user postgres, no password. */
    public static String emptyUrl() {
        return create("template template0");
    }

    private static String create(String how) {
        String name = "test_" + CLONES.incrementAndGet();
        try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " " + how);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.INSTANCE.getJdbcUrl("postgres", name);
    }

    /** A data source on a new, migrated, empty database. */
    public static DataSource fresh() {
        return dataSource(freshUrl());
    }

    public static DataSource dataSource(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setCurrentSchema(Schema.NAME);
        return dataSource;
    }
}
