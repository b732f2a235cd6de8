package org.periodclose.hammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.hammer.Rig.Site;
import org.periodclose.hammer.ShippedProgram.Command;

/**
 * Kills everything at random instants; the same command again must end in the same bytes as a run that nobody disturbed. {@code -Dkills=200}
 * says how many blows of each kind, {@code -Dlines=100000} how long the journal is, {@code -Dseed=N} repeats a night.
 */
class HammerIT {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int LINES = Integer.getInteger("lines", 15_000);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());

    private static Rig rig;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void load(@TempDir(cleanup = CleanupMode.ALWAYS) Path directory) throws Exception {
        System.out.println("hammer: repeat with -Dseed=" + SEED + " -Dkills=" + KILLS + " -Dlines=" + LINES);
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
        int blows = 0;
        int sites = 0;
        int starts = 0;
        while (blows < KILLS) {
            Site site = rig.site();
            sites++;
            for (boolean posted = false; !posted; ) {
                Command command = site.post();
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
            assertThat(site.post().exitCode()).as("again, with nothing to do").isZero();
            site.hasTheSameBytes();
        }
        System.out.printf(
                "hammer: %s: %d blows on %d databases, %d starts, 0 differences%n", kind, blows, sites, starts);
    }

    @Test
    void kill_9_of_the_program() throws Exception {
        hammer(
                "kill -9 of the program",
                (site, command) -> {
                    site.awaitAnInstant(command, random);
                    boolean alive = command.runs();
                    command.kill();
                    return alive ? 1 : 0;
                },
                137);
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
                    boolean terminate = random.nextBoolean();
                    site.awaitAnInstant(command, random);
                    boolean alive = command.runs();
                    long start = System.nanoTime();
                    command.signal(terminate ? "TERM" : "INT");
                    int exitCode = command.exitCode();
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .as(command.said())
                            .isLessThan(Duration.ofSeconds(10));
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
                    String first = random.nextBoolean() ? "TERM" : "INT";
                    String second = random.nextBoolean() ? "TERM" : "INT";
                    site.awaitAnInstant(command, random);
                    boolean alive = command.runs();
                    command.signal(first);
                    Thread.sleep(random.nextInt(100));
                    long start = System.nanoTime();
                    command.signal(second);
                    command.exitCode();
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .as(command.said())
                            .isLessThan(Duration.ofSeconds(5));
                    return alive ? 1 : 0;
                },
                143,
                130);
    }
}
