package org.periodclose.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Style;

class MarkupPageTest {
    private static final PageReader OF_TWO_ROWS =
            new PageReader(UnaryOperator.identity(), key -> null, (column, row) -> null, true, 2);

    private static String page(int rows) {
        Fields<Integer> fields = new Fields<Integer>().text("name", "Name", number -> "row " + number);
        List<Table.Row> all = fields.rows(
                java.util.stream.IntStream.rangeClosed(1, rows).boxed().toList());
        all.add(fields.sum(Style.TOTAL, Map.of("name", "all of them")));
        View<?> view = View.of(fields, 1, page -> page.table(Table.of(fields.columns(), all)));
        return MarkupPage.of(view, OF_TWO_ROWS);
    }

    @Test
    void a_long_table_shows_its_first_rows_and_its_sum() {
        assertThat(page(4))
                .contains("row 1", "row 2", "all of them", "The first 2 rows. CSV has all of them.")
                .doesNotContain("row 3", "row 4");
        assertThat(page(2)).contains("row 2", "all of them").doesNotContain("The first");
    }

    /** The pages of a Russian reader: own words, figures of their own writing, and a mark where it stays English. */
    @Test
    void what_is_said_has_the_words_and_the_figures_of_its_reader() {
        Map<String, String> words = Map.of("said.{0} lines of {1}", "{1} за {0} строк", "word.POSTED", "разнесена");
        PageReader russian = new PageReader(UnaryOperator.identity(), words::get, (column, row) -> null, false, 2);
        Said lines = Said.of("{0} lines of {1}", 1234, new BigDecimal("-1234.50"));
        Fields<Integer> fields = new Fields<Integer>().text("status", "Status", number -> RunStatus.POSTED);
        View<?> view = View.of(
                fields,
                1,
                page -> page.line(lines)
                        .line(Said.joined(Said.english("no {0} & more"), "; ", Said.data("a {0} 1.50")))
                        .table(fields.table(List.of(1))));
        assertThat(MarkupPage.of(view, russian))
                .contains(
                        "−1\u00A0234,50 за 1\u00A0234 строк</p>",
                        "<span lang=\"en\">no {0} &amp; more</span>; a {0} 1.50</p>",
                        ">разнесена</td>");
        assertThat(MarkupPage.of(view, OF_TWO_ROWS))
                .contains("1,234 lines of −1,234.50</p>", ">no {0} &amp; more; a {0} 1.50</p>", ">POSTED</td>");
        assertThat(lines).hasToString("1,234 lines of -1,234.50");
    }
}
