package org.periodclose.cancelling;

import org.periodclose.core.settlement.Settlement;
import org.periodclose.run.Line;
import org.periodclose.run.Position;
import org.periodclose.run.Settlements;

/** A settlement of the cancelled run. */
record CancelledLine(Settlement settlement, String transactionId, int itemGroup) implements Line {
    @Override
    public Position position() {
        return new Position(settlement.item(), settlement.transaction());
    }

    @Override
    public void settle(Settlements made) {
        made.add(settlement.reversed(made.partition().storno()), transactionId, itemGroup);
    }
}
