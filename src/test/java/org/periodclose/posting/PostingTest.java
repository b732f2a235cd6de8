package org.periodclose.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostingTest {
    @Test
    void a_journal_is_posted_once_and_whole() {
        try (PostingContext context =
                new PostingContext("period-close.chunk-size=1", "period-close.threads=2").withSmallCompany()) {
            List<JournalResult> first = context.post(PostingContext.request("C", "J"));
            assertThat(first).containsExactly(new JournalResult.Posted(1, false, 0));
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
                    .containsExactly(new JournalResult.Posted(1, true, 0));
        }
    }
}
