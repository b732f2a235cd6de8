package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import tools.jackson.databind.JsonNode;

/** What recalculations and closes write to the log for the operator, beside what every run does. */
class CloseLogTest {
    private static final String CLOSED_CIRCLE = """
            1 Feb  F I 5 for 50.00 by M1
            1 Feb  F R 5 for 50.00 by M1 in W2
            2 Feb  F I 5 for 40.00 by M2 in W2
            2 Feb  F R 5 for 40.00 by M2
            """;

    private static final String BELOW_ZERO = """
            1 Feb  F R 10 @ 4
            2 Feb  F I 10 @ 10 by M1
            2 Feb  F R 10 @ 5 by M1 in W2
            """;

    /** The warnings of a close of 28 February. */
    private static List<String> warnings(String model, String ledger) {
        return warnings(model, ledger, "close");
    }

    /** The warnings of a command for 28 February. */
    private static List<String> warnings(String model, String ledger, String command) {
        Commands program = InProcess.on(Books.empty().url());
        StockLedger.imported(program, model, ledger);
        return program.line(command + " --company C --date 2026-02-28")
                .exited(0)
                .err()
                .lines()
                .filter(line -> line.contains(" WARN "))
                .map(line -> line.replaceFirst(".* WARN +", ""))
                .toList();
    }

    @Test
    void a_circle_without_anything_from_outside_is_told() {
        assertThat(warnings("FIFO", CLOSED_CIRCLE))
                .containsExactly(
                        "[CIRCULAR] run=1 company=C step=verify members of circles into which no cost comes from outside: 4 (first: I1, I2, R1, R2); what their costs changed by is written off");
    }

    @Test
    void an_open_layer_below_zero_is_told() {
        assertThat(warnings("FIFO", BELOW_ZERO))
                .containsExactly(
                        "[NEGATIVE_VALUE] run=1 company=C step=verify open layers whose value is below zero: 1 (first: R2); it is calculated with as it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recalculate", "recalculate --dry-run", "close --dry-run"})
    void what_keeps_nothing_tells_the_same(String command) {
        assertThat(withoutFields(warnings("FIFO", CLOSED_CIRCLE, command)))
                .isEqualTo(withoutFields(warnings("FIFO", CLOSED_CIRCLE)));
        assertThat(withoutFields(warnings("FIFO", BELOW_ZERO, command)))
                .isEqualTo(withoutFields(warnings("FIFO", BELOW_ZERO)));
    }

    private static List<String> withoutFields(List<String> warnings) {
        assertThat(warnings).hasSize(1);
        return warnings.stream()
                .map(warning -> warning.replaceAll(" (run|company|step|partition)=\\S+", ""))
                .toList();
    }

    /** Nothing of the circle is open after the close of February, so that the close of March has it without looking at it. */
    @Test
    void a_plan_has_the_circles_that_its_close_will_have() {
        Commands program = InProcess.on(Books.empty().url());
        StockLedger.imported(program, "FIFO", CLOSED_CIRCLE);
        program.line("close --company C --date 2026-02-28").exited(0);
        String close = "close --company C --date 2026-03-31";
        String planned = circles(program, close + " --dry-run --output json");
        assertThat(planned).isEqualTo("1");
        assertThat(circles(program, close + " --output json")).isEqualTo(planned);
    }

    private static String circles(Commands program, String command) {
        JsonNode done = program.line(command).exited(0).json();
        return (done.has("runs") ? done.get("runs").get(0) : done)
                .get("circles")
                .asString();
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
