package org.periodclose.posting;

import java.util.List;
import org.periodclose.effect.Effect;
import org.periodclose.fault.Fault;
import org.periodclose.ledger.Voucher;

/**
 * What posting a journal would do.
 *
 * @param leftOut the faults of the lines that would be refused, not more than a person or a script reads
 */
public record Plan(Voucher voucher, Effect effect, List<Fault> leftOut) {
    public Plan {
        leftOut = List.copyOf(leftOut);
    }
}
