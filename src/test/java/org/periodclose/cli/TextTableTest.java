package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static int measurements(int rows) {
        AtomicInteger measured = new AtomicInteger();
        TextTable table = new TextTable(text -> {
                    measured.incrementAndGet();
                    return text.length();
                })
                .left("Item")
                .right("Amount");
        for (int row = 0; row < rows; row++) {
            table.row("A" + row, "1.00");
        }
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
        assertThat(new TextTable()
                        .left("Item")
                        .right("Sum")
                        .row("A-1000", "1.00")
                        .rule()
                        .row("𝔅", "-1,250.00")
                        .text(new Paint(false)))
                .isEqualTo("""
                Item          Sum
                ─────────────────
                A-1000       1.00
                ─────────────────
                𝔅       -1,250.00
                """);
    }
}
