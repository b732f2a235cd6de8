package org.periodclose.cli;

import static org.periodclose.cli.CsvForm.plain;
import static org.periodclose.cli.CsvForm.text;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;

/** What {@code explain} tells, as CSV. */
final class ExplanationCells {
    static final List<String> LINE = List.of(
            "run",
            "line",
            "transaction_id",
            "item_number",
            "item_group",
            "kind",
            "quantity",
            "financial_date",
            "amount",
            "ledger_amount",
            "inventory_account",
            "inventory_by",
            "inventory_rule",
            "offset_account",
            "offset_by",
            "offset_rule",
            "formula",
            "rule");
    static final List<String> STORY = List.of(
            "currency_layer",
            "event",
            "run",
            "journal",
            "date",
            "voucher",
            "line",
            "debit_account",
            "credit_account",
            "ledger_amount",
            "amount",
            "value_after");

    private ExplanationCells() {}

    static List<String> of(LineCard card, SettlementReason settlement) {
        return List.of(
                plain(card.run().run()),
                plain(card.line().line()),
                text(settlement.transactionId()),
                text(settlement.itemNumber()),
                text(settlement.itemGroup()),
                settlement.kind().name(),
                settlement.quantity().toPlainString(),
                plain(settlement.financialDate()),
                settlement.amount().toPlainString(),
                settlement.ledgerAmount().toPlainString(),
                text(settlement.inventory().account()),
                settlement.inventory().source().name(),
                text(settlement.inventory().words()),
                text(settlement.offset().account()),
                settlement.offset().source().name(),
                text(settlement.offset().words()),
                settlement.formula(),
                settlement.rule());
    }

    /** Its cost, what was posted, what is not posted yet; an event a row. */
    static Stream<List<String>> of(TransactionStory story) {
        return story.layers().stream().flatMap(layer -> Stream.of(
                        Stream.of(cost(story, layer)),
                        layer.steps().stream().map(step -> posted(layer, step)),
                        layer.openLines().stream().map(line -> notPosted(layer, line)))
                .flatMap(rows -> rows));
    }

    private static List<String> cost(TransactionStory story, TransactionStory.Layer layer) {
        String date = plain(story.financialDate());
        String cost = known(layer.cost());
        return List.of(layer.currencyLayer().name(), "COST", "", "", date, "", "", "", "", "", cost, cost);
    }

    /** Empty: not known. */
    private static String known(@Nullable Money money) {
        return money == null ? "" : money.toPlainString();
    }

    private static List<String> posted(TransactionStory.Layer layer, TransactionStory.Step step) {
        return List.of(
                layer.currencyLayer().name(),
                step.type().name(),
                plain(step.run()),
                text(step.journal()),
                plain(step.postingDate()),
                text(step.voucher()),
                plain(step.line()),
                text(step.debitAccount()),
                text(step.creditAccount()),
                step.ledgerAmount().toPlainString(),
                step.amount().toPlainString(),
                known(step.valueAfter()));
    }

    private static List<String> notPosted(TransactionStory.Layer layer, TransactionStory.OpenLine line) {
        return List.of(
                layer.currencyLayer().name(),
                "NOT_POSTED",
                "",
                text(line.journal()),
                "",
                "",
                "",
                "",
                "",
                "",
                line.amount().toPlainString(),
                "");
    }
}
