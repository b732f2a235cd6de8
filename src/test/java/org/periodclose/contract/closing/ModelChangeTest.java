package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.Ended;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;

/** The ERP has valued an item by itself, and then the company has it valued by this program. */
class ModelChangeTest {
    private static final String STOCK = """
            3 Jan  F R 4 @ 10
            5 Jan  F R 4 @ 12
            9 Jan  F I 3 @ 11
            20 Jan  P R 1 @ 13
            2 Feb  F I 4 @ 11
            5 Feb  F R 2 @ 15
            2 Mar  F I 2 @ 11
            """;

    private static final String FEBRUARY = "close --company C --date 2026-02-28";
    private static final String ACCEPTED = FEBRUARY + " --accept MODEL_CHANGED";
    private static final String MARCH = "close --company C --date 2026-03-31";

    private static final String VALUED = """
              I1 takes 3 from R1: 30.00
              I2 takes 1 from R1: 10.00
              I2 takes 3 from R2: 36.00
              I1 +3.00
              I2 -2.00
              left R2 1 for 12.00
              left R4 2 for 30.00
            """;

    private final Books books = Books.empty();
    private final Commands program = InProcess.on(books.url());

    private void januaryIsClosed(String model, String stock) {
        StockLedger.imported(program, model, stock);
        program.line("close --company C --date 2026-01-31").exited(0);
    }

    private String does(String command) {
        return StockLedger.told(program, command);
    }

    private void isSound() {
        program.line("verify --company C").exited(0);
    }

    private String onHand(long run) {
        return books.sql()
                .sql(
                        "select coalesce(string_agg(trim_scale(quantity) || ' for ' || value, ', '), 'nothing') from closing_balance where run_id = :run")
                .param("run", run)
                .query(String.class)
                .single();
    }

    private String refused(String command) {
        Ended refused = program.line(command).exited(4);
        return refused.err().replaceAll("\\s+", " ").trim();
    }

    @Test
    void stock_that_the_erp_valued_at_the_last_close_is_taken_over_only_if_that_is_accepted() {
        januaryIsClosed("MOVING_AVERAGE", STOCK);
        StockLedger.becomes(program, "FIFO");
        assertThat(refused(FEBRUARY))
                .contains("MODEL_CHANGED item \"A1\" was valued by the ERP at the last close and is FIFO now:"
                        + " restore its inventory model, or close with --accept MODEL_CHANGED");
        assertThat(does(ACCEPTED)).isEqualTo("28 Feb close\n" + VALUED);
        assertThat(onHand(1)).isEqualTo("5 for 55.00");
        assertThat(onHand(2)).isEqualTo("3 for 42.00");
        assertThat(does(MARCH)).isEqualTo("""
                31 Mar close
                  I3 takes 1 from R2: 12.00
                  I3 takes 1 from R4: 15.00
                  I3 -5.00
                  left R4 1 for 15.00
                """);
        isSound();
    }

    @Test
    void a_recalculation_takes_the_stock_over_until_the_close_does() {
        januaryIsClosed("STANDARD_COST", STOCK);
        StockLedger.becomes(program, "FIFO");
        assertThat(does("recalculate --company C --date 2026-02-10")).isEqualTo("""
                10 Feb recalculation
                  I1 +3.00
                  I2 -2.00
                """);
        assertThat(does("recalculate --company C --date 2026-02-11")).isEqualTo("11 Feb recalculation\n");
        assertThat(does(ACCEPTED)).isEqualTo("28 Feb close\n" + VALUED.replaceAll("  I. [+-].*\n", ""));
        assertThat(does("recalculate --company C --date 2026-03-01")).isEqualTo("1 Mar recalculation\n");
        assertThat(onHand(4)).isEqualTo("3 for 42.00");
        isSound();
    }

    @Test
    void the_close_that_took_it_over_can_be_cancelled_and_done_again() {
        januaryIsClosed("MOVING_AVERAGE", STOCK);
        StockLedger.becomes(program, "FIFO");
        assertThat(does(ACCEPTED)).isEqualTo("28 Feb close\n" + VALUED);
        assertThat(does("cancel --run 2")).isEqualTo("""
                28 Feb cancellation of run 2
                  I1 -3.00
                  I2 +2.00
                """);
        assertThat(refused(FEBRUARY)).contains("MODEL_CHANGED");
        assertThat(does(ACCEPTED)).isEqualTo("28 Feb close\n" + VALUED);
        assertThat(onHand(4)).isEqualTo("3 for 42.00");
        isSound();
    }

    @Test
    void an_average_takes_it_over_too() {
        januaryIsClosed("MOVING_AVERAGE", STOCK);
        StockLedger.becomes(program, "WEIGHTED_AVERAGE");
        assertThat(does(ACCEPTED)).isEqualTo("""
                28 Feb close
                  I1 takes 3 from ~2/1: 35.40
                  I2 takes 4 from ~2/1: 47.20
                  ~2/1 takes 4 from R1: 40.00
                  ~2/1 takes 4 from R2: 48.00
                  ~2/1 takes 2 from R4: 30.00
                  I1 -2.40
                  I2 -3.20
                  left ~2/1 3 for 35.40
                """);
        isSound();
    }

    @Test
    void what_this_program_closed_before_the_erp_valued_it_is_not_read_again() {
        januaryIsClosed("FIFO", """
                3 Jan  F R 4 @ 10
                9 Jan  F I 4 @ 11
                5 Feb  F R 2 @ 15
                2 Mar  F I 1 @ 11
                """);
        StockLedger.becomes(program, "MOVING_AVERAGE");
        assertThat(does(FEBRUARY)).isEqualTo("28 Feb close\n");
        assertThat(onHand(2)).isEqualTo("2 for 30.00");
        StockLedger.becomes(program, "FIFO");
        assertThat(refused(MARCH)).contains("MODEL_CHANGED");
        assertThat(does(MARCH + " --accept MODEL_CHANGED")).isEqualTo("""
                31 Mar close
                  I2 takes 1 from R2: 15.00
                  I2 -4.00
                  left R2 1 for 15.00
                """);
        assertThat(onHand(3)).isEqualTo("1 for 15.00");
        isSound();
    }

    @Test
    void nothing_was_on_hand_so_there_is_nothing_to_accept() {
        januaryIsClosed("MOVING_AVERAGE", """
                3 Jan  F R 4 @ 10
                9 Jan  F I 4 @ 10
                2 Feb  F R 2 @ 12
                3 Feb  F I 1 @ 10
                """);
        StockLedger.becomes(program, "FIFO");
        assertThat(does(FEBRUARY)).isEqualTo("""
                28 Feb close
                  I2 takes 1 from R2: 12.00
                  I2 -2.00
                  left R2 1 for 12.00
                """);
        isSound();
    }
}
