package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code explain} tells, as JSON. */
final class ExplanationJson {
    private ExplanationJson() {}

    static ObjectNode of(SettlementReason settlement) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("transactionId", settlement.transactionId())
                .put("itemNumber", settlement.itemNumber())
                .put("itemGroup", settlement.itemGroup())
                .put("kind", settlement.kind().name())
                .put("quantity", settlement.quantity().toPlainString())
                .put("financialDate", text(settlement.financialDate()))
                .put("amount", settlement.amount().toPlainString())
                .put("ledgerAmount", settlement.ledgerAmount().toPlainString())
                .put("inventoryAccount", settlement.inventory().account())
                .put("inventoryBy", settlement.inventory().source().name())
                .put("inventoryRule", settlement.inventory().words())
                .put("offsetAccount", settlement.offset().account())
                .put("offsetBy", settlement.offset().source().name())
                .put("offsetRule", settlement.offset().words())
                .put("formula", settlement.formula())
                .put("rule", settlement.rule());
    }

    static ObjectNode of(TransactionStory story) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("company", story.company())
                .put("transactionId", story.transactionId())
                .put("itemNumber", story.itemNumber())
                .put("itemGroup", story.itemGroup())
                .put("kind", story.kind().name())
                .put("quantity", story.quantity().toPlainString())
                .put("physicalDate", text(story.physicalDate()))
                .put("financialDate", text(story.financialDate()))
                .put("open", story.open())
                .put("inventoryAccount", story.inventoryAccount());
        ArrayNode layers = root.putArray("layers");
        story.layers().forEach(layer -> layer(layers.addObject(), layer));
        return root;
    }

    private static void layer(ObjectNode node, TransactionStory.Layer layer) {
        node.put("currencyLayer", layer.currencyLayer().name())
                .put("currency", layer.currency())
                .put("cost", plain(layer.cost()));
        ArrayNode steps = node.putArray("adjustments");
        for (TransactionStory.Step step : layer.steps()) {
            steps.addObject()
                    .put("run", step.run())
                    .put("type", step.type().name())
                    .put("journal", step.journal())
                    .put("postingDate", step.postingDate().toString())
                    .put("voucher", step.voucher())
                    .put("line", step.line())
                    .put("debitAccount", step.debitAccount())
                    .put("creditAccount", step.creditAccount())
                    .put("ledgerAmount", step.ledgerAmount().toPlainString())
                    .put("amount", step.amount().toPlainString())
                    .put("valueAfter", plain(step.valueAfter()))
                    .put("cancels", step.cancels())
                    .put("cancelledBy", step.cancelledBy());
        }
        node.put("value", plain(layer.value()));
        ArrayNode openLines = node.putArray("openLines");
        for (TransactionStory.OpenLine line : layer.openLines()) {
            openLines
                    .addObject()
                    .put("journal", line.journal())
                    .put("status", line.status())
                    .put("amount", line.amount().toPlainString());
        }
    }

    private static @Nullable String plain(@Nullable Money money) {
        return money == null ? null : money.toPlainString();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
