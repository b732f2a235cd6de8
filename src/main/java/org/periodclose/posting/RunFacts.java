package org.periodclose.posting;

import org.periodclose.ledger.Specification;

/** What settling needs to know of its run. */
record RunFacts(
        long run, long journal, String journalName, String currency, Specification specification, boolean storno) {}
