package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.periodclose.Patience;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cancelling.CancelRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.evidence.Audit;

/** Numbers without gaps: vouchers for each company and currency layer, runs for all. */
class NumbersTest {
    private static final String VOUCHERS = "select concat_ws(' ', run_id, voucher) from voucher order by run_id";

    private final PostingContext context = new PostingContext().withSmallCompany();

    @AfterEach
    void close() {
        context.close();
    }

    private void change(String sql) {
        context.jdbc.sql(sql).update();
    }

    private RunResult post(String journal) {
        return context.post(PostingContext.request("C", journal)).get(0);
    }

    private static PostRequest request(boolean dryRun, boolean skipInvalid) {
        LocalDate date = LocalDate.of(2025, 10, 31);
        return new PostRequest("C", List.of("J"), date, null, null, null, null, dryRun, null, skipInvalid, date);
    }

    private void journal(String journal, String layer) {
        change("""
                update company set reporting_currency = 'EUR', reporting_decimals = 2 where id = 1;
                update inventory_transaction set reporting_cost_amount = cost_amount;
                insert into adjustment_journal (company_id, journal, currency_layer) values (1, '%1$s', '%2$s');
                insert into adjustment select id, 1, 1, 1.00 from adjustment_journal where journal = '%1$s'
                """.formatted(journal, layer));
    }

    @Test
    void each_currency_layer_has_a_voucher_series_of_its_own() {
        journal("R1", "REPORTING");
        journal("A2", "ACCOUNTING");
        journal("R2", "REPORTING");
        for (String journal : List.of("J", "R1", "A2", "R2")) {
            assertThat(post(journal)).isInstanceOf(RunResult.Posted.class);
        }
        context.cancel(new CancelRequest(4, null, null, null, null, false));
        assertThat(context.rows(VOUCHERS))
                .containsExactly("1 C-000001", "2 C-R-000001", "3 C-000002", "4 C-R-000002", "5 C-R-000003");
        assertThat(context.bean(Audit.class).of("C", null).runs()).hasSize(5);
    }

    @Test
    void after_the_series_that_both_layers_shared_accounting_goes_on_and_reporting_begins() {
        journal("R1", "REPORTING");
        journal("A2", "ACCOUNTING");
        journal("R2", "REPORTING");
        change(
                "create function old_voucher() returns trigger language plpgsql as $$ begin"
                        + " new.series := 'ACCOUNTING'; new.number := 2; new.voucher := 'C-000002'; return new; end $$;"
                        + " create trigger old_voucher before insert on voucher for each row when (new.series = 'REPORTING') execute function old_voucher()");
        post("J");
        post("R1");
        change("drop trigger old_voucher on voucher; delete from voucher_number where currency_layer = 'REPORTING';"
                + " update voucher_number set last = 2");
        post("A2");
        post("R2");
        assertThat(context.rows("select concat_ws(' ', run_id, series, voucher) from voucher order by run_id"))
                .containsExactly(
                        "1 ACCOUNTING C-000001",
                        "2 ACCOUNTING C-000002",
                        "3 ACCOUNTING C-000003",
                        "4 REPORTING C-R-000001");
        assertThat(context.bean(Audit.class).of("C", null).runs()).hasSize(4);
    }

    @Test
    void a_company_whose_name_looks_like_the_reporting_series_of_another_has_its_own() {
        change("""
                insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                values ('C-R', 'Other', 'USD', 2, true);
                insert into voucher_number (company_id, last) select id, 1 from company where company = 'C-R';
                """);
        journal("R1", "REPORTING");
        post("R1");
        assertThat(context.rows("select voucher from voucher")).containsExactly("C-R-000001");
    }

    @Test
    void a_gap_in_one_series_is_found_by_verify() {
        journal("R1", "REPORTING");
        post("J");
        post("R1");
        change("update voucher_number set last = 2 where currency_layer = 'REPORTING'");
        assertThatThrownBy(() -> context.bean(Audit.class).of("C", null))
                .hasMessageContaining(
                        "the vouchers of company \"C\" in the REPORTING layer are not numbered from 1 to the last number given");
    }

    @Test
    void refusals_dry_runs_and_what_breaks_off_use_up_no_run_number() {
        change("update fiscal_period set status = 'CLOSED'");
        post("J");
        change("update fiscal_period set status = 'OPEN'; update inventory_transaction set open = false where id = 5");
        assertThat(post("J").outcome()).isEqualTo(Outcome.REFUSED);
        change("update inventory_transaction set open = true");
        assertThat(context.post(request(true, false)).get(0)).isInstanceOf(RunResult.Planned.class);
        change("""
                create function broken() returns trigger language plpgsql as $$ begin raise 'killed here'; end $$;
                create trigger broken before update on adjustment_journal for each row execute function broken();
                """);
        assertThat(post("J").outcome()).isEqualTo(Outcome.FAILED);
        change("drop trigger broken on adjustment_journal");
        assertThat(post("J")).isEqualTo(new RunResult.Posted(1, false, 0));
        assertThat(context.rows("select distinct run_id from run_item")).containsExactly("1");
        assertThat(context.rows("select distinct run_id from run_partition")).containsExactly("1");
    }

    @Test
    void lines_left_out_go_with_the_number_of_their_run() {
        change("update inventory_transaction set open = false where id = 5");
        assertThat(context.post(request(false, true))).containsExactly(new RunResult.Posted(1, false, 1));
        assertThat(context.rows("select run_id from posting_exception")).containsExactly("1");
    }

    @Test
    void companies_and_layers_that_begin_together_share_the_numbers_without_a_gap() throws Exception {
        journal("R1", "REPORTING");
        try (PostingContext other = context.another();
                Gate checked = new Gate(context, 1, "before update of id on posting_run for each row")) {
            CompletableFuture<RunResult> first = CompletableFuture.supplyAsync(() -> post("J"));
            checked.awaitArrival();
            CompletableFuture<RunResult> second = CompletableFuture.supplyAsync(
                    () -> other.post(PostingContext.request("C", "R1")).get(0));
            checked.open();
            List<RunResult> results = new ArrayList<>(List.of(
                    first.get(Patience.MINUTES, TimeUnit.MINUTES), second.get(Patience.MINUTES, TimeUnit.MINUTES)));
            assertThat(results)
                    .containsExactlyInAnyOrder(new RunResult.Posted(1, false, 0), new RunResult.Posted(2, false, 0));
        }
    }
}
