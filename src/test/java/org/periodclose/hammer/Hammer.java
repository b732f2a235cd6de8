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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Hammer {
    static final int KILLS = Integer.getInteger("kills", 1);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());

    final int lines;
    Path directory = Path.of("");
    Rig rig;
    Random random = new Random(SEED);

    /** @param linesInABuild without {@code -Dlines} */
    Hammer(int linesInABuild) {
        lines = Integer.getInteger("lines", linesInABuild);
    }

    /** A database with work to do. */
    abstract Site ground() throws Exception;

    abstract Site groundOn(SmallDisk disk) throws Exception;

    /** What a command says, as a pattern, that finds another at its work. */
    abstract String atWork(boolean restart);

    @BeforeAll
    void load(@TempDir(cleanup = CleanupMode.ALWAYS) Path directory) throws Exception {
        System.out.println("hammer: repeat with -Dseed=" + SEED + " -Dkills=" + KILLS + " -Dlines=" + lines);
        this.directory = directory;
        rig = new Rig(directory, lines);
    }

    @BeforeEach
    void begin() {
        random = new Random(SEED);
    }

    @AfterAll
    void close() throws Exception {
        rig.close();
    }

    /** Goes on killing and starting again until the work is posted or there were enough blows; counts the blows. */
    @FunctionalInterface
    interface Blow {
        /** Strikes a command at work; says how often. */
        int strike(Site site, Command command) throws Exception;
    }

    final void hammer(String kind, Blow blow, Integer... exitCodesOfTheStruck) throws Exception {
        hammer(kind, this::ground, blow, exitCodesOfTheStruck);
    }

    final void hammer(String kind, Callable<Site> ground, Blow blow, Integer... exitCodesOfTheStruck) throws Exception {
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
                if (exitCode != 0 && exitCode != site.doneWith()) {
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

    final int kill(Site site, Command command) throws Exception {
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
                    assertThat(exitCode).as(command.said()).isIn(0, site.doneWith(), terminate ? 143 : 130);
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
    void a_full_disk() throws Exception {
        assumeTrue(SmallDisk.isPossible(directory.resolve("probe")), "only root can make a small disk");
        long size = rig.bytesOfTheTemplate();
        SmallDisk disk = new SmallDisk(rig.server, directory.resolve("disk"), 4 * size);
        int blows = 0;
        int sites = 0;
        try {
            while (blows < KILLS) {
                disk.resize(4 * size);
                Site site = groundOn(disk);
                sites++;
                for (boolean posted = false; !posted; ) {
                    // The first connection to a new database writes a file there.
                    site.linesImported();
                    if (blows < KILLS) {
                        disk.resize(disk.used() + (long) (lines * 200L * random.nextDouble()));
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
            Site site = ground();
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
                assertThat(refused.said()).containsPattern(atWork(restart));
                blocker.rollback();
                assertThat(working.exitCode()).as(working.said()).isEqualTo(site.doneWith());
            }
            site.hasTheSameBytes();
        }
        System.out.printf("hammer: two starts: %d pairs, one worked each time, 0 differences%n", rounds);
    }
}
