package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import tools.jackson.databind.JsonNode;

/** The worked companies of close-cases, step by step through the command line: every settlement, match, voucher line and value. */
class CloseCasesTest {
    static Stream<CloseCase> cases() {
        return CloseCase.all().stream();
    }

    @Test
    void every_folder_is_there() {
        assertThat(CloseCase.all().stream().map(CloseCase::number)).hasSize(41).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_program_comes_to_what_was_worked_out(CloseCase worked) {
        Books books = Books.empty();
        Commands program = InProcess.on(books.url());
        worked.run(program);
        assertThat(shown(program, books, worked).differencesFrom(Outcome.expected(worked.expected())))
                .isEmpty();
    }

    /** As the commands show it. */
    private static Outcome shown(Commands program, Books books, CloseCase worked) {
        List<JsonNode> runs = Outcome.list(
                        program.run("runs", "--company", worked.company(), "--output", "json")
                                .exited(0)
                                .json(),
                        "runs")
                .sorted(Comparator.comparingLong(run -> run.get("run").asLong()))
                .toList();
        String lastClose = runs.stream()
                .filter(run -> Outcome.text(run, "type").equals("CLOSE")
                        && run.get("cancelledBy").isNull())
                .map(run -> Outcome.text(run, "run"))
                .reduce((one, later) -> later)
                .orElseThrow();
        return new Outcome(
                runs.stream().map(run -> run(program, run)).toList(),
                Posted.values(books, worked.company()),
                Outcome.rows(json(program, "layers", lastClose), "layers", CloseCasesTest::layer),
                Posted.onHand(books, worked.company()));
    }

    private static JsonNode json(Commands program, String question, String run) {
        return program.run(question, "--run", run, "--output", "json").exited(0).json();
    }

    private static Outcome.Run run(Commands program, JsonNode run) {
        String number = Outcome.text(run, "run");
        JsonNode settlements = json(program, "settlements", number);
        assertThat(Outcome.rows(
                        settlements,
                        "matches",
                        match -> Outcome.text(match, "issue") + " " + Outcome.text(match, "layer")))
                .as("by issue and layer")
                .isSorted();
        if (Outcome.text(run, "type").equals("CLOSE")) {
            assertThat(json(program, "unsettled", number).get("unsettled")).isEqualTo(settlements.get("unsettled"));
        }
        return Outcome.run(run, settlements, json(program, "voucher", number));
    }

    private static String layer(JsonNode layer) {
        List<String> object = Stream.of("itemNumber", "site", "warehouse", "batchNumber", "serialNumber")
                .map(layer::get)
                .filter(dimension -> !dimension.isNull())
                .map(JsonNode::asString)
                .toList();
        return Outcome.layer(
                Outcome.text(layer, "layer"), object, Outcome.text(layer, "quantity"), Outcome.text(layer, "value"));
    }
}
