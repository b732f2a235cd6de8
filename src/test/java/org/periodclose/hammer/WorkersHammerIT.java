package org.periodclose.hammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Patience;
import org.periodclose.hammer.Rig.Site;
import org.periodclose.hammer.ShippedProgram.Command;

/**
 * A run that is spread over a leader and three workers, under blows: in turn a posting, a close with links, a cancellation and a recalculation. In the end the
 * bytes are those of a run that nobody disturbed, in one process. As many blows as {@code -Dkills} says, on a journal of {@code -Dlines}.
 */
class WorkersHammerIT {
    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final int LINES = Integer.getInteger("lines", 5_000);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());
    private static final int WORKERS = 3;

    private static Rig rig;
    private static int grounds;

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

    /** Strikes while a leader is at work; says how often. */
    @FunctionalInterface
    private interface Blow {
        int strike(Site site, Command leader, Workers workers) throws Exception;
    }

    /** The workers of one database. */
    private final class Workers {
        private final Site site;
        private final List<Command> all = new ArrayList<>();

        Workers(Site site) throws Exception {
            this.site = site;
            for (int worker = 0; worker < WORKERS; worker++) {
                join();
            }
        }

        void join() throws Exception {
            all.add(site.run("work", "--threads", "1", "--quiet"));
        }

        Command any() {
            return all.get(random.nextInt(all.size()));
        }

        /** One dies, a new one joins in the middle. */
        void killOne() throws Exception {
            Command victim = any();
            victim.kill();
            all.remove(victim);
            join();
        }

        /** All live, and end when they are told to. */
        void end() throws Exception {
            for (Command worker : all) {
                if (!worker.runs()) {
                    // The server was killed while it started.
                    assertThat(worker.exitCode()).as(worker.said()).isEqualTo(8);
                }
            }
            all.removeIf(worker -> !worker.runs());
            for (Command worker : all) {
                worker.signal("TERM");
            }
            for (Command worker : all) {
                assertThat(worker.exitCode()).as(worker.said()).isEqualTo(143);
            }
        }
    }

    /** In a build each test has another. */
    private static Site ground() throws Exception {
        return switch (grounds++ % 4) {
            case 0 -> rig.site();
            case 1 -> rig.closeSite("");
            case 2 -> rig.postedSite();
            default -> rig.recalculationSite("");
        };
    }

    private void hammer(String kind, Blow blow, Integer... exitCodesOfTheStruck) throws Exception {
        int blows = 0;
        int sites = 0;
        int starts = 0;
        while (blows < KILLS) {
            Site site = ground();
            sites++;
            Workers workers = new Workers(site);
            for (boolean posted = false; !posted; ) {
                Command leader = site.workWithOthers();
                starts++;
                int struck = blows < KILLS ? blow.strike(site, leader, workers) : 0;
                blows += struck;
                int exitCode = leader.exitCode();
                if (exitCode != 0 && exitCode != 3) {
                    assertThat(struck)
                            .as("a leader whom nobody struck ended " + exitCode + ": " + leader.said())
                            .isPositive();
                    assertThat(exitCode).as(leader.said()).isIn((Object[]) exitCodesOfTheStruck);
                }
                posted = site.isPostedAfter(leader, kind + ", exit code " + exitCode);
            }
            workers.end();
            site.hasTheSameBytes();
            System.out.printf(
                    "hammer: workers, %s: %d blows on %d databases, %d starts, 0 differences%n",
                    kind, blows, sites, starts);
        }
    }

    @Test
    void kill_9_of_a_worker() throws Exception {
        hammer("kill -9 of a worker", (site, leader, workers) -> {
            int blows = 0;
            do {
                site.awaitAnInstant(leader, random);
                boolean alive = leader.runs();
                workers.killOne();
                blows += alive ? 1 : 0;
            } while (leader.runs() && random.nextInt(4) > 0);
            return blows;
        });
    }

    @Test
    void kill_9_of_the_leader() throws Exception {
        hammer(
                "kill -9 of the leader",
                (site, leader, workers) -> {
                    site.awaitAnInstant(leader, random);
                    boolean alive = leader.runs();
                    leader.kill();
                    return alive ? 1 : 0;
                },
                137);
    }

    @Test
    void kill_9_of_the_server() throws Exception {
        hammer(
                "kill -9 of the server",
                (site, leader, workers) -> {
                    int blows = 0;
                    do {
                        site.awaitAnInstant(leader, random);
                        boolean alive = leader.runs();
                        rig.server.kill();
                        Thread.sleep(random.nextInt(300));
                        rig.server.start();
                        site.serverCrashed();
                        blows += alive ? 1 : 0;
                    } while (leader.runs() && random.nextInt(3) > 0);
                    return blows;
                },
                1,
                8);
    }

    /** What it has is taken over while it is frozen; when it wakes, it is refused and takes part again. */
    @Test
    void a_frozen_worker() throws Exception {
        hammer("a frozen worker", (site, leader, workers) -> {
            site.awaitAnInstant(leader, random);
            boolean alive = leader.runs();
            Command frozen = workers.any();
            frozen.signal("STOP");
            try {
                if (random.nextBoolean()) {
                    Thread.sleep(4_000L + random.nextInt(2_000));
                } else {
                    awaitEnd(leader, frozen);
                }
            } finally {
                frozen.signal("CONT");
            }
            return alive ? 1 : 0;
        });
    }

    private static void awaitEnd(Command leader, Command frozen) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(Patience.MINUTES).toNanos();
        while (leader.runs()) {
            assertThat(System.nanoTime())
                    .as("the leader waits for a frozen worker: " + leader.said() + frozen.said())
                    .isLessThan(end);
            Thread.sleep(20);
        }
    }
}
