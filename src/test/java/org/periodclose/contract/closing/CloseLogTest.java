package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;

/** What a close writes to the log for the operator, beside what every run does. */
class CloseLogTest {
    /** The warnings of a close of 28 February. */
    private static List<String> warnings(String model, String ledger) {
        Commands program = InProcess.on(Books.empty().url());
        StockLedger.imported(program, model, ledger);
        return program.line("close --company C --date 2026-02-28")
                .exited(0)
                .err()
                .lines()
                .filter(line -> line.contains(" WARN "))
                .map(line -> line.replaceFirst(".* WARN +", ""))
                .toList();
    }

    @Test
    void a_circle_without_anything_from_outside_is_told() {
        assertThat(warnings("FIFO", """
                        1 Feb  F I 5 for 50.00 by M1
                        1 Feb  F R 5 for 50.00 by M1 in W2
                        2 Feb  F I 5 for 40.00 by M2 in W2
                        2 Feb  F R 5 for 40.00 by M2
                        """))
                .containsExactly(
                        "[CIRCULAR] run=1 company=C step=verify members of circles into which no cost comes from outside: 4 (first: I1, I2, R1, R2); what their costs changed by is written off");
    }

    @Test
    void an_open_layer_below_zero_is_told() {
        assertThat(warnings("FIFO", """
                        1 Feb  F R 10 @ 4
                        2 Feb  F I 10 @ 10 by M1
                        2 Feb  F R 10 @ 5 by M1 in W2
                        """))
                .containsExactly(
                        "[NEGATIVE_VALUE] run=1 company=C step=verify open layers whose value is below zero: 1 (first: R2); it is calculated with as it is");
    }

    @Test
    void a_circle_that_has_a_solution_is_no_warning() {
        assertThat(warnings("WEIGHTED_AVERAGE", """
                        1 Feb  F R 10 @ 10
                        2 Feb  F I 10 @ 10 by M1
                        2 Feb  F R 10 @ 10 by M1 in W2
                        3 Feb  F I 5 @ 10 by M2 in W2
                        3 Feb  F R 5 @ 10 by M2
                        4 Feb  F R 5 @ 14
                        """)).isEmpty();
    }
}
