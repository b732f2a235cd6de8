package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.Patience;
import org.periodclose.database.TestDatabase;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * A server that crashes and is back at once may have lost the last checkpoints, which do not wait for the disk, of a process that notices
 * nothing: its idle connections are replaced by the pool.
 */
class ServerForgotTest {
    /** Keeps what the partition was before its last checkpoint. */
    private static final String REMEMBER = """
            create table period_close.earlier as select * from period_close.run_partition with no data;
            create function period_close.remember() returns trigger language plpgsql as $$
            begin
                insert into period_close.earlier select old.*;
                return new;
            end $$;
            create trigger remember before update on period_close.run_partition for each row when (new.lines_done = 5)
                execute function period_close.remember()
            """;

    /** Takes the last checkpoint back, as a crash does: settlement, sum and position. */
    private static final String FORGET = """
            set session_replication_role = replica;
            delete from settlement where (item_id, inventory_transaction_id) in (select done_item_id, done_transaction from run_partition);
            delete from settlement_sum where ctid = (select max(ctid) from settlement_sum);
            delete from run_partition;
            insert into run_partition select * from earlier
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before update on batch.batch_step_execution for each row when (new.step_name like 'settlePartition:%%' and new.status = 'COMPLETED')",
                "before update on batch.batch_step_execution for each row when (new.step_name = 'settle' and new.status = 'COMPLETED')",
                "before insert on batch.batch_step_execution for each row when (new.step_name = 'verify')"
            })
    void what_the_server_has_forgotten_is_settled_again_in_the_same_command(String place) throws Exception {
        try (PostingContext context = new PostingContext(
                        "period-close.chunk-size=1", "period-close.threads=1", "period-close.backoff=10ms")
                .withSmallCompany()) {
            context.jdbc.sql(REMEMBER).update();
            try (Gate gate = new Gate(context, 1, place.replace("%%", "%"));
                    Connection crash = TestDatabase.dataSource(context.url).getConnection();
                    Statement statement = crash.createStatement()) {
                CompletableFuture<List<RunResult>> post =
                        CompletableFuture.supplyAsync(() -> context.post(StoppedRun.REQUEST));
                gate.awaitArrival();
                statement.execute("set search_path = period_close; " + FORGET);
                gate.open();
                assertThat(post.get(Patience.MINUTES, TimeUnit.MINUTES))
                        .containsExactly(new RunResult.Posted(1, false, 0));
            }
            context.hasPostedTheSameAsUndisturbed();
        }
    }

    /** As after a checkpoint within a large cost object, which settles no whole line. */
    @Test
    void a_checkpoint_that_moved_only_the_state_is_missed_too() throws Exception {
        try (StoppedRun run = new StoppedRun(2)) {
            run.context.holdingTheLock(
                    "C",
                    "J",
                    session -> session.transactions().in(() -> {
                        Partition stands = new Partitions(run.context.jdbc).of(1, 0);
                        Partition lost = stands.after(new Position(stands.item(), stands.transaction(), "7"), 0);
                        SettlementWriter writer = new SettlementWriter(session.transactions(), settled -> {});
                        assertThatThrownBy(() -> writer.write(Chunk.of(settled(lost))))
                                .isInstanceOf(ServerForgot.class)
                                .hasMessageContaining("partition 0 of run 1 is not where this process left it");
                        writer.write(Chunk.of(settled(stands)));
                    }));
        }
    }

    /** A portion without anything, which ends where it begins. */
    private static SettledPortion settled(Partition before) {
        Unit nothing = new Unit() {
            @Override
            public Position end() {
                return new Position(before.item(), before.transaction(), before.state());
            }

            @Override
            public int lines() {
                return 0;
            }

            @Override
            public void settle(Settlements made) {}
        };
        return new SettledPortion(
                new Portion(before, nothing), new Settlements(before, new RunAccounts(Map.of(), Map.of())));
    }

    @Test
    void no_voucher_is_drafted_before_all_is_settled() throws Exception {
        try (StoppedRun run = new StoppedRun(2)) {
            run.context.holdingTheLock("C", "J", session -> {
                VoucherPosting voucher = run.context.voucherPosting(session);
                assertThatThrownBy(() -> session.transactions().in(() -> voucher.draft(1)))
                        .isInstanceOf(ServerForgot.class)
                        .hasMessage(
                                "run 1 has 3 lines to settle that were settled before: the database server crashed in between");
            });
            assertThat(run.rows("select count(*) from voucher_line")).containsExactly("0");
            run.goesOnToItsEnd();
        }
    }

    @Test
    void a_voucher_beside_sums_that_it_does_not_hold_breaks_a_law() {
        try (StoppedRun run = new StoppedRun(2)) {
            run.change("""
                    insert into voucher_line (run_id, line, debit_account_id, credit_account_id, amount, storno, item_group_id, settlements)
                    select run_id, row_number() over (), debit_account_id, credit_account_id, amount, storno, item_group_id, settlements
                      from settlement_sum;
                    delete from settlement_sum;
                    update posting_run set checksum = 'half', lines = 2
                    """);
            run.failsInVerify("the voucher has 2 lines, but there are sums of 3 settlements that it does not hold");
        }
    }
}
