package org.periodclose.hammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import liquibase.exception.LiquibaseException;
import org.periodclose.Patience;
import org.periodclose.database.Schema;
import org.periodclose.embedded.KillableServer;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A server, a loaded template, the program, and the evidence of a run that nobody disturbed. */
final class Rig {
    private static final String EMPTY = "empty_template_of_the_hammer";
    private static final String TEMPLATE = "template_of_the_hammer";
    private static final String POSTED = "posted_template_of_the_hammer";
    private static final String CLOSED = "closed_template_of_the_hammer";
    private static final String CLOSED_TWICE = "twice_closed_template_of_the_hammer";
    private static final String PROPOSED = "proposed_template_of_the_hammer";

    private static final String ON_HAND = "O";

    /**
     * What a command is to do to a database.
     *
     * @param template the database to begin with
     * @param runs a condition that holds of the run that it makes, and of no other
     * @param doneWith its exit code
     */
    private record Work(String template, String runs, int doneWith, List<String> command) {}

    private static final Work POST = new Work(
            TEMPLATE,
            "type = 'TRANSACTION_ADJUSTMENT'",
            3,
            List.of(
                    "post",
                    "--company",
                    BigCompany.COMPANY,
                    "--journal",
                    BigCompany.JOURNAL,
                    "--posting-date",
                    "2025-12-31",
                    "--specification",
                    "item-number",
                    "--skip-invalid",
                    "--quiet",
                    "--output",
                    "json"));
    private static final Work CANCEL = new Work(
            POSTED,
            "type = 'CANCELLATION'",
            0,
            List.of("cancel", "--run", "1", "--note", "hammered", "--quiet", "--output", "json"));

    private static final Work CLOSE = new Work(
            CLOSED,
            "type = 'CLOSE' and posting_date = '" + BigStock.SECOND_CLOSE + "'",
            0,
            List.of(
                    "close",
                    "--company",
                    BigCompany.COMPANY,
                    "--date",
                    BigStock.SECOND_CLOSE,
                    "--quiet",
                    "--output",
                    "json"));
    private static final Work RECALCULATE = new Work(
            CLOSED,
            "type = 'RECALCULATION'",
            0,
            List.of(
                    "recalculate",
                    "--company",
                    BigCompany.COMPANY,
                    "--date",
                    BigStock.SECOND_CLOSE,
                    "--quiet",
                    "--output",
                    "json"));

    private static final Work REVALUE = new Work(
            CLOSED_TWICE,
            "type = 'REVALUATION'",
            0,
            List.of(
                    "revalue",
                    "--company",
                    BigCompany.COMPANY,
                    "--date",
                    BigStock.AFTER_THE_CLOSES,
                    "--item-cost-price",
                    "--quiet",
                    "--output",
                    "json"));
    private static final Work CONVERT = new Work(
            CLOSED_TWICE,
            "type = 'STANDARD_COST_CONVERSION'",
            0,
            Stream.concat(
                            Stream.of(
                                    "convert",
                                    "--company",
                                    BigCompany.COMPANY,
                                    "--date",
                                    BigStock.AFTER_THE_CLOSES,
                                    "--item-cost-price",
                                    "--quiet",
                                    "--output",
                                    "json"),
                            itemsWithStock())
                    .toList());
    private static final Work ADJUST_ON_HAND = new Work(
            PROPOSED,
            "journal_id is not null",
            0,
            List.of("post", "--company", BigCompany.COMPANY, "--journal", ON_HAND, "--quiet", "--output", "json"));

    private static Stream<String> itemsWithStock() {
        return IntStream.rangeClosed(1, BigStock.WITH_STOCK).boxed().flatMap(item -> Stream.of("--item", "I" + item));
    }

    /** What a work comes to that nobody disturbs, and how long it takes. */
    private record Undisturbed(List<String> evidence, Duration time) {}

    final KillableServer server;
    final ShippedProgram program;
    final Duration startUp;
    private final Map<Work, Undisturbed> undisturbed = new HashMap<>();
    private final int lines;
    private int databases;

    Rig(Path directory, int lines) throws IOException, InterruptedException, SQLException, LiquibaseException {
        server = new KillableServer(directory.resolve("server"));
        createDatabase(EMPTY, "template1", "");
        Schema.migrate(new DriverManagerDataSource(server.url(EMPTY), server.user(), server.password()));
        createDatabase(TEMPLATE, EMPTY, "");
        try (Connection connection = server.connect(TEMPLATE)) {
            BigCompany.load(connection, lines);
            BigCompany.export(connection, directory.resolve("files"));
        }
        program = new ShippedProgram(server, directory.resolve("program"));
        this.lines = lines;
        Site reference = site();
        startUp = keep(POST, reference);
        createDatabase(POSTED, reference.database(), "");
        reference.drop();
        System.out.printf(
                "hammer: %d lines, start-up %d ms, work %d ms%n",
                lines,
                startUp.toMillis(),
                Objects.requireNonNull(undisturbed.get(POST)).time().toMillis());
    }

    /** Does a work and keeps what it comes to; gives the time until it began. */
    private Duration keep(Work work, Site reference) throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        ShippedProgram.Command command = reference.work();
        reference.awaitLock(command);
        long locked = System.nanoTime();
        assertThat(command.exitCode()).as(command.said()).isEqualTo(work.doneWith());
        Duration time = Duration.ofNanos(System.nanoTime() - locked);
        try (Connection connection = reference.connect()) {
            undisturbed.put(work, new Undisturbed(Evidence.of(connection), time));
        }
        return Duration.ofNanos(locked - start);
    }

    /** A fresh copy of the template: a journal to post. */
    Site site() throws SQLException {
        return site(POST, TEMPLATE, "");
    }

    /** A run that is posted, to be taken back. */
    Site postedSite() throws IOException, InterruptedException, SQLException {
        return undisturbedSite(CANCEL, "");
    }

    /** Stock whose first month is closed, with a second one to close. */
    Site closeSite(String options) throws IOException, InterruptedException, SQLException {
        closeTheFirstMonth();
        return undisturbedSite(CLOSE, options);
    }

    /** The same stock, to be recalculated. */
    Site recalculationSite(String options) throws IOException, InterruptedException, SQLException {
        closeTheFirstMonth();
        return undisturbedSite(RECALCULATE, options);
    }

    /** Stock that the ERP values, after the closes. */
    Site revaluationSite() throws IOException, InterruptedException, SQLException {
        closeBothMonths();
        return undisturbedSite(REVALUE, "");
    }

    /** Stock that the closes left, to be converted to standard cost. */
    Site conversionSite() throws IOException, InterruptedException, SQLException {
        closeBothMonths();
        return undisturbedSite(CONVERT, "");
    }

    /** The same stock, to be worth a little more. */
    Site onHandSite() throws IOException, InterruptedException, SQLException {
        closeBothMonths();
        if (!undisturbed.containsKey(ADJUST_ON_HAND)) {
            createDatabase(PROPOSED, CLOSED_TWICE, "");
            List<String> command = new ArrayList<>(List.of("adjust", "--company", BigCompany.COMPANY));
            command.addAll(
                    List.of("--journal", ON_HAND, "--on-hand", "--method", "percent", "--percent", "3", "--quiet"));
            command.addAll(itemsWithStock().toList());
            ShippedProgram.Command proposal = program.start(PROPOSED, command.toArray(String[]::new));
            assertThat(proposal.exitCode()).as(proposal.said()).isZero();
        }
        return undisturbedSite(ADJUST_ON_HAND, "");
    }

    private void closeTheFirstMonth() throws IOException, InterruptedException, SQLException {
        if (!undisturbed.containsKey(CLOSE) && !undisturbed.containsKey(RECALCULATE)) {
            createDatabase(CLOSED, EMPTY, "");
            try (Connection connection = server.connect(CLOSED)) {
                BigStock.load(connection, 2 * lines);
            }
            ShippedProgram.Command first = program.start(
                    CLOSED, "close", "--company", BigCompany.COMPANY, "--date", BigStock.FIRST_CLOSE, "--quiet");
            assertThat(first.exitCode()).as(first.said()).isZero();
        }
    }

    private void closeBothMonths() throws IOException, InterruptedException, SQLException {
        if (!undisturbed.containsKey(CLOSE)) {
            closeSite("").drop();
        }
    }

    private Site undisturbedSite(Work work, String options) throws IOException, InterruptedException, SQLException {
        if (!undisturbed.containsKey(work)) {
            Site reference = site(work, work.template(), "");
            keep(work, reference);
            if (work.equals(CLOSE)) {
                createDatabase(CLOSED_TWICE, reference.database(), "");
            }
            reference.drop();
        }
        return site(work, work.template(), options);
    }

    /** With nothing but the schema. */
    Site emptySite() throws SQLException {
        return site(POST, EMPTY, "");
    }

    /** A fresh copy of the template on a disk of its own. */
    Site siteOn(SmallDisk disk) throws SQLException {
        return site(POST, TEMPLATE, "tablespace " + disk.tablespace());
    }

    private Site site(Work work, String template, String options) throws SQLException {
        String name = "site_" + ++databases;
        createDatabase(name, template, options);
        return new Site(name, work);
    }

    long bytesOfTheTemplate() throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_database_size('" + TEMPLATE + "')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void createDatabase(String name, String template, String options) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template + " strategy file_copy " + options);
        }
    }

    void close() throws IOException, InterruptedException {
        server.close();
    }

    /** One database under attack. */
    final class Site {
        private final String database;
        private final Work work;
        private int threads = 2;
        private int chunk = 500;
        private final List<String> told = new ArrayList<>();
        private long done;

        private Site(String database, Work work) {
            this.database = database;
            this.work = work;
        }

        String database() {
            return database;
        }

        /** The exit code of its work, done for the first time. */
        int doneWith() {
            return work.doneWith();
        }

        private Duration time() {
            return Objects.requireNonNull(undisturbed.get(work)).time();
        }

        Connection connect() throws SQLException {
            return server.connect(database);
        }

        /** Into at most so many partitions it is divided, a component into none; what it comes to is the same. */
        Site divided(int threads, int chunk) {
            this.threads = threads;
            this.chunk = chunk;
            return this;
        }

        /** Starts the command that does, or goes on with, the work of this site. */
        ShippedProgram.Command work() throws IOException {
            return program.start(database, threads, chunk, work.command().toArray(String[]::new));
        }

        /** The same, spread over workers. */
        ShippedProgram.Command workWithOthers() throws IOException {
            List<String> command = new ArrayList<>(work.command());
            command.add("--workers");
            return program.start(database, threads, chunk, command.toArray(String[]::new));
        }

        ShippedProgram.Command run(String... arguments) throws IOException {
            return program.start(database, arguments);
        }

        /** Waits until the command holds the lock of its company, or has ended. */
        void awaitLock(ShippedProgram.Command command) throws SQLException, InterruptedException {
            await(command, Duration.ofMinutes(Patience.MINUTES), false);
        }

        /** Has it done more than at the last blow, and a part of a component? */
        boolean isFurtherWithinAComponent(Statement statement) throws SQLException {
            try (ResultSet row = statement.executeQuery(
                    "select bool_or(state is not null), sum(lines_done) from run_partition where run_id in (select id from posting_run where "
                            + work.runs() + ")")) {
                row.next();
                return row.getBoolean(1) && row.getLong(2) > done;
            }
        }

        /** Waits until a part of the lines is settled. */
        void awaitSomeChunks(ShippedProgram.Command command) throws SQLException, InterruptedException {
            try (Connection connection = connect()) {
                while (command.runs()
                        && Evidence.glance(connection, work.runs()).done() == 0) {
                    Thread.sleep(3);
                }
            }
        }

        long linesImported() throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from adjustment")) {
                row.next();
                return row.getLong(1);
            }
        }

        /** A fingerprint of the lines of a journal; empty: there is no such journal, or it has none. */
        String linesOf(String journal) throws SQLException {
            try (Connection connection = connect();
                    PreparedStatement statement = connection.prepareStatement("""
                            select coalesce(count(*) || ' ' || md5(string_agg(concat_ws('|', a.inventory_transaction_id, a.amount),
                                            e'\\n' order by a.inventory_transaction_id)), '')
                              from adjustment a
                              join adjustment_journal j on j.id = a.journal_id
                             where j.journal = ?
                            """)) {
                statement.setString(1, journal);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        }

        /** Waits for an instant that chance chooses: at the start, at once after the lock, at work, or just before the end. */
        void awaitAnInstant(ShippedProgram.Command command, Random random) throws SQLException, InterruptedException {
            int kind = random.nextInt(10);
            if (kind == 0) {
                Thread.sleep((long) (startUp.toMillis() * random.nextDouble()));
                return;
            }
            await(command, Duration.ofMinutes(Patience.MINUTES), kind >= 8);
            Thread.sleep((long) (random.nextDouble() * (kind <= 3 ? 30 : kind >= 8 ? 300 : time().toMillis() / 2.0)));
        }

        private void await(ShippedProgram.Command command, Duration patience, boolean untilAllIsSettled)
                throws SQLException, InterruptedException {
            long end = System.nanoTime() + patience.toNanos();
            try (Connection connection = connect()) {
                while (command.runs() && System.nanoTime() < end) {
                    Evidence.Position position = Evidence.glance(connection, work.runs());
                    if (position.locked()
                            && (!untilAllIsSettled
                                    || (position.planned() > 0 && position.done() == position.planned()))) {
                        return;
                    }
                    Thread.sleep(3);
                }
            }
        }

        /**
         * A checkpoint does not wait for the disk: when the server crashes, the last moments of progress may be gone, whole and all together. The
         * posting waits.
         */
        void serverCrashed() {
            done = 0;
        }

        /** After each blow: nothing half is seen, and nothing that was done is undone. */
        boolean isPostedAfter(ShippedProgram.Command command, String blow) throws SQLException {
            told.add(blow + ": " + command.said());
            try (Connection connection = connect()) {
                Evidence.Position position = Evidence.nothingHalfIsSeen(connection, work.runs());
                assertThat(position.done())
                        .as("a chunk that was done stays done")
                        .isGreaterThanOrEqualTo(done);
                done = position.done();
                return position.posted();
            }
        }

        /** The end of every story. */
        void hasTheSameBytes() throws SQLException {
            try (Connection connection = connect()) {
                assertThat(Evidence.of(connection))
                        .as(() -> database + "\n" + String.join("\n", told))
                        .isEqualTo(Objects.requireNonNull(undisturbed.get(work)).evidence());
            }
            drop();
        }

        void drop() throws SQLException {
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("drop database " + database + " with (force)");
            }
        }
    }
}
