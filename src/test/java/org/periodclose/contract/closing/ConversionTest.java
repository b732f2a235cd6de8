package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;

/** Items that this program has valued become standard-cost items. */
class ConversionTest {
    private static final String STOCK = """
            3 Jan  F R 4 @ 10
            5 Jan  F R 4 @ 12
            9 Jan  F I 3 @ 11
            """;

    private static final String CLOSE = "close --company C --date 2026-01-31";
    private static final String TO_11 = "convert --company C --item A1 --price 11 --date 2026-02-01";

    private final Books books = Books.empty();
    private final Commands program = InProcess.on(books.url());

    private String does(String command) {
        return StockLedger.told(program, command);
    }

    private void isClosed(String model, String stock) {
        StockLedger.imported(program, model, stock);
        program.line(CLOSE).exited(0);
    }

    private void isSound() {
        program.line("verify --company C").exited(0);
    }

    private String refused(String command) {
        return program.line(command).exited(4).err().replaceAll("\\s+", " ").trim();
    }

    private String onHand(long run) {
        return books.sql()
                .sql(
                        "select coalesce(string_agg(trim_scale(quantity) || ' for ' || value, ', '), 'nothing') from closing_balance where run_id = :run")
                .param("run", run)
                .query(String.class)
                .single();
    }

    @Test
    void each_open_layer_is_set_to_standard_cost() {
        isClosed("FIFO", STOCK);
        assertThat(onHand(1)).isEqualTo("5 for 58.00");
        assertThat(does(TO_11)).isEqualTo("""
                1 Feb standard cost conversion
                  R1 +1.00
                  R2 -4.00
                """);
        isSound();
    }
}
