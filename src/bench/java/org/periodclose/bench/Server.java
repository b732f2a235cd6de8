package org.periodclose.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.periodclose.database.Schema;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL server for the time of a benchmark, with the settings that PostgreSQL comes with; above all, fully durable. */
final class Server implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Processor processor;

    private Server(EmbeddedPostgres server, Path directory) {
        this.server = server;
        this.processor = new Processor(directory);
    }

    static Server start() throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench-");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(true)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100");
        if (Boolean.getBoolean("bench.profile")) {
            builder.setServerConfig("shared_preload_libraries", "pg_stat_statements,auto_explain")
                    .setServerConfig("pg_stat_statements.track_planning", "on")
                    .setServerConfig("auto_explain.log_min_duration", "300ms")
                    .setServerConfig("auto_explain.log_analyze", "on")
                    .setServerConfig("auto_explain.log_timing", "off")
                    .setServerConfig("auto_explain.log_buffers", "on")
                    .setServerConfig("logging_collector", "on")
                    .setServerConfig(
                            "log_directory",
                            directory
                                    .resolveSibling("bench-log")
                                    .toAbsolutePath()
                                    .toString())
                    .setServerConfig("log_filename", "plans.log");
        }
        Server started = new Server(builder.start(), directory);
        started.requireDurable();
        return started;
    }

    Processor processor() {
        return processor;
    }

    private void requireDurable() {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            if (!"on".equals(setting(setting))) {
                throw new IllegalStateException(setting + " is off: a time without durability is no time");
            }
        }
    }

    String setting(String name) {
        return admin().sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }

    /** A connection's worth of SQL on one database, schema period_close first in the path. */
    PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url(database));
        dataSource.setCurrentSchema(Schema.NAME);
        return dataSource;
    }

    JdbcClient jdbc(String database) {
        return JdbcClient.create(dataSource(database));
    }

    String url(String database) {
        return server.getJdbcUrl("postgres", database);
    }

    void create(String database) {
        admin().sql("create database " + database).update();
    }

    /** The same files under another name: every contender finds exactly the same database. */
    void copy(String from, String to) {
        admin().sql("create database " + to + " template " + from + " strategy file_copy")
                .update();
    }

    void drop(String database) {
        admin().sql("drop database " + database + " with (force)").update();
    }

    /** So that nobody pays for what was written before. */
    void checkpoint() {
        admin().sql("checkpoint").update();
    }

    private JdbcClient admin() {
        return JdbcClient.create(server.getPostgresDatabase());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
