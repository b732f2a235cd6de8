package org.periodclose.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.periodclose.view.Table.Style;

class MarkupPageTest {
    private static final PageReader OF_TWO_ROWS =
            new PageReader(UnaryOperator.identity(), (column, row) -> null, false, 2);

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
}
