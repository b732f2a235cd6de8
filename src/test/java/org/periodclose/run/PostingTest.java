package org.periodclose.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.Specification;
import org.periodclose.desk.Posting;

class PostingTest {
    private static final LocalDate DATE = LocalDate.of(2025, 10, 31);

    @Test
    void a_run_that_leaves_lines_out_is_whole_when_the_others_are_settled() {
        List<String> told = new CopyOnWriteArrayList<>();
        ProgressListener progress = (journal, done, lines) -> told.add(done + " of " + lines);
        try (PostingContext context =
                new PostingContext("period-close.chunk-size=1", "period-close.threads=1").withSmallCompany()) {
            context.jdbc
                    .sql("update inventory_transaction set open = false where transaction_id = 'T3'")
                    .update();
            PostRequest request = PostingContext.request("C", "J");
            PostRequest skipping = new PostRequest(
                    "C",
                    request.journals(),
                    request.postingDate(),
                    null,
                    null,
                    null,
                    null,
                    false,
                    null,
                    true,
                    request.today());
            Posting posting = context.bean(Posting.class);
            StopRequest stop = new StopRequest();
            posting.post(skipping, stop, (journal, done, lines) -> {
                progress.settled(journal, done, lines);
                if (done == 2) {
                    stop.request(Outcome.DONE);
                }
            });
            assertThat(told).containsExactly("0 of 5", "1 of 4", "2 of 4");
            told.clear();
            try (PostingContext next = context.another()) {
                next.bean(Posting.class).post(skipping, new StopRequest(), progress);
            }
            assertThat(told).startsWith("2 of 4").endsWith("4 of 4");
        }
    }

    @Test
    void a_journal_is_posted_once_and_whole() {
        try (PostingContext context =
                new PostingContext("period-close.chunk-size=1", "period-close.threads=2").withSmallCompany()) {
            List<RunResult> first = context.post(PostingContext.request("C", "J"));
            assertThat(first).containsExactly(new RunResult.Posted(1, false, 0));
            assertThat(context.jdbc
                            .sql(
                                    "select voucher, settlements, settled_amount, lines, length(checksum) from posting_run join voucher on run_id = id")
                            .query()
                            .singleRow()
                            .values())
                    .extracting(Object::toString)
                    .containsExactly("C-000001", "5", "50.00", "4", "64");
            assertThat(context.jdbc
                            .sql(
                                    "select concat_ws(' ', line, amount, storno, settlements) from voucher_line order by line")
                            .query(String.class)
                            .list())
                    .containsExactly("1 100.00 f 1", "2 -50.00 t 2", "3 50.00 f 1", "4 -50.00 t 1");
            assertThat(context.post(PostingContext.request("C", "J")))
                    .containsExactly(new RunResult.Posted(1, true, 0));
        }
    }

    /** Nothing is asked of the database between two companies, so nothing can go wrong there and take what is posted out of the answer. */
    @Test
    void the_journals_of_all_companies_are_those_that_are_there_at_the_beginning() {
        try (PostingContext context = new PostingContext().withSmallCompany()) {
            context.jdbc.sql("""
                            insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                            values ('D', 'Another', 'USD', 2, true);
                            insert into adjustment_journal (company_id, journal, currency_layer) values (2, 'K', 'ACCOUNTING')
                            """).update();
            PostRequest everything = new PostRequest(
                    null, List.of(), DATE, Specification.ITEM_GROUP, null, null, null, false, null, false, DATE);
            assertThat(context.bean(Posting.class).post(everything, new StopRequest(), (journal, done, lines) -> {
                        if (done == 5) {
                            context.jdbc
                                    .sql(
                                            "insert into adjustment_journal (company_id, journal, currency_layer) values (2, 'L', 'ACCOUNTING')")
                                    .update();
                        }
                    }))
                    .containsExactly(
                            new RunResult.Posted(1, false, 0), new RunResult.Empty(new Subject("D", "K", null)));
        }
    }
}
