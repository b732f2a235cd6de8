package org.periodclose.hammer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Patience;
import org.periodclose.embedded.IgnoredSignals;
import org.periodclose.hammer.Rig.Site;
import org.periodclose.hammer.ShippedProgram.Command;

/**
 * Kills everything at random instants; the same command again must end in the same bytes as a run that nobody disturbed. {@code -Dkills=200}
 * says how many blows of each kind, {@code -Dlines=100000} how long the journal is, {@code -Dseed=N} repeats a night.
 */
class HammerIT {
    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final int LINES = Integer.getInteger("lines", 5_000);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());

    private static Path directory = Path.of("");
    private static Rig rig;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void load(@TempDir(cleanup = CleanupMode.ALWAYS) Path directory) throws Exception {
        System.out.println("hammer: repeat with -Dseed=" + SEED + " -Dkills=" + KILLS + " -Dlines=" + LINES);
        HammerIT.directory = directory;
        rig = new Rig(directory, LINES);
    }

    @AfterAll
    static void close() throws Exception {
        rig.close();
    }

    /** Goes on killing and starting again until the journal is posted or there were enough blows; counts the blows. */
    @FunctionalInterface
    private interface Blow {
        /** Strikes a command at work; says how often. */
        int strike(Site site, Command command) throws Exception;
    }

    private void hammer(String kind, Blow blow, Integer... exitCodesOfTheStruck) throws Exception {
        hammer(kind, rig::site, blow, exitCodesOfTheStruck);
    }

    private void hammer(String kind, Callable<Site> ground, Blow blow, Integer... exitCodesOfTheStruck)
            throws Exception {
        int blows = 0;
        int sites = 0;
        int starts = 0;
        while (blows < KILLS) {
            Site site = ground.call();
            sites++;
            for (boolean posted = false; !posted; ) {
                Command command = site.work();
                starts++;
                int struck = blows < KILLS ? blow.strike(site, command) : 0;
                blows += struck;
                int exitCode = command.exitCode();
                if (exitCode != 0 && exitCode != 3) {
                    assertThat(struck)
                            .as("a command that nobody struck ended " + exitCode + ": " + command.said())
                            .isPositive();
                    assertThat(exitCode).as(command.said()).isIn((Object[]) exitCodesOfTheStruck);
                }
                posted = site.isPostedAfter(command, kind + ", exit code " + exitCode);
            }
            site.hasTheSameBytes();
            System.out.printf(
                    "hammer: %s: %d blows on %d databases, %d starts, 0 differences%n", kind, blows, sites, starts);
        }
    }

    @Test
    void kill_9_of_the_program() throws Exception {
        hammer("kill -9 of the program", this::kill, 137);
    }

    @Test
    void kill_9_of_a_cancellation() throws Exception {
        hammer("kill -9 of a cancellation", rig::postedSite, this::kill, 137);
    }

    private int kill(Site site, Command command) throws Exception {
        site.awaitAnInstant(command, random);
        boolean alive = command.runs();
        command.kill();
        return alive ? 1 : 0;
    }

    @Test
    void kill_9_of_the_server() throws Exception {
        hammer(
                "kill -9 of the server",
                (site, command) -> {
                    int blows = 0;
                    do {
                        site.awaitAnInstant(command, random);
                        boolean alive = command.runs();
                        rig.server.kill();
                        Thread.sleep(random.nextInt(300));
                        rig.server.start();
                        site.serverCrashed();
                        blows += alive ? 1 : 0;
                    } while (command.runs() && random.nextInt(3) > 0 && blows < KILLS);
                    return blows;
                },
                1,
                8);
    }

    @Test
    void connections_cut() throws Exception {
        hammer(
                "connections cut",
                (site, command) -> {
                    int blows = 0;
                    do {
                        site.awaitAnInstant(command, random);
                        blows += cutConnections(site, random.nextBoolean() ? 1 : 100) > 0 ? 1 : 0;
                    } while (command.runs() && random.nextInt(3) > 0 && blows < KILLS);
                    return blows;
                },
                1,
                8);
    }

    private static int cutConnections(Site site, int limit) throws SQLException {
        try (Connection connection = site.connect();
                PreparedStatement statement = connection.prepareStatement("""
                        select pg_terminate_backend(pid)
                          from (select pid from pg_stat_activity
                                 where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
                                 order by random() limit ?) victims
                        """)) {
            statement.setInt(1, limit);
            int cut = 0;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    cut++;
                }
            }
            return cut;
        }
    }

    @Test
    void one_signal_ends_at_a_checkpoint() throws Exception {
        hammer(
                "one signal",
                (site, command) -> {
                    boolean terminate = random.nextBoolean() || IgnoredSignals.has("INT");
                    site.awaitAnInstant(command, random);
                    boolean alive = command.runs();
                    long start = System.nanoTime();
                    command.signal(terminate ? "TERM" : "INT");
                    int exitCode = command.exitCode();
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .as(command.said())
                            .isLessThan(Patience.IN_TIME);
                    assertThat(exitCode).as(command.said()).isIn(0, 3, terminate ? 143 : 130);
                    return alive ? 1 : 0;
                },
                143,
                130);
    }

    @Test
    void two_signals_end_at_once() throws Exception {
        hammer(
                "two signals",
                (site, command) -> {
                    String first = random.nextBoolean() ? "TERM" : IgnoredSignals.orTerm("INT");
                    String second = random.nextBoolean() ? "TERM" : IgnoredSignals.orTerm("INT");
                    site.awaitAnInstant(command, random);
                    boolean alive = command.runs();
                    command.signal(first);
                    Thread.sleep(random.nextInt(100));
                    long start = System.nanoTime();
                    command.signal(second);
                    command.exitCode();
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .as(command.said())
                            .isLessThan(Patience.IN_TIME);
                    return alive ? 1 : 0;
                },
                143,
                130);
    }

    @Test
    void a_signal_ends_a_statement_that_takes_hours() throws Exception {
        Site site = rig.site();
        try (Connection blocker = site.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table run_partition in exclusive mode");
            endsInTime(site, "TERM", 143);
        }
        assertThat(site.work().exitCode()).isEqualTo(3);
        site.hasTheSameBytes();
    }

    @Test
    void a_signal_ends_a_command_whose_server_hangs() throws Exception {
        Site site = rig.site();
        Command command = site.work();
        site.awaitLock(command);
        rig.server.freeze(true);
        try {
            endsInTime(command, IgnoredSignals.orTerm("INT"), IgnoredSignals.has("INT") ? 143 : 130);
        } finally {
            rig.server.freeze(false);
        }
        assertThat(site.work().exitCode()).isEqualTo(3);
        site.hasTheSameBytes();
    }

    private static void endsInTime(Site site, String signal, int exitCode) throws Exception {
        Command command = site.work();
        site.awaitLock(command);
        endsInTime(command, signal, exitCode);
    }

    private static void endsInTime(Command command, String signal, int exitCode) throws Exception {
        long start = System.nanoTime();
        command.signal(signal);
        assertThat(command.exitCode()).as(command.said()).isEqualTo(exitCode);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.IN_TIME);
    }

    @Test
    void kill_9_of_an_import() throws Exception {
        String files = directory.resolve("files").toString();
        Site measured = rig.emptySite();
        long start = System.nanoTime();
        Command whole = measured.run("import", files);
        assertThat(whole.exitCode()).as(whole.said()).isZero();
        long time = (System.nanoTime() - start) / 1_000_000;
        measured.drop();
        int blows = 0;
        int sites = 0;
        while (blows < KILLS) {
            Site site = rig.emptySite();
            sites++;
            int exitCode;
            do {
                Command command = site.run("import", files);
                boolean struck = blows < KILLS;
                if (struck) {
                    Thread.sleep((long) (time * random.nextDouble() * 1.1));
                    blows += command.runs() ? 1 : 0;
                    command.kill();
                }
                exitCode = command.exitCode();
                assertThat(exitCode).as(command.said()).isIn(0, struck ? 137 : 0);
                assertThat(site.linesImported()).as("all of it or nothing").isIn(0L, (long) LINES);
            } while (exitCode != 0);
            assertThat(site.work().exitCode()).isEqualTo(3);
            site.hasTheSameBytes();
        }
        System.out.printf("hammer: kill -9 of an import: %d blows on %d databases, 0 differences%n", blows, sites);
    }

    @Test
    void kill_9_of_a_proposal() throws Exception {
        Site site = rig.site();
        long time = propose(site, "K0", Long.MAX_VALUE);
        int blows = 0;
        int journals = 0;
        while (blows < KILLS) {
            String journal = "K" + ++journals;
            while (site.linesOf(journal).isEmpty()) {
                long patience = blows < KILLS ? (long) (time * random.nextDouble() * 1.1) : Long.MAX_VALUE;
                blows += propose(site, journal, patience) < 0 ? 1 : 0;
                assertThat(site.linesOf(journal)).as("all of it or nothing").isIn("", site.linesOf("K0"));
            }
        }
        site.drop();
        System.out.printf("hammer: kill -9 of a proposal: %d blows on %d journals, 0 differences%n", blows, journals);
    }

    /** Proposes a journal and kills that after some milliseconds; how long it took, or -1: it was killed. */
    private static long propose(Site site, String journal, long patience) throws Exception {
        long start = System.nanoTime();
        Command command = site.run(
                "adjust",
                "--company",
                BigCompany.COMPANY,
                "--journal",
                journal,
                "--method",
                "percent",
                "--percent",
                "3");
        while (command.runs() && (System.nanoTime() - start) / 1_000_000 < patience) {
            Thread.sleep(1);
        }
        boolean alive = command.runs();
        command.kill();
        assertThat(command.exitCode()).as(command.said()).isIn(0, alive ? 137 : 0);
        return alive ? -1 : (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void a_full_disk() throws Exception {
        assumeTrue(SmallDisk.isPossible(directory.resolve("probe")), "only root can make a small disk");
        long size = rig.bytesOfTheTemplate();
        SmallDisk disk = new SmallDisk(rig.server, directory.resolve("disk"), 4 * size);
        int blows = 0;
        int sites = 0;
        try {
            while (blows < KILLS) {
                disk.resize(4 * size);
                Site site = rig.siteOn(disk);
                sites++;
                for (boolean posted = false; !posted; ) {
                    // The first connection to a new database writes a file there.
                    site.linesImported();
                    if (blows < KILLS) {
                        disk.resize(disk.used() + (long) (LINES * 200L * random.nextDouble()));
                    }
                    Command command = site.work();
                    int exitCode = command.exitCode();
                    disk.resize(4 * size);
                    posted = site.isPostedAfter(command, "full disk, exit code " + exitCode);
                    if (!posted) {
                        assertThat(exitCode).as(command.said()).isEqualTo(1);
                        assertThat(command.said()).contains("No space left on device", "run the same command again");
                        blows++;
                    }
                }
                site.hasTheSameBytes();
                System.out.printf("hammer: full disk: %d blows on %d databases, 0 differences%n", blows, sites);
            }
        } finally {
            disk.remove();
        }
    }

    @Test
    void two_starts_at_the_same_moment() throws Exception {
        // Once at the first start and once at a restart, at least.
        int rounds = Math.max(2, KILLS);
        for (int round = 0; round < rounds; round++) {
            Site site = rig.site();
            boolean restart = round % 2 == 1;
            if (restart) {
                Command first = site.work();
                site.awaitSomeChunks(first);
                first.kill();
            }
            try (Connection blocker = site.connect();
                    Statement statement = blocker.createStatement()) {
                blocker.setAutoCommit(false);
                // Whoever works waits here, so that both are there at the same time.
                statement.execute("lock table run_partition in exclusive mode");
                Command one = site.work();
                Command other = site.work();
                while (one.runs() && other.runs()) {
                    Thread.sleep(5);
                }
                Command refused = one.runs() ? other : one;
                Command working = one.runs() ? one : other;
                assertThat(refused.exitCode()).as(refused.said()).isEqualTo(5);
                assertThat(refused.said())
                        .containsPattern(
                                restart
                                        ? "run [0-9]+ of journal .{1,2}J.{1,2} is at work: started .* UTC by .*, [0-9]+ of [0-9]+ lines done"
                                        : "a command is at work on company .{1,2}H.{1,2}, ACCOUNTING layer, and still checks its journal: connected .* UTC by ");
                blocker.rollback();
                assertThat(working.exitCode()).as(working.said()).isEqualTo(3);
            }
            site.hasTheSameBytes();
        }
        System.out.printf("hammer: two starts: %d pairs, one worked each time, 0 differences%n", rounds);
    }

    @Test
    void between_the_kill_and_the_restart_the_commands_show_no_voucher() throws Exception {
        Site site = rig.site();
        Command command = site.work();
        site.awaitSomeChunks(command);
        command.kill();
        assertThat(site.isPostedAfter(command, "kill")).isFalse();
        Command runs = site.run("runs", "--company", BigCompany.COMPANY, "--output", "json");
        assertThat(runs.exitCode()).isZero();
        assertThat(runs.said()).contains("\"voucher\"").doesNotContain("POSTED", "H-000001");
        Matcher run = Pattern.compile("\"run\"\\s*:\\s*([0-9]+)").matcher(runs.said());
        assertThat(run.find()).as(runs.said()).isTrue();
        Command voucher = site.run("voucher", "--run", run.group(1), "--output", "json");
        assertThat(voucher.exitCode()).as(voucher.said()).isEqualTo(4);
        assertThat(voucher.said()).doesNotContain("debitAccount");
        assertThat(site.work().exitCode()).isEqualTo(3);
        assertThat(site.work().exitCode()).as("again, with nothing to do").isZero();
        site.hasTheSameBytes();
    }
}
