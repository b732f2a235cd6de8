package org.periodclose.posting;

import org.jspecify.annotations.Nullable;
import org.periodclose.ledger.Specification;

/**
 * What settling needs to know of its run.
 *
 * @param journal id of the journal that it posts
 * @param cancels the run that it takes back; null: it posts the journal
 * @param leavesOut whether it leaves lines of the journal out, because they were refused
 */
record RunFacts(
        long run,
        long journal,
        @Nullable Long cancels,
        String currency,
        Specification specification,
        boolean storno,
        boolean leavesOut) {}
