package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.desk.Posting;

/** A journal so large that its laws are checked side by side, its statistics refreshed and its index summarised, all by the operator. */
class LargeJournalTest {
    private static final PostRequest REQUEST = PostingContext.request("C", "L");

    private PostingContext context;

    @BeforeEach
    void begin() {
        context = new PostingContext("large_operator", List.of("period-close.threads=2")).withSmallCompany();
        context.jdbc.sql("""
                        create role large_operator login in role period_close_operator;
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        select 1, 'L' || n, 1 + n % 3, 'RECEIPT', 1, '2025-01-31', 10.00, true from generate_series(1, 20000) n;
                        insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'L', 'ACCOUNTING');
                        insert into adjustment
                        select 2, item_id, id, case when id % 2 = 0 then 1.00 else -2.00 end
                          from inventory_transaction where transaction_id like 'L%';
                        """).update();
    }

    @AfterEach
    void end() {
        context.close();
        context.jdbc
                .sql("drop owned by large_operator; drop role large_operator")
                .update();
    }

    private List<String> rows(String sql) {
        return context.jdbc.sql(sql).query(String.class).list();
    }

    @Test
    void it_is_posted_whole_and_taken_back_whole() {
        assertThat(context.post(REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
        assertThat(
                        rows(
                                "select concat_ws(' ', item_group_id, amount, storno, settlements) from voucher_line order by line"))
                .containsExactly("1 6667.00 f 6667", "1 -13332.00 t 6666", "2 3333.00 f 3333", "2 -6668.00 t 3334");
        assertThat(rows("select count(*) from settlement_sum")).containsExactly("0");
        assertThat(context.cancel(new CancelRequest(1, null, null, null, null, false)))
                .containsExactly(new RunResult.Posted(2, false, 0));
        assertThat(
                        rows(
                                "select concat_ws(' ', item_group_id, amount, storno, settlements) from voucher_line where run_id = 2 order by line"))
                .containsExactly("1 -6667.00 t 6667", "1 13332.00 f 6666", "2 -3333.00 t 3333", "2 6668.00 f 3334");
        assertThat(rows("select brin_summarize_new_values('settlement_of_a_run')"))
                .containsExactly("0");
    }

    @Test
    void its_broken_laws_are_all_told_and_nothing_of_its_voucher_is_seen() {
        List<RunResult> results = context.bean(Posting.class)
                .post(REQUEST, new StopRequest(), (journal, done, lines) -> {
                    if (done == lines) {
                        context.jdbc.sql("""
                                update inventory_transaction set open = false where transaction_id = 'L7';
                                update settlement_sum set amount = amount + 1 where storno
                                """).update();
                    }
                });
        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        RunResult.NotPosted.class,
                        refused -> assertThat(refused.faults())
                                .extracting(Fault::code)
                                .as("the law first: it ends the run")
                                .containsExactly(FaultCode.LAW_BROKEN, FaultCode.TRANSACTION_NOT_OPEN));
        assertThat(rows("select status from posting_run")).containsExactly("FAILED");
        assertThat(rows("select * from period_close_view.general_ledger_entry")).isEmpty();
    }

    /** Does something when all lines are settled, before they are verified. */
    private List<Fault> refusedAfter(String change) {
        List<RunResult> results = context.bean(Posting.class)
                .post(REQUEST, new StopRequest(), (journal, done, lines) -> {
                    if (done == lines) {
                        context.jdbc.sql(change).update();
                    }
                });
        return ((RunResult.NotPosted) results.get(0)).faults();
    }

    @Test
    void every_range_is_verified_by_itself_and_what_breaks_a_law_is_told_of_all_of_them() {
        assertThat(refusedAfter("update inventory_transaction set open = false where transaction_id in ('L2', 'L3')"))
                .as("one of the first item and one of the last")
                .extracting(Fault::transactionId)
                .containsExactly("L3", "L2");
        assertThat(
                        rows(
                                "select concat_ws(' ', step_name, status) from batch.batch_step_execution where step_name like 'verify%' order by step_name"))
                .containsExactly("verify FAILED", "verifyPartition:p0 COMPLETED", "verifyPartition:p1 COMPLETED");
    }

    @Test
    void not_more_violations_of_a_law_are_told_than_without_ranges() {
        assertThat(refusedAfter("update inventory_transaction set open = false where transaction_id like 'L1%'"))
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into settlement select -5, 4711, run_id, amount, debit_account_id, credit_account_id, storno from settlement limit 1",
                "insert into settlement select 99, 4711, run_id, amount, debit_account_id, credit_account_id, storno from settlement limit 1"
            })
    void what_lies_before_and_behind_all_lines_is_verified_too(String change) {
        assertThat(refusedAfter(change))
                .anySatisfy(fault -> assertThat(fault.message())
                        .startsWith("run 1 breaks the law that every line of the journal")
                        .contains("has no adjustment"));
    }

    @Test
    void a_restart_verifies_every_range_again() {
        context.jdbc.sql("""
                        create sequence tries;
                        grant usage on sequence tries to large_operator;
                        create function fail() returns trigger language plpgsql as $$
                        begin
                            if nextval('tries') = 1 then
                                raise exception 'trouble' using errcode = '22003';
                            end if;
                            return new;
                        end $$;
                        create trigger fail before insert on voucher for each row execute function fail()
                        """).update();
        assertThat(context.post(REQUEST).toString()).contains("UNEXPECTED", "trouble");
        context.jdbc
                .sql("update inventory_transaction set open = false where transaction_id = 'L7'")
                .update();
        assertThat(context.post(REQUEST).toString()).contains("TRANSACTION_NOT_OPEN");
        context.jdbc.sql("update inventory_transaction set open = true").update();
        assertThat(context.post(REQUEST)).containsExactly(new RunResult.Posted(1, false, 0));
    }
}
