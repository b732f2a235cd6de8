package org.periodclose.contract.closing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What a company comes to: its runs, the values of its transactions at the end, the open layers after the last active close of each currency layer,
 * and what is on hand. A row is a line of text, so that a difference can be read.
 */
record Outcome(List<Run> runs, List<String> values, List<String> openLayers, List<String> onHand) {
    /** @param name number, type, posting date and settled amount */
    record Run(
            String name,
            List<String> settlements,
            List<String> matches,
            List<String> unsettled,
            List<String> circles,
            List<String> voucherLines) {}

    /** An {@code expected.json}. */
    static Outcome expected(JsonNode json) {
        return new Outcome(
                list(json, "runs").map(Outcome::run).toList(),
                json.get("transactions").properties().stream()
                        .map(transaction -> value(
                                transaction.getKey(), transaction.getValue().asString()))
                        .toList(),
                rows(
                        json,
                        "openLayers",
                        layer -> layer(
                                text(layer, "layer"), object(layer), text(layer, "quantity"), text(layer, "value"))),
                rows(
                        json,
                        "onHand",
                        object -> onHand(object(object), text(object, "quantity"), text(object, "value"))));
    }

    private static Run run(JsonNode run) {
        return run(run, run, run);
    }

    /** From three answers of the program; those of expected.json stand in one. */
    static Run run(JsonNode run, JsonNode settlements, JsonNode voucher) {
        return new Run(
                name(run),
                rows(settlements, "settlements", Outcome::settlement),
                rows(settlements, "matches", Outcome::match),
                rows(settlements, "unsettled", Outcome::unsettled),
                rows(settlements, "circles", Outcome::circle),
                rows(voucher, "voucherLines", Outcome::voucherLine));
    }

    private static String name(JsonNode run) {
        return text(run, "run") + " " + text(run, "type") + " " + text(run, "postingDate") + " "
                + text(run, "settledAmount");
    }

    private static String settlement(JsonNode row) {
        return settlement(
                text(row, "transactionId"),
                text(row, "part"),
                text(row, "amount"),
                text(row, "debitAccount"),
                text(row, "creditAccount"),
                text(row, "ledgerAmount"),
                text(row, "storno"));
    }

    static String settlement(
            String transaction,
            String part,
            Object amount,
            String debit,
            String credit,
            Object ledgerAmount,
            Object storno) {
        return transaction + " " + part + " " + amount + " Dr " + debit + " Cr " + credit + " " + ledgerAmount
                + " storno " + storno;
    }

    private static String match(JsonNode row) {
        return match(
                text(row, "issue"),
                text(row, "layer"),
                text(row, "quantity"),
                text(row, "amount"),
                text(row, "principle"),
                text(row, "settled"));
    }

    static String match(String issue, String layer, String quantity, Object amount, String principle, Object settled) {
        return issue + " from " + layer + " " + quantity + " " + amount + " " + principle + " settled " + settled;
    }

    private static String unsettled(JsonNode row) {
        return unsettled(text(row, "transactionId"), text(row, "quantity"), text(row, "reason"));
    }

    static String unsettled(String transaction, String quantity, String reason) {
        return transaction + " " + quantity + " " + reason;
    }

    private static String circle(JsonNode row) {
        return circle(
                list(row, "members").map(JsonNode::asString).toList(),
                row.get("solved").asBoolean());
    }

    static String circle(List<String> members, boolean solved) {
        return String.join(", ", members) + (solved ? " solved" : " not solved");
    }

    private static String voucherLine(JsonNode row) {
        return voucherLine(
                text(row, "itemGroup"),
                text(row, "itemNumber"),
                text(row, "debitAccount"),
                text(row, "creditAccount"),
                text(row, "amount"),
                text(row, "storno"),
                text(row, "settlements"));
    }

    static String voucherLine(
            String group, String item, String debit, String credit, Object amount, Object storno, Object settlements) {
        return group + " " + item + " Dr " + debit + " Cr " + credit + " " + amount + " storno " + storno + " of "
                + settlements;
    }

    static String value(String transaction, Object value) {
        return transaction + " " + value;
    }

    static String layer(String layer, List<String> object, String quantity, Object value) {
        return layer + " " + object + " " + quantity + " for " + value;
    }

    static String onHand(List<String> object, String quantity, Object value) {
        return object + " " + quantity + " for " + value;
    }

    static List<String> object(JsonNode row) {
        return list(row, "object").map(JsonNode::asString).toList();
    }

    static List<String> rows(JsonNode of, String list, Function<JsonNode, String> text) {
        return list(of, list).map(text).toList();
    }

    static Stream<JsonNode> list(JsonNode of, String list) {
        return StreamSupport.stream(of.get(list).spliterator(), false);
    }

    static String text(JsonNode row, String field) {
        JsonNode value = row.get(field);
        return value == null ? "(absent)" : value.isNull() ? "-" : value.asString();
    }

    /** Line by line, for someone who looks for the one wrong row; empty: there is none. */
    String differencesFrom(Outcome expected) {
        List<String> found = new ArrayList<>();
        compareInOrder(found, "the runs", names(expected), names(this));
        for (int i = 0; i < Math.min(runs.size(), expected.runs.size()); i++) {
            Run is = runs.get(i);
            Run right = expected.runs.get(i);
            String where = "run " + right.name + ": ";
            compareInOrder(found, where + "settlements", right.settlements, is.settlements);
            compare(found, where + "matches", right.matches, is.matches);
            compare(found, where + "unsettled issues", right.unsettled, is.unsettled);
            compareInOrder(found, where + "circles", right.circles, is.circles);
            compareInOrder(found, where + "voucher lines", right.voucherLines, is.voucherLines);
        }
        compare(found, "the values of the transactions at the end", expected.values, values);
        compare(found, "the open layers after the last active close", expected.openLayers, openLayers);
        compare(found, "on hand", expected.onHand, onHand);
        return String.join("\n", found);
    }

    private static List<String> names(Outcome outcome) {
        return outcome.runs.stream().map(Run::name).toList();
    }

    /** The same rows, each as often; their order is not compared. */
    private static boolean compare(List<String> found, String what, List<String> expected, List<String> actual) {
        List<String> missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        List<String> unexpected = new ArrayList<>(actual);
        expected.forEach(unexpected::remove);
        if (missing.isEmpty() && unexpected.isEmpty()) {
            return true;
        }
        found.add(what);
        found.add(Stream.concat(
                        missing.stream().map(row -> row + "\texpected  "),
                        unexpected.stream().map(row -> row + "\tis        "))
                .sorted()
                .map(row -> "  " + row.substring(row.indexOf('\t') + 1) + row.substring(0, row.indexOf('\t')))
                .collect(Collectors.joining("\n")));
        return false;
    }

    private static void compareInOrder(List<String> found, String what, List<String> expected, List<String> actual) {
        if (compare(found, what, expected, actual) && !expected.equals(actual)) {
            found.add(what + ": the order");
            found.add("  expected  " + String.join("\n            ", expected));
            found.add("  is        " + String.join("\n            ", actual));
        }
    }
}
