package org.periodclose.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.periodclose.view.Table.Row;

class TextTableTest {
    private record Line(String item, String sum) {}

    private static final Fields<Line> LINE = new Fields<Line>()
            .text("itemNumber", "Item", Line::item)
            .figure("sum", "Sum", line -> new BigDecimal(line.sum()));

    private static int measurements(int rows) {
        AtomicInteger measured = new AtomicInteger();
        Table lines = LINE.table(IntStream.range(0, rows)
                .mapToObj(row -> new Line("A" + row, "1.00"))
                .toList());
        TextTable table = new TextTable(lines, 0, text -> {
            measured.incrementAndGet();
            return text.length();
        });
        assertThat(table.width()).isPositive();
        table.text(new Paint(false));
        return measured.get();
    }

    @Test
    void twice_the_rows_need_twice_the_work() {
        int header = measurements(0);
        assertThat(measurements(2000) - header).isEqualTo(2 * (measurements(1000) - header));
    }

    @Test
    void each_column_is_as_wide_as_its_widest_cell_or_its_title() {
        List<Row> rows = LINE.rows(List.of(new Line("A-1000", "1.00")));
        rows.add(Row.RULE);
        rows.addAll(LINE.rows(List.of(new Line("𝔅", "-1250.00"))));
        assertThat(new TextTable(Table.of(LINE.columns(), rows), 0).text(new Paint(false)))
                .isEqualTo("""
                Item          Sum
                ─────────────────
                A-1000       1.00
                ─────────────────
                𝔅       -1,250.00
                """);
    }
}
