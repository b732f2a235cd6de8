package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.contract.Seed;
import org.periodclose.core.fault.Fault;
import org.periodclose.desk.Posting;

/** Which runs have to be taken back, with many of them on the same receipts. */
class ChainTest {
    private static final int TRANSACTIONS = 12;

    /** Run by run, as people would do it: the runs in the way, those in theirs, and so on. */
    private static final String STEP_BY_STEP = """
            with recursive chain (id) as (
                select :run::bigint
                union
                select w.run_id from chain c cross join lateral run_in_the_way(c.id) w
            )
            select id from chain order by id
            """;

    private static void receipts(PostingContext context) {
        context.jdbc.sql("""
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        select 1, 'R' || n, 1, 'RECEIPT', 1, '2025-01-31', 1000.00, true from generate_series(1, :n) n
                        """).param("n", TRANSACTIONS).update();
    }

    /** A posted run that moved a transaction by 1.00; or unfinished, and its journal would move it. */
    private static void run(PostingContext context, int number, boolean finished, List<Integer> transactions) {
        context.jdbc.sql("""
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'N' || :n, 'ACCOUNTING');
                        insert into posting_run (type, status, company_id, journal_id, currency_layer, currency, decimals, posting_date, specification,
                               update_ledger, storno, skip_invalid, note, planned, settlements, settled_amount, lines, checksum, started_by, started_at, ended_at)
                        select 'TRANSACTION_ADJUSTMENT', case when :finished then 'POSTED' else 'RUNNING' end, 1, id, 'ACCOUNTING', 'USD', 2, '2025-10-31', 'TOTAL',
                               false, true, false, 'test', 1, case when :finished then 1 end, 1, 0, 'checksum', 'test', now(),
                               case when :finished then now() + :n * interval '1 minute' end
                          from adjustment_journal where journal = 'N' || :n
                        """).param("n", number).param("finished", finished).update();
        for (int transaction : transactions) {
            context.jdbc
                    .sql(
                            finished
                                    ? "insert into settlement select 1, :t, max(id), 1.00, 1, 2, false from posting_run"
                                    : "insert into adjustment select max(id), 1, :t, 1.00 from adjustment_journal")
                    .param("t", transaction + 5)
                    .update();
        }
    }

    private static List<Long> numbers(PostingContext context, String sql, long run) {
        return context.jdbc.sql(sql).param("run", run).query(Long.class).list();
    }

    @Test
    void one_question_finds_what_step_by_step_is_found() {
        Random random = Seed.of("ChainTest").random();
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            receipts(context);
            for (int run = 1; run <= 40; run++) {
                List<Integer> transactions = random.ints(1 + random.nextInt(2), 1, TRANSACTIONS + 1)
                        .distinct()
                        .boxed()
                        .toList();
                run(context, run, run != 38, transactions);
            }
            for (long run = 1; run <= 40; run++) {
                if (run != 38) {
                    assertThat(numbers(context, "select run_id from runs_to_cancel(:run) order by run_id", run))
                            .as("run " + run)
                            .isEqualTo(numbers(context, STEP_BY_STEP, run));
                }
            }
        }
    }

    @Test
    void the_nearest_runs_in_the_way_are_named_and_how_many_more_there_are() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            receipts(context);
            for (int run = 1; run <= 15; run++) {
                run(context, run, true, List.of(1));
            }
            List<Fault> faults = ((RunResult.NotPosted)
                            context.cancel(new CancelRequest(1, null, null, null, null, false))
                                    .get(0))
                    .faults();
            assertThat(faults).hasSize(11);
            assertThat(faults.get(0).toString())
                    .isEqualTo(
                            "RUN_IN_THE_WAY  run 2 of journal \"N2\" (no voucher) was posted later and touches 1 transaction of run 1:"
                                    + " cancel run 2 first, or see the whole plan with cancel --run 1 --chain");
            assertThat(faults.get(9).message()).startsWith("run 11 of journal \"N11\"");
            assertThat(faults.get(10).toString())
                    .isEqualTo("RUN_IN_THE_WAY  4 more runs stand in the way of cancelling run 1:"
                            + " see the whole plan with cancel --run 1 --chain");
            assertThat(context.bean(Posting.class).chain(1))
                    .extracting(run -> run.run())
                    .startsWith(15L, 14L)
                    .endsWith(2L, 1L);
        }
    }
}
