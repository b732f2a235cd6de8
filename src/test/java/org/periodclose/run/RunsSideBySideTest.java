package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.periodclose.Patience.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.periodclose.Patience;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.ledger.VoucherSums;
import org.periodclose.desk.Posting;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs of several companies in one process: what happens to one happens to no other. */
class RunsSideBySideTest {
    private static final List<String> COMPANIES = List.of("C", "D", "E");

    /** Company C is the small company; D and E are the same again. */
    private static PostingContext threeCompanies() {
        PostingContext context = new PostingContext(
                        "PERIOD_CLOSE_LOCK_TIMEOUT=1min",
                        "period-close.chunk-size=1",
                        "period-close.threads=1",
                        "period-close.backoff=10ms")
                .withSmallCompany();
        for (int n = 1; n <= 2; n++) {
            context.jdbc
                    .sql("""
                            insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                            values (:company, 'Company', 'USD', 2, true);
                            insert into fiscal_period values (:id, '2025', '2025-01-01', '2025-12-31', 'OPEN');
                            insert into main_account (company_id, main_account, name, type)
                            select :id, main_account, name, type from main_account where company_id = 1 order by id;
                            insert into item_group (company_id, item_group, name) values (:id, 'A', 'A'), (:id, 'B', 'B');
                            insert into item (company_id, item_number, name, item_group_id, inventory_model)
                            select :id, item_number, name, item_group_id + 2 * :n, inventory_model from item where company_id = 1 order by id;
                            insert into posting_profile (company_id, account_type, item_code, main_account_id)
                            values (:id, 'INVENTORY', 'ALL', 1 + 3 * :n), (:id, 'PROFIT', 'ALL', 2 + 3 * :n), (:id, 'LOSS', 'ALL', 3 + 3 * :n);
                            insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                            select :id, transaction_id, item_id + 3 * :n, kind, quantity, financial_date, cost_amount, open
                              from inventory_transaction where company_id = 1 order by id;
                            insert into adjustment_journal (company_id, journal, currency_layer) values (:id, 'J', 'ACCOUNTING');
                            insert into adjustment (journal_id, item_id, inventory_transaction_id, amount)
                            select :id, item_id + 3 * :n, inventory_transaction_id + 5 * :n, amount from adjustment where journal_id = 1
                            """)
                    .param("company", COMPANIES.get(n))
                    .param("id", n + 1)
                    .param("n", n)
                    .update();
        }
        // Company E has a trouble that does not pass when its second line is settled.
        context.jdbc.sql("""
                        create function fail() returns trigger language plpgsql as $$
                        begin
                            if (select company_id from posting_run where id = new.run_id) = 3 then
                                raise exception 'trouble of E' using errcode = '22003';
                            end if;
                            return new;
                        end $$;
                        create trigger fail before update on run_partition for each row when (old.lines_done = 1) execute function fail()
                        """).update();
        return context;
    }

    /** What a company has in the end, without the numbers of runs and of rows. */
    private static List<String> books(PostingContext context, String company) {
        return context.jdbc
                .sql("""
                        with run as (
                            select r.* from posting_run r join company c on c.id = r.company_id where c.company = :company
                        )
                        select concat_ws(' ', status, checksum, lines, settlements, retries, interruptions, failure,
                                         (select sum(lines_done) from run_partition p where p.run_id = run.id),
                                         (select voucher from voucher v where v.run_id = run.id))
                          from run
                        union all
                        (select concat_ws(' ', t.transaction_id, s.amount, s.storno)
                          from settlement s
                          join inventory_transaction t on t.id = s.inventory_transaction_id
                         where s.run_id in (select id from run)
                         order by t.transaction_id)
                        union all
                        (select concat_ws(' ', line, amount, storno, settlements) from voucher_line
                          where run_id in (select id from run) order by line)
                        union all
                        (select concat_ws(' ', e.status, string_agg(s.step_name || ' ' || s.status, ', ' order by s.step_execution_id))
                          from run
                          join batch.batch_job_execution_params p on p.parameter_name = 'run' and p.parameter_value = run.id::text
                          join batch.batch_job_execution e using (job_execution_id)
                          join batch.batch_step_execution s using (job_execution_id)
                         group by e.job_execution_id
                         order by e.job_execution_id)
                        """)
                .param("company", company)
                .query(String.class)
                .list();
    }

    private static List<RunResult> post(
            PostingContext context, String company, StopRequest stop, ProgressListener progress) {
        return context.bean(Posting.class).post(PostingContext.request(company, "J"), stop, progress);
    }

    /** Waits once, when the first line is settled. */
    private static ProgressListener atTheFirstLine(Runnable wait) {
        AtomicBoolean waited = new AtomicBoolean();
        return (journal, done, lines) -> {
            if (done == 1 && waited.compareAndSet(false, true)) {
                wait.run();
            }
        };
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(Patience.MINUTES, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void one_goes_on_one_is_stopped_and_one_fails_as_if_each_were_alone() throws Exception {
        try (PostingContext together = threeCompanies();
                PostingContext alone = threeCompanies()) {
            CyclicBarrier allAtWork = new CyclicBarrier(3);
            StopRequest stop = new StopRequest();
            CompletableFuture<List<RunResult>> stopped = CompletableFuture.supplyAsync(
                    () -> post(together, "D", stop, atTheFirstLine(() -> {
                        meet(allAtWork);
                        stop.request(Outcome.TERMINATED);
                    })),
                    task -> new Thread(task).start());
            CompletableFuture<List<RunResult>> failed = CompletableFuture.supplyAsync(
                    () -> post(together, "E", new StopRequest(), atTheFirstLine(() -> meet(allAtWork))),
                    task -> new Thread(task).start());
            List<RunResult> wentOn = post(together, "C", new StopRequest(), atTheFirstLine(() -> {
                meet(allAtWork);
                stopped.join();
                failed.join();
            }));

            assertThat(wentOn).singleElement().isInstanceOf(RunResult.Posted.class);
            assertThat(stopped.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .containsExactly(new RunResult.Stopped(new Subject("D", "J", null), Outcome.TERMINATED));
            assertThat(failed.get(Patience.MINUTES, TimeUnit.MINUTES).toString())
                    .contains("UNEXPECTED", "trouble of E");

            StopRequest stopAlone = new StopRequest();
            assertThat(post(alone, "C", new StopRequest(), (journal, done, lines) -> {}))
                    .singleElement()
                    .isInstanceOf(RunResult.Posted.class);
            post(alone, "D", stopAlone, atTheFirstLine(() -> stopAlone.request(Outcome.TERMINATED)));
            post(alone, "E", new StopRequest(), (journal, done, lines) -> {});
            for (String company : COMPANIES) {
                assertThat(books(together, company)).isNotEmpty().isEqualTo(books(alone, company));
            }
            assertThat(together.rows("select count(*) from run_lock where term <> 1"))
                    .containsExactly("0");
        }
    }

    @Test
    void after_a_stop_the_same_process_posts_the_next_run() {
        try (PostingContext context = threeCompanies()) {
            StopRequest stop = new StopRequest();
            assertThat(post(context, "C", stop, atTheFirstLine(() -> stop.request(Outcome.TERMINATED))))
                    .containsExactly(new RunResult.Stopped(new Subject("C", "J", null), Outcome.TERMINATED));
            assertThat(post(context, "D", stop, (journal, done, lines) -> {}))
                    .as("who has stopped begins nothing more")
                    .containsExactly(new RunResult.Stopped(new Subject("D", "J", null), Outcome.TERMINATED));
            assertThat(post(context, "D", new StopRequest(), (journal, done, lines) -> {}))
                    .containsExactly(new RunResult.Posted(2, false, 0));
            assertThat(post(context, "C", new StopRequest(), (journal, done, lines) -> {}))
                    .containsExactly(new RunResult.Posted(1, false, 0));
        }
    }

    @Test
    void statements_of_one_run_are_broken_off_and_those_of_the_other_are_not() throws Exception {
        try (PostingContext context = threeCompanies();
                Gate gate = new Gate(context, 1, "before insert on settlement_sum for each statement")) {
            StopRequest stop = new StopRequest();
            CompletableFuture<List<RunResult>> stopped = CompletableFuture.supplyAsync(
                    () -> context.post(PostingContext.request("C", "J"), stop), task -> new Thread(task).start());
            CompletableFuture<List<RunResult>> other = CompletableFuture.supplyAsync(
                    () -> context.post(PostingContext.request("D", "J")), task -> new Thread(task).start());
            await().untilAsserted(() -> assertThat(gate.waiting()).isEqualTo(2));
            stop.request(Outcome.INTERRUPTED);
            context.bean(Posting.class).cancelStatements(stop);
            assertThat(stopped.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .containsExactly(new RunResult.Stopped(new Subject("C", "J", null), Outcome.INTERRUPTED));
            assertThat(gate.waiting()).as("the other run waits as before").isEqualTo(1);
            gate.open();
            assertThat(other.get(Patience.MINUTES, TimeUnit.MINUTES))
                    .singleElement()
                    .isInstanceOf(RunResult.Posted.class);
            assertThat(context.rows("select retries from posting_run r join company c on c.id = r.company_id"
                            + " where c.company = 'D'"))
                    .containsExactly("0");
        }
    }

    @Test
    void nothing_is_written_for_a_run_outside_of_the_transactions_of_its_session() throws Exception {
        try (PostingContext context = threeCompanies()) {
            TransactionTemplate unfenced = new TransactionTemplate(context.bean(PlatformTransactionManager.class));
            RunRecords runs = context.bean(RunRecords.class);
            context.holdingTheLock("C", "J", session -> {
                SettlementWriter writer = new SettlementWriter(session.transactions(), settled -> {});
                Work work = context.work("C", "J");
                VoucherPosting voucher = context.voucherPosting(session);
                for (Runnable write : List.<Runnable>of(
                        () -> writer.appendSums(1, new VoucherSums(Specification.TOTAL)),
                        () -> voucher.draft(1),
                        () -> voucher.post(1, work),
                        () -> session.worksOn(1, work),
                        () -> runs.goesOn(session, 1),
                        () -> runs.fail(session, "failed", null))) {
                    isRefused(write);
                    isRefused(() -> unfenced.executeWithoutResult(status -> write.run()));
                    isRefused(() -> unfenced.executeWithoutResult(
                            status -> session.transactions().in(write)));
                }
                try {
                    context.holdingTheLock("D", "J", other -> {
                        isRefused(() -> session.transactions().in(() -> other.worksOn(1, work)));
                        session.transactions().in(() -> session.worksOn(1, work));
                    });
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(context.rows("select concat(company_id, ' ', run_id) from run_lock order by 1"))
                    .containsExactly("1 1", "2 ");
        }
    }

    private static void isRefused(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a run is written only in its own transactions");
    }
}
