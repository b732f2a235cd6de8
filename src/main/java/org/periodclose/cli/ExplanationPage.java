package org.periodclose.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.AccountRule;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;

/** A voucher line down to its settlements, or a transaction from its cost to its value, as people read it. */
final class ExplanationPage {
    private final Paint paint;

    ExplanationPage(Paint paint) {
        this.paint = paint;
    }

    String line(LineCard card, Consumer<Consumer<SettlementReason>> settlements) {
        List<SettlementReason> shown = new ArrayList<>();
        settlements.accept(shown::add);
        VoucherLine line = card.line();
        return head(card.run(), line) + "\n" + table(line, shown).text(paint) + "\n" + reasons(shown);
    }

    private String head(Run run, VoucherLine line) {
        String of = line.itemGroup() == null
                ? ""
                : ", group " + line.itemGroup() + (line.itemNumber() == null ? "" : ", item " + line.itemNumber());
        return paint.bold("Line " + line.line() + " of voucher " + run.voucher()) + ": D " + line.debitAccount() + " K "
                + line.creditAccount() + " " + Amounts.grouped(line.amount()) + " " + run.currency()
                + (line.storno() ? " storno" : "") + of + "\n"
                + "Run " + run.run() + ", journal " + run.journal() + ", posted on " + run.postingDate()
                + (run.cancels() == null ? "" : ", takes back run " + run.cancels()) + "\n";
    }

    private TextTable table(VoucherLine line, List<SettlementReason> shown) {
        TextTable table = new TextTable()
                .left("Transaction")
                .left("Item")
                .left("Kind")
                .right("Quantity")
                .right("Change")
                .left("Sign")
                .right("In the line")
                .left("Inventory by")
                .left("Offset by");
        Money sum = Money.zero(line.amount().currency());
        for (SettlementReason settlement : shown) {
            sum = sum.plus(settlement.ledgerAmount());
            table.row(
                    settlement.ledgerAmount().isNegative() ? paint::red : UnaryOperator.identity(),
                    settlement.transactionId(),
                    settlement.itemNumber(),
                    settlement.kind().name().toLowerCase(Locale.ROOT),
                    Amounts.grouped(settlement.quantity().stripTrailingZeros()),
                    Amounts.grouped(settlement.amount()),
                    settlement.formula(),
                    Amounts.grouped(settlement.ledgerAmount()),
                    settlement.inventory().source().name(),
                    settlement.offset().source().name());
        }
        table.rule();
        long more = line.settlements() - shown.size();
        if (more > 0) {
            total(
                    table,
                    "and " + Amounts.grouped(more) + " more (--limit)",
                    line.amount().plus(sum.negated()));
        }
        return total(table, settlements(line.settlements()), line.amount());
    }

    private static TextTable total(TextTable table, String what, Money amount) {
        return table.row(what, "", "", "", "", "", Amounts.grouped(amount), "", "");
    }

    private static String settlements(long number) {
        return Amounts.grouped(number) + (number == 1 ? " settlement" : " settlements");
    }

    /** Each rule that chose something, once. */
    private static String reasons(List<SettlementReason> shown) {
        Set<String> reasons = new LinkedHashSet<>();
        for (SettlementReason settlement : shown) {
            reasons.add(chosen("Inventory", settlement.inventory()));
        }
        for (SettlementReason settlement : shown) {
            reasons.add(chosen("Offset", settlement.offset()));
        }
        for (SettlementReason settlement : shown) {
            reasons.add(settlement.rule());
        }
        if (shown.stream().anyMatch(settlement -> settlement.formula().startsWith("m"))) {
            reasons.add(
                    "a is the change of the inventory balance, m the change in the direction of the original posting");
        }
        return String.join("\n", reasons) + "\n";
    }

    private static String chosen(String side, AccountRule rule) {
        return side + " " + rule.account() + " by " + rule.source() + ": " + rule.words();
    }

    String story(TransactionStory story) {
        StringBuilder page = new StringBuilder();
        page.append(paint.bold("Transaction " + story.transactionId() + " of company " + story.company()))
                .append(": ")
                .append(story.kind().name().toLowerCase(Locale.ROOT))
                .append(" of ")
                .append(Amounts.grouped(story.quantity().stripTrailingZeros()))
                .append(" of item ")
                .append(story.itemNumber())
                .append(" (group ")
                .append(story.itemGroup())
                .append("), ")
                .append(story.open() ? "open" : "no longer open")
                .append('\n')
                .append("Physical date ")
                .append(orNone(story.physicalDate()))
                .append(", financial date ")
                .append(orNone(story.financialDate()))
                .append(", inventory account ")
                .append(story.inventoryAccount() == null ? "of the posting profile" : story.inventoryAccount())
                .append('\n');
        for (TransactionStory.Layer layer : story.layers()) {
            page.append('\n').append(layer(story, layer));
        }
        return page.toString();
    }

    private String layer(TransactionStory story, TransactionStory.Layer layer) {
        TextTable table = new TextTable()
                .left(layer.currencyLayer().name().toLowerCase(Locale.ROOT) + ", " + layer.currency())
                .left("Date")
                .left("Voucher")
                .left("Line")
                .left("In the ledger")
                .right("Change")
                .right("Value");
        table.row(
                "cost",
                story.financialDate() == null ? "" : story.financialDate().toString(),
                "",
                "",
                "",
                "",
                Amounts.known(layer.cost()));
        for (TransactionStory.Step step : layer.steps()) {
            table.row(
                    step.ledgerAmount().isNegative() ? paint::red : UnaryOperator.identity(),
                    what(step),
                    step.postingDate().toString(),
                    step.voucher() == null ? "none" : step.voucher(),
                    step.line() == null ? "" : step.line().toString(),
                    "D " + step.debitAccount() + " K " + step.creditAccount() + " "
                            + Amounts.grouped(step.ledgerAmount())
                            + (step.ledgerAmount().isNegative() ? " storno" : ""),
                    Amounts.grouped(step.amount()),
                    Amounts.known(step.valueAfter()));
        }
        table.rule();
        table.row("value", "", "", "", "", Amounts.grouped(layer.change()), Amounts.known(layer.value()));
        for (TransactionStory.OpenLine line : layer.openLines()) {
            table.row(
                    "not posted: journal " + line.journal() + " (" + line.status() + ")",
                    "",
                    "",
                    "",
                    "",
                    Amounts.grouped(line.amount()),
                    "");
        }
        return table.text(paint);
    }

    private static String what(TransactionStory.Step step) {
        String run = "run " + step.run();
        if (step.cancels() != null) {
            return run + " takes back run " + step.cancels();
        }
        return run + ", journal " + step.journal()
                + (step.cancelledBy() == null ? "" : ", taken back by run " + step.cancelledBy());
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }
}
