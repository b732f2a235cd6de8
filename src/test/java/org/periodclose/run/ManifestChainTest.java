package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.evidence.Audit;

/** How the chain of a company grows. */
class ManifestChainTest {
    private static final int JOURNALS = 8;

    /** The layers have a lock each, the chain is one. */
    @Test
    void both_currency_layers_of_a_company_post_at_the_same_time_into_one_chain() {
        try (PostingContext accounting = new PostingContext().withSmallCompany();
                PostingContext reporting = accounting.another()) {
            accounting.jdbc.sql("""
                    update company set reporting_currency = 'EUR', reporting_decimals = 2;
                    update inventory_transaction set reporting_cost_amount = 900.00;
                    insert into adjustment_journal (company_id, journal, currency_layer)
                    select 1, left(layer, 1) || n, layer from generate_series(1, :journals) n, unnest(array['ACCOUNTING', 'REPORTING']) layer;
                    insert into adjustment select id, 1, 1, 1.00 from adjustment_journal where journal <> 'J'
                    """).param("journals", JOURNALS).update();
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> post(reporting, "R"));
            post(accounting, "A");
            other.join();

            Audit.Report report = accounting.bean(Audit.class).of("C", null);
            assertThat(report.length()).isEqualTo(2 * JOURNALS);
            assertThat(report.runs()).extracting(Run::currencyLayer).contains(CurrencyLayer.values());
            for (String series : List.of("ACCOUNTING", "REPORTING")) {
                assertThat(accounting.rows("select voucher from voucher join manifest using (run_id) where series = '"
                                + series + "' order by position"))
                        .as("a voucher number is taken in the order of the chain")
                        .hasSize(JOURNALS)
                        .isSorted();
            }
        }
    }

    private static void post(PostingContext context, String layer) {
        for (int i = 1; i <= JOURNALS; i++) {
            assertThat(context.post(PostingContext.request("C", layer + i)))
                    .singleElement()
                    .isInstanceOf(RunResult.Posted.class);
        }
    }

    @Test
    void runs_that_are_older_than_the_chain_are_held_to_the_laws_and_listed_in_its_first_manifest() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            Audit audit = context.bean(Audit.class);
            assertThat(audit.of("C", null)).isEqualTo(new Audit.Report("C", List.of(), 0, null));
            context.post(PostingContext.request("C", "J"));
            tamper(context, "delete from manifest; delete from manifest_chain");
            assertThat(audit.of("C", null).runs()).extracting(Run::manifest).containsOnlyNulls();

            context.jdbc.sql("""
                    insert into adjustment_journal (company_id, journal, currency_layer) values (1, 'K', 'ACCOUNTING');
                    insert into adjustment values (2, 1, 1, 1.00)
                    """).update();
            context.post(PostingContext.request("C", "K"));
            assertThat(context.rows("select content ->> 'runsBefore' from manifest"))
                    .containsExactly("[1]");
            assertThat(audit.of("C", null).runs()).extracting(Run::run).containsExactly(1L, 2L);

            tamper(context, "update settlement set amount = 99.00 where run_id = 1 and inventory_transaction_id = 1");
            assertThatThrownBy(() -> audit.of("C", null)).hasMessageStartingWith("LAW_BROKEN  run 1 breaks the law");
            tamper(context, "update settlement set amount = 100.00 where run_id = 1 and inventory_transaction_id = 1");
            tamper(context, "update posting_run set status = 'FAILED' where id = 1");
            assertThatThrownBy(() -> audit.of("C", null))
                    .hasMessageStartingWith("MANIFEST_BROKEN  run 1 of company \"C\", which was posted, is gone");
        }
    }

    private static void tamper(PostingContext context, String sql) {
        context.jdbc
                .sql("set session_replication_role = replica; " + sql + "; set session_replication_role = origin")
                .update();
    }

    @Test
    void a_manifest_says_what_was_posted_by_which_program_after_which_other() {
        try (PostingContext context = PostedBooks.open()) {
            assertThat(context.rows("""
                            select concat_ws(' ', content ->> 'run', content ->> 'type', content ->> 'journal', content ->> 'voucher',
                                             content ->> 'settlements', content ->> 'settledAmount', content ->> 'exceptions', content ->> 'cancels',
                                             content ->> 'note')
                              from manifest order by position
                            """))
                    .containsExactly(
                            "1 TRANSACTION_ADJUSTMENT J C-000001 5 50.00 0",
                            "2 TRANSACTION_ADJUSTMENT K C-000002 3 12.00 0",
                            "3 TRANSACTION_ADJUSTMENT L C-000003 1 3.00 1",
                            "4 TRANSACTION_ADJUSTMENT M 1 1.00 0 goods in transit",
                            "5 CANCELLATION K C-000004 3 -12.00 0 2 wrong freight");
            assertThat(context.rows("select distinct (content ->> 'program') <> '' from manifest"))
                    .containsExactly("t");
            assertThat(
                            context.rows(
                                    "select count(distinct content ->> 'checksum') || ' ' || count(distinct hash) from manifest"))
                    .containsExactly("5 5");
        }
    }
}
