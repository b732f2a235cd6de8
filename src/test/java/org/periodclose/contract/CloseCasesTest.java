package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.Commands;
import org.periodclose.Ended;
import org.periodclose.cli.InProcess;
import tools.jackson.databind.JsonNode;

/** The worked companies of close-cases, step by step through the command line: every settlement, match, voucher line and value. */
class CloseCasesTest {
    /** What comes after it needs links between items. */
    private static final int LAST = 27;

    private static final Comparator<String> BY_CODE_POINT = Comparator.naturalOrder();

    static Stream<CloseCase> cases() {
        return CloseCase.all().stream().filter(worked -> worked.number() <= LAST);
    }

    @Test
    void every_folder_is_there() {
        assertThat(CloseCase.all().stream().map(CloseCase::number)).hasSize(41).doesNotHaveDuplicates();
        assertThat(cases()).hasSize(LAST);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void comes_out_as_it_was_worked_out(CloseCase worked) {
        Books books = Books.empty();
        Commands program = InProcess.on(books.url());
        program.run("import", worked.folder().toString(), "--quiet").exited(0);
        for (List<String> step : worked.steps()) {
            for (List<String> command : worked.commands(step)) {
                Ended ended = program.run(command);
                assertThat(ended.exitCode()).as(ended.toString()).isIn(0, command.contains("--skip-invalid") ? 3 : 0);
            }
        }
        Differences differences = new Differences();
        List<JsonNode> runs = list(program.run("runs", "--company", worked.company(), "--output", "json")
                        .exited(0)
                        .json()
                        .get("runs"))
                .sorted(Comparator.comparingLong(run -> run.get("run").asLong()))
                .toList();
        List<JsonNode> expected = list(worked.expected().get("runs")).toList();
        differences.compareInOrder(
                "the runs",
                expected.stream().map(CloseCasesTest::run).toList(),
                runs.stream().map(CloseCasesTest::run).toList());
        for (JsonNode run : expected) {
            compare(program, run, differences);
        }
        differences.compare(
                "the values of the transactions at the end",
                worked.expected().get("transactions").properties().stream()
                        .map(transaction -> transaction.getKey() + " "
                                + transaction.getValue().asString())
                        .toList(),
                books.sql().sql("""
                        select concat_ws(' ', transaction_id, value)
                          from period_close_view.inventory_value
                         where company = ? and currency_layer = 'ACCOUNTING'
                        """).param(worked.company()).query(String.class).list());
        differences.compare(
                "the open layers after the last active close",
                list(worked.expected().get("openLayers"))
                        .map(layer ->
                                text(layer, "layer") + " " + object(layer) + " " + text(layer, "quantity", "value"))
                        .toList(),
                openLayers(program, runs));
        differences.compare(
                "on hand",
                list(worked.expected().get("onHand"))
                        .map(object -> object(object) + " " + text(object, "quantity", "value"))
                        .toList(),
                onHand(books));
        differences.none(worked);
    }

    private static void compare(Commands program, JsonNode run, Differences differences) {
        String number = text(run, "run");
        String where = "run " + run(run) + ": ";
        JsonNode actual = program.run("settlements", "--run", number, "--output", "json")
                .exited(0)
                .json();
        differences.compareInOrder(
                where + "settlements",
                rows(run, "settlements", CloseCasesTest::settlement),
                rows(actual, "settlements", CloseCasesTest::settlement));
        differences.compare(
                where + "matches",
                rows(run, "matches", CloseCasesTest::match),
                rows(actual, "matches", CloseCasesTest::match));
        List<String> keys = rows(actual, "matches", match -> text(match, "issue", "layer"));
        differences.compareInOrder(
                where + "matches by issue and layer",
                keys.stream().sorted(BY_CODE_POINT).toList(),
                keys);
        differences.compare(
                where + "unsettled issues",
                rows(run, "unsettled", CloseCasesTest::unsettled),
                rows(actual, "unsettled", CloseCasesTest::unsettled));
        if (text(run, "type").equals("CLOSE")) {
            JsonNode unsettled = program.run("unsettled", "--run", number, "--output", "json")
                    .exited(0)
                    .json();
            differences.compareInOrder(
                    where + "unsettled --run as settlements --run",
                    rows(actual, "unsettled", JsonNode::toString),
                    rows(unsettled, "unsettled", JsonNode::toString));
        }
        differences.compareInOrder(
                where + "circles",
                rows(run, "circles", JsonNode::toString),
                rows(actual, "circles", JsonNode::toString));
        JsonNode voucher = program.run("voucher", "--run", number, "--output", "json")
                .exited(0)
                .json();
        differences.compareInOrder(
                where + "voucher lines",
                rows(run, "voucherLines", CloseCasesTest::voucherLine),
                rows(voucher, "voucherLines", CloseCasesTest::voucherLine));
    }

    private static List<String> openLayers(Commands program, List<JsonNode> runs) {
        JsonNode last = runs.stream()
                .filter(run -> text(run, "type").equals("CLOSE")
                        && text(run, "status").equals("POSTED")
                        && run.get("cancelledBy").isNull())
                .reduce((one, later) -> later)
                .orElseThrow();
        JsonNode layers = program.run("layers", "--run", text(last, "run"), "--output", "json")
                .exited(0)
                .json();
        return rows(layers, "layers", layer -> {
            List<String> object = Stream.of("itemNumber", "site", "warehouse", "batchNumber", "serialNumber")
                    .map(field -> layer.get(field))
                    .filter(field -> !field.isNull())
                    .map(JsonNode::asString)
                    .toList();
            return text(layer, "layer") + " " + object + " " + text(layer, "quantity", "value");
        });
    }

    private static List<String> onHand(Books books) {
        return books.sql().sql("""
                        with value as (
                            select t.cost_object_id, t.quantity, v.value
                              from inventory_transaction t
                              join period_close_view.inventory_value v on v.transaction_id = t.transaction_id and v.currency_layer = 'ACCOUNTING'
                            union all
                            select l.cost_object_id, 0, s.amount
                              from settlement s
                              join active_run r on r.id = s.run_id and r.currency_layer = 'ACCOUNTING'
                              join cost_layer l on l.id = s.inventory_transaction_id)
                        select '[' || concat_ws(', ', i.item_number, o.site, o.warehouse, o.batch_number, o.serial_number) || '] '
                                   || trim_scale(sum(v.quantity)) || ' ' || sum(v.value)
                          from value v
                          join cost_object o on o.id = v.cost_object_id
                          join item i on i.id = o.item_id
                         group by o.id, i.id
                        """).query(String.class).list();
    }

    private static String run(JsonNode run) {
        return text(run, "run", "type", "postingDate", "settledAmount");
    }

    private static String settlement(JsonNode settlement) {
        return text(settlement, "transactionId", "part", "amount")
                + " Dr " + text(settlement, "debitAccount") + " Cr " + text(settlement, "creditAccount")
                + " " + text(settlement, "ledgerAmount") + " storno " + text(settlement, "storno");
    }

    private static String match(JsonNode match) {
        return text(match, "issue") + " from " + text(match, "layer") + " "
                + text(match, "quantity", "amount", "principle") + " settled " + text(match, "settled");
    }

    private static String unsettled(JsonNode issue) {
        return text(issue, "transactionId", "quantity", "reason");
    }

    private static String voucherLine(JsonNode line) {
        return text(line, "itemGroup", "itemNumber") + " Dr " + text(line, "debitAccount") + " Cr "
                + text(line, "creditAccount") + " " + text(line, "amount") + " storno " + text(line, "storno") + ", "
                + text(line, "settlements") + " settlements";
    }

    private static String object(JsonNode row) {
        return list(row.get("object")).map(JsonNode::asString).toList().toString();
    }

    private static List<String> rows(JsonNode of, String list, java.util.function.Function<JsonNode, String> text) {
        return list(of.get(list)).map(text).toList();
    }

    private static Stream<JsonNode> list(JsonNode list) {
        return StreamSupport.stream(Objects.requireNonNull(list).spliterator(), false);
    }

    private static String text(JsonNode row, String... fields) {
        return Stream.of(fields)
                .map(field -> row.get(field))
                .map(value -> value == null ? "(absent)" : value.isNull() ? "-" : value.asString())
                .collect(Collectors.joining(" "));
    }
}
