package org.periodclose.hammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.periodclose.hammer.Rig.Site;
import org.periodclose.hammer.ShippedProgram.Command;

/**
 * The blows of {@link Hammer} on closes and recalculations in turn, by 1, 2 or 7 threads, over stock whose costs flow on and come back; and those on runs over
 * what the closes have left.
 */
class CloseHammerIT extends Hammer {
    private static final int[] THREADS = {7, 2, 1};

    /** So that a component is written in several transactions. */
    private static final int CHUNK = 50;

    /** What a close writes where costs flow on, in the order in which it does: when it is prepared, settled, verified, posted. */
    private static final List<String> CLOSED = List.of(
            "run_component",
            "run_partition",
            "settlement",
            "circle",
            "circle_remainder",
            "closing_balance",
            "voucher_line",
            "manifest");

    private static final List<String> RECALCULATED =
            List.of("run_component", "run_partition", "settlement", "voucher_line", "manifest");

    private int grounds;

    CloseHammerIT() {
        super(1_000);
    }

    @Override
    Site ground() throws Exception {
        return ground("");
    }

    @Override
    Site groundOn(SmallDisk disk) throws Exception {
        return ground("tablespace " + disk.tablespace());
    }

    private Site ground(String options) throws Exception {
        int number = grounds++;
        Site site = number % 2 == 0 ? rig.closeSite(options) : rig.recalculationSite(options);
        return site.divided(THREADS[number % THREADS.length], CHUNK);
    }

    @Override
    String atWork(boolean restart) {
        return restart
                ? "run [0-9]+ .*is at work: started .* UTC by "
                : "a command is at work on company .{1,2}H.{1,2}, ACCOUNTING layer";
    }

    /** Also in a build: each table with each number of threads. */
    @Test
    void kill_9_of_a_close_while_it_waits_to_write() throws Exception {
        killWhileItWaits("a close", () -> rig.closeSite(""), CLOSED, Math.max(KILLS, CLOSED.size() * THREADS.length));
    }

    @Test
    void kill_9_of_a_recalculation_while_it_waits_to_write() throws Exception {
        killWhileItWaits("a recalculation", () -> rig.recalculationSite(""), RECALCULATED, KILLS);
    }

    private static void killWhileItWaits(String kind, Callable<Site> ground, List<String> tables, int kills)
            throws Exception {
        int blows = 0;
        int sites = 0;
        while (blows < kills) {
            Site site = ground.call().divided(THREADS[sites % THREADS.length], CHUNK);
            sites++;
            for (String table : tables) {
                killWhileItWaits(site, table);
                blows++;
            }
            Command last = site.work();
            assertThat(last.exitCode()).as(last.said()).isZero();
            site.hasTheSameBytes();
        }
        System.out.printf(
                "hammer: kill -9 of %s while it waits to write: %d blows on %d databases, 0 differences%n",
                kind, blows, sites);
    }

    private static void killWhileItWaits(Site site, String table) throws Exception {
        try (Connection blocker = site.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table " + table + " in exclusive mode");
            Command command = site.work();
            while (command.runs() && !isAwaited(statement, table)) {
                Thread.sleep(3);
            }
            assertThat(command.runs()).as(table + ": " + command.said()).isTrue();
            command.kill();
            blocker.rollback();
            assertThat(site.isPostedAfter(command, "kill -9 before " + table)).isFalse();
        }
    }

    private static boolean isAwaited(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select exists (select from pg_locks where relation = '" + table + "'::regclass and not granted)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Test
    void kill_9_within_a_component() throws Exception {
        hammer("kill -9 within a component", this::killWithinAComponent, 137);
    }

    /**
     * Whoever waits for a lock gets it before whoever asks for it again. So the run goes on by one chunk of each partition at most, until one of them has written
     * a part of a component.
     */
    private int killWithinAComponent(Site site, Command command) throws SQLException, InterruptedException {
        try (Connection blocker = site.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            do {
                blocker.rollback();
                statement.execute("lock table run_partition in exclusive mode");
                Thread.sleep(2);
            } while (command.runs() && !site.isFurtherWithinAComponent(statement));
            boolean alive = command.runs();
            command.kill();
            return alive ? 1 : 0;
        }
    }

    @Test
    void kill_9_of_a_revaluation() throws Exception {
        hammer("kill -9 of a revaluation", () -> divided(rig.revaluationSite()), this::kill, 137);
    }

    @Test
    void kill_9_of_a_conversion() throws Exception {
        hammer("kill -9 of a conversion", () -> divided(rig.conversionSite()), this::kill, 137);
    }

    @Test
    void kill_9_of_an_adjustment_of_what_is_on_hand() throws Exception {
        hammer("kill -9 of an on-hand adjustment", () -> divided(rig.onHandSite()), this::kill, 137);
    }

    private Site divided(Site site) {
        return site.divided(THREADS[grounds++ % THREADS.length], CHUNK);
    }
}
