package org.periodclose.cli;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.JournalCard;
import org.periodclose.adjusting.JournalLine;
import org.periodclose.adjusting.LeftOut;
import org.periodclose.adjusting.OtherLine;
import org.periodclose.adjusting.Proposal;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Journals and proposals, as JSON. */
final class JournalJson {
    private JournalJson() {}

    static ObjectNode of(Proposal proposal) {
        ObjectNode node = object().put("company", proposal.company())
                .put("journal", proposal.journal())
                .put("description", proposal.description())
                .put("status", proposal.status())
                .put("currencyLayer", proposal.currencyLayer().name())
                .put("currency", proposal.currency())
                .put("offsetAccount", proposal.offsetAccount())
                .put("chargesCode", proposal.chargesCode())
                .put("receipts", proposal.receipts())
                .put("leftOut", proposal.leftOut())
                .put("lines", proposal.lines())
                .put("increase", proposal.increase().toPlainString())
                .put("decrease", proposal.decrease().toPlainString())
                .put("sum", proposal.sum().toPlainString())
                .put("again", proposal.kind() == Proposal.Kind.COMPUTED_AGAIN)
                .put("changedLines", proposal.changedLines())
                .put("inOtherJournals", proposal.others().receipts());
        ObjectNode reasons = node.putObject("leftOutReasons");
        proposal.reasons().forEach((reason, transactions) -> reasons.put(reason.name(), transactions));
        ArrayNode leftOut = node.putArray("leftOutTransactions");
        for (LeftOut each : proposal.leftOutTransactions()) {
            leftOut.addObject()
                    .put("transactionId", each.transactionId())
                    .put("reason", each.reason().name());
        }
        ArrayNode others = node.putArray("otherJournalLines");
        for (OtherLine line : proposal.others().lines()) {
            others.addObject()
                    .put("transactionId", line.transactionId())
                    .put("journal", line.journal())
                    .put("status", line.status())
                    .put("amount", line.amount().toPlainString());
        }
        return node;
    }

    static ObjectNode of(JournalLine line) {
        return object().put("transactionId", line.transactionId())
                .put("itemNumber", line.itemNumber())
                .put("itemGroup", line.itemGroup())
                .put("quantity", line.quantity().toPlainString())
                .put("value", plain(line.value()))
                .put("computedFrom", plain(line.computedFrom()))
                .put("amount", line.amount().toPlainString())
                .put("offsetAccount", line.offsetAccount())
                .put("chargesCode", line.chargesCode());
    }

    static ObjectNode of(JournalCard journal) {
        ObjectNode node = object().put("company", journal.company())
                .put("journal", journal.journal())
                .put("description", journal.description())
                .put("status", journal.status())
                .put("currencyLayer", journal.currencyLayer().name())
                .put("currency", journal.currency())
                .put("offsetAccount", journal.offsetAccount())
                .put("chargesCode", journal.chargesCode())
                .put("method", text(journal.method()))
                .put("lines", journal.lines())
                .put("sum", journal.sum().toPlainString())
                .put("fourEyes", journal.fourEyes());
        ArrayNode makers = node.putArray("madeBy");
        journal.madeBy().forEach(makers::add);
        return node.put("releasedBy", journal.releasedBy()).put("releasedAt", text(journal.releasedAt()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
