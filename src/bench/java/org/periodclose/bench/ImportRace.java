package org.periodclose.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.periodclose.database.Schema;
import org.periodclose.intake.ImportSource;
import org.periodclose.intake.Importer;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The import of inventory transactions beside a bare {@code COPY} of the same file into a table with the same keys, which checks nothing and
 * resolves nothing.
 */
final class ImportRace {
    private static final String IMPORT = "period-close import";
    private static final String COPY = "bare copy";
    private static final String FILE = "inventory_transactions.csv";

    private final Server server;
    private final Workload workload;

    private ImportRace(Server server, Workload workload) {
        this.server = server;
        this.workload = workload;
    }

    static List<Race.Times> run(Server server, Workload workload, int repetitions) throws Exception {
        return new ImportRace(server, workload).repeat(repetitions);
    }

    private List<Race.Times> repeat(int repetitions) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target"), "import-");
        try {
            writeFile(directory.resolve(FILE));
            Map<String, Race.Times> times = new LinkedHashMap<>();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                once(times, IMPORT, () -> importFrom(directory));
                once(times, COPY, () -> copy(directory.resolve(FILE)));
            }
            return new ArrayList<>(times.values());
        } finally {
            Files.deleteIfExists(directory.resolve(FILE));
            Files.delete(directory);
        }
    }

    private void writeFile(Path file) throws IOException, SQLException {
        server.create("source");
        try {
            Databases.migrate(server.dataSource("source"));
            workload.generate(server.dataSource("source"));
            try (Connection connection = server.dataSource("source").getConnection();
                    OutputStream out = Files.newOutputStream(file)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                        copy (select 'BENCH' as company, t.transaction_id, i.item_number, t.kind, t.quantity, t.physical_date, t.financial_date,
                                     t.cost_amount, t.reporting_cost_amount, t.open::text, t.site, t.warehouse, t.batch_number, t.serial_number,
                                     t.inventory_account, t.offset_account
                                from inventory_transaction t
                                join item i on i.id = t.item_id
                               order by t.id)
                        to stdout (format csv, header)
                        """, out);
            }
        } finally {
            server.drop("source");
        }
    }

    /** A database with the set-up and without a transaction. */
    private void once(Map<String, Race.Times> times, String name, Callable<Long> work) throws Exception {
        server.create("race");
        try {
            Databases.migrate(server.dataSource("race"));
            workload.setUp(server.jdbc("race"));
            server.checkpoint();
            JdbcClient jdbc = server.jdbc("race");
            Profile.begin(jdbc);
            String walBefore = Race.wal(jdbc);
            double clientBefore = server.processor().clientSeconds();
            double serverBefore = server.processor().serverSeconds();
            long start = System.nanoTime();
            long rows = work.call();
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
            if (rows != workload.transactions()) {
                throw new IllegalStateException("no time counts: " + name + " has brought " + rows + " rows");
            }
            Race.Times mine = times.computeIfAbsent(name, Race.Times::new);
            mine.seconds().add(seconds);
            mine.clientCpu().add(server.processor().clientSeconds() - clientBefore);
            mine.serverCpu().add(server.processor().serverSeconds() - serverBefore);
            mine.walBytes().add(Race.walSince(jdbc, walBefore));
            Profile.print(jdbc);
            System.err.printf("%-28s %9.2f s%n", name, seconds);
        } finally {
            server.drop("race");
        }
    }

    private long importFrom(Path directory) {
        try (SingleConnectionDataSource session =
                new SingleConnectionDataSource(server.url("race") + "&currentSchema=" + Schema.NAME, true)) {
            new Importer(session, new JdbcTransactionManager(session)).importFrom(ImportSource.directory(directory));
            return JdbcClient.create(session)
                    .sql("select count(*) from inventory_transaction")
                    .query(Long.class)
                    .single();
        }
    }

    private long copy(Path file) throws IOException, SQLException {
        PGSimpleDataSource dataSource = server.dataSource("race");
        JdbcClient.create(dataSource).sql("""
                create table bare (
                    id                    bigint generated always as identity primary key,
                    company               text collate "C" not null,
                    transaction_id        text collate "C" not null,
                    item_number           text collate "C" not null,
                    kind                  text not null,
                    quantity              numeric not null,
                    physical_date         date,
                    financial_date        date,
                    cost_amount           numeric not null,
                    reporting_cost_amount numeric,
                    open                  boolean not null,
                    site                  text collate "C",
                    warehouse             text collate "C",
                    batch_number          text collate "C",
                    serial_number         text collate "C",
                    inventory_account     text collate "C",
                    offset_account        text collate "C",
                    unique (company, transaction_id))
                """).update();
        try (Connection connection = dataSource.getConnection();
                InputStream in = Files.newInputStream(file)) {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                    copy bare (company, transaction_id, item_number, kind, quantity, physical_date, financial_date, cost_amount,
                               reporting_cost_amount, open, site, warehouse, batch_number, serial_number, inventory_account, offset_account)
                    from stdin (format csv, header)
                    """, in);
        }
    }
}
