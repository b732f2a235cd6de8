package org.periodclose.hammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.periodclose.Patience;
import org.periodclose.embedded.IgnoredSignals;
import org.periodclose.hammer.Rig.Site;
import org.periodclose.hammer.ShippedProgram.Command;

/** The blows of {@link Hammer} on a journal that is posted, and those on cancellations, imports and proposals. */
class HammerIT extends Hammer {
    HammerIT() {
        super(5_000);
    }

    @Override
    Site ground() throws Exception {
        return rig.site();
    }

    @Override
    Site groundOn(SmallDisk disk) throws Exception {
        return rig.siteOn(disk);
    }

    @Override
    String atWork(boolean restart) {
        return restart
                ? "run [0-9]+ of journal .{1,2}J.{1,2} is at work: started .* UTC by .*, [0-9,]+ of [0-9,]+ lines done"
                : "a command is at work on company .{1,2}H.{1,2}, ACCOUNTING layer, and still checks its journal: connected .* UTC by ";
    }

    @Test
    void kill_9_of_a_cancellation() throws Exception {
        hammer("kill -9 of a cancellation", rig::postedSite, this::kill, 137);
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
                assertThat(site.linesImported()).as("all of it or nothing").isIn(0L, (long) lines);
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
