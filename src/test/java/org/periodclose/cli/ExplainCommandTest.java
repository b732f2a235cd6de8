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
}
