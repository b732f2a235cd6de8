package org.periodclose.run;

import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.effect.Effect;

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
