package org.periodclose.desk;

import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.effect.Effect;
import org.periodclose.inquiry.Reconciliation;

/** A posted run with all that can be said of it. */
public record PostedRun(Document document, Effect effect, List<Fault> leftOut, Reconciliation reconciliation) {
    public PostedRun {
        leftOut = List.copyOf(leftOut);
    }
}
