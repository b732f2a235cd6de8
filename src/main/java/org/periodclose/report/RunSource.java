package org.periodclose.report;

import java.util.List;
import java.util.Map;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.effect.Effect;

/**
 * What the report of a posted run is made of.
 *
 * @param company name of the company
 * @param journal description of the journal
 * @param accounts names of main accounts
 * @param took how long the run took, in words
 */
public record RunSource(
        Voucher voucher,
        String company,
        String journal,
        Map<String, String> accounts,
        String took,
        Effect effect,
        List<Fault> leftOut) {
    public RunSource {
        accounts = Map.copyOf(accounts);
        leftOut = List.copyOf(leftOut);
    }
}
