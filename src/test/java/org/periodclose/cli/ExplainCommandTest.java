package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    private final Capture capture = new Capture();

    @Test
    void explain_takes_one_question() {
        for (String line : List.of(
                "explain",
                "explain --run 1",
                "explain --run 1 --transaction T",
                "explain --company C",
                "explain --line 1")) {
            Capture each = new Capture();
            assertThat(each.execute(line.split(" ", -1))).as(line).isEqualTo(2);
            assertThat(each.err())
                    .isEqualTo(
                            "WRONG_USAGE  explain takes either --run and --line, or --company and --transaction: see explain --help\n");
        }
        assertThat(capture.execute("explain", "--run", "1", "--line", "1", "--limit", "0"))
                .isEqualTo(2);
        assertThat(capture.err()).isEqualTo("WRONG_USAGE  --limit \"0\" is below 1: give 1 or more\n");
    }

    @Test
    void the_chain_is_that_of_a_transaction_and_as_deep_as_there_is_room_for() {
        for (String line : List.of(
                "explain --run 1 --line 1 --chain",
                "explain --company C --transaction T --depth 3",
                "explain --company C --transaction T --layer reporting")) {
            Capture each = new Capture();
            assertThat(each.execute(line.split(" ", -1))).as(line).isEqualTo(2);
            assertThat(each.err())
                    .isEqualTo(
                            "WRONG_USAGE  --chain is for a transaction, and --depth and --layer are for --chain: give --company C --transaction T --chain\n");
        }
        wrong("0", "is below 1: give 1 or more");
        wrong("-3", "is below 1: give 1 or more");
        wrong("201", "is above 200: give 200 or less");
        wrong("deep", "is not a whole number: give one like 17");
    }

    private static void wrong(String depth, String message) {
        for (String line : List.of(
                "explain --company C --transaction T --chain --depth=" + depth,
                "report cost --company C --transaction T --depth=" + depth)) {
            Capture each = new Capture();
            assertThat(each.execute(line.split(" ", -1))).as(line).isEqualTo(2);
            assertThat(each.err()).isEqualTo("WRONG_USAGE  --depth \"" + depth + "\" " + message + "\n");
        }
    }
}
