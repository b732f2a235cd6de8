package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
}
