package org.periodclose.adjusting;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.inventory.OriginalPosting;
import org.periodclose.core.ledger.SetDigest;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;
import org.periodclose.core.settlement.Settlement;
import org.periodclose.core.settlement.StornoRule;
import org.periodclose.run.Kept;
import org.periodclose.run.Line;
import org.periodclose.run.Position;
import org.periodclose.run.RunAccounts;
import org.periodclose.run.Settlements;

/**
 * A line of a frozen journal over the layers of a close: the open quantity of a layer goes over into an on-hand layer, which is worth so much more or less.
 *
 * @param made id of the on-hand layer
 * @param layer id of its source
 * @param root id of the layer at the beginning of its chain, of which it has the place in the order of time
 * @param date of the root
 * @param source the layer in digests
 * @param label the on-hand layer in digests
 * @param object the cost object in digests
 * @param from what the source has handed out before
 * @param quantity that is open of it
 * @param value that is open of it
 * @param inventory id of the inventory account; null: it has vanished
 * @param offset id of the offset account; null: it has vanished
 * @param ownOffset id of the offset account that the journal line names; null: none
 * @param ownChargesCode id of the charges code that the journal line names; null: none
 */
record RevaluedLine(
        long made,
        int item,
        long layer,
        long root,
        LocalDate date,
        String source,
        String label,
        int costObject,
        String object,
        int itemGroup,
        String from,
        String quantity,
        Money value,
        Money amount,
        @Nullable Integer inventory,
        @Nullable Integer offset,
        @Nullable Integer ownOffset,
        @Nullable Integer ownChargesCode)
        implements Line {
    private static final String LAYERS =
            "copy cost_layer (id, run_id, item_id, cost_object_id, kind, date, quantity, source_id, root_id) from stdin";
    private static final String MATCHES =
            "copy match (item_id, issue_id, layer_id, run_id, from_quantity, quantity, amount, principle, settled) from stdin";

    @Override
    public Position position() {
        return new Position(item, layer);
    }

    @Override
    public String transactionId() {
        return source;
    }

    @Override
    public void settle(Settlements made) {
        OriginalPosting posting = AdjustmentLine.posting(Direction.RECEIPT, inventory, offset);
        Settlement settlement = new Settlement(
                item,
                this.made,
                Part.ON_HAND,
                amount,
                StornoRule.correspondence(posting, amount, made.partition().storno()));
        RunAccounts accounts = made.accounts();
        made.add(
                settlement,
                label,
                itemGroup,
                ownOffset == null ? null : accounts.name(ownOffset),
                ownChargesCode == null ? null : accounts.chargesCode(ownChargesCode));
        keep(made.partition().run(), made.kept());
    }

    private void keep(long run, Kept kept) {
        kept.rows(LAYERS)
                .number(made)
                .number(run)
                .number(item)
                .number(costObject)
                .text("ON_HAND")
                .text(date.toString())
                .text(quantity)
                .number(layer)
                .number(root)
                .end();
        kept.match(SetDigest.text(object, label, "ON_HAND", quantity));
        kept.rows(MATCHES)
                .number(item)
                .number(made)
                .number(layer)
                .number(run)
                .text(from)
                .text(quantity)
                .text(value.toPlainString())
                .text("ON_HAND")
                .flag(true)
                .end();
        kept.match(SetDigest.text(object, source, label, from, quantity, value.toPlainString(), "ON_HAND", true));
    }
}
