package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import tools.jackson.databind.JsonNode;

/** FIFO: R1 of 2, R2 of 2, then an issue of 3; R3 comes after the close. The close settles R1 in full and half of R2. */
class AdjustAfterACloseTest {
    private static final String STOCK = """
            1 Feb  F R 2 @ 10
            2 Feb  F R 2 @ 20
            3 Feb  F I 3 @ 10
            5 Mar  F R 1 @ 30
            """;

    private final Commands program = InProcess.on(Books.empty().url());

    private JsonNode adjust(String journal, String... more) {
        List<String> command =
                new ArrayList<>(List.of("adjust", "--company", "C", "--journal", journal, "--output", "json"));
        command.addAll(List.of(more));
        return program.run(command).exited(0).json();
    }

    private static String told(JsonNode proposal) {
        return proposal.get("receipts").asString() + " receipts, settled: "
                + proposal.get("leftOutReasons").path("SETTLED").asString("none");
    }

    @Test
    void a_receipt_that_a_close_settled_in_full_is_proposed_only_with_the_option() {
        StockLedger.imported(program, "FIFO", STOCK);
        String[] percent = {"--method", "percent", "--percent", "10"};
        assertThat(told(adjust("BEFORE", percent))).isEqualTo("3 receipts, settled: none");
        program.run("close", "--company", "C", "--date", "2026-02-28").exited(0);
        assertThat(told(adjust("OPEN", percent))).isEqualTo("2 receipts, settled: 1");
        assertThat(told(adjust("ALL", "--settled", "--method", "percent", "--percent", "10")))
                .isEqualTo("3 receipts, settled: none");
        assertThat(told(adjust("OPEN", "--again"))).isEqualTo("2 receipts, settled: 1");
        assertThat(told(adjust("ALL", "--again"))).isEqualTo("3 receipts, settled: none");
        program.run("cancel", "--run", "1").exited(0);
        assertThat(told(adjust("OPEN", "--again"))).isEqualTo("3 receipts, settled: none");
    }
}
