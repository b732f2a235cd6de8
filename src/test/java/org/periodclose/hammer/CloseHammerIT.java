package org.periodclose.hammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.hammer.Rig.Site;
import org.periodclose.hammer.ShippedProgram.Command;

/**
 * The blows of {@link Hammer} on closes and recalculations in turn, of 1, 2 or 7 partitions, over stock whose costs flow on and come back; and those on runs
 * over what the closes have left.
 */
class CloseHammerIT extends Hammer {
    private static final int[] PARTITIONS = {1, 2, 7};
    private static final int CHUNK = 500;

    /** So that a component is written in several transactions. */
    private static final int SMALL_CHUNK = 25;

    /** What a close writes where costs flow on, in the order in which it does: when it is prepared, settled, verified, posted. */
    private static final List<String> WRITTEN = List.of(
            "run_component",
            "run_partition",
            "settlement",
            "circle",
            "circle_remainder",
            "closing_balance",
            "voucher_line",
            "manifest");

    private int grounds;

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
        return site.divided(PARTITIONS[number % PARTITIONS.length], CHUNK);
    }

    @Override
    String atWork(boolean restart) {
        return restart
                ? "run [0-9]+ .*is at work: started .* UTC by "
                : "a command is at work on company .{1,2}H.{1,2}, ACCOUNTING layer";
    }

    /** Each table at least once, with each number of partitions in turn. */
    @Test
    void kill_9_while_it_waits_to_write() throws Exception {
        int rounds = Math.max(KILLS, PARTITIONS.length);
        int blows = 0;
        for (int round = 0; round < rounds; round++) {
            int partitions = PARTITIONS[round % PARTITIONS.length];
            Site site = rig.closeSite("").divided(partitions, SMALL_CHUNK);
            for (int table = 0; table < WRITTEN.size(); table++) {
                if (KILLS > 1 || table % PARTITIONS.length == round) {
                    killWhileItWaits(site, WRITTEN.get(table));
                    blows++;
                }
            }
            Command last = site.work();
            assertThat(last.exitCode()).as(last.said()).isZero();
            site.hasTheSameBytes();
        }
        System.out.printf(
                "hammer: kill -9 while it waits to write: %d blows on %d databases, 0 differences%n", blows, rounds);
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
    void kill_9_of_a_revaluation() throws Exception {
        hammer("kill -9 of a revaluation", () -> divided(rig.revaluationSite()), this::kill, 137);
    }

    @Test
    void kill_9_of_a_conversion() throws Exception {
        hammer("kill -9 of a conversion", () -> divided(rig.conversionSite()), this::kill, 137);
    }

    private Site divided(Site site) {
        return site.divided(PARTITIONS[grounds++ % PARTITIONS.length], CHUNK);
    }
}
