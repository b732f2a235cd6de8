package org.periodclose.inquiry;

import org.periodclose.ledger.Run;

/**
 * A run and how far it is.
 *
 * @param linesDone journal lines settled so far
 * @param linesPlanned journal lines that it settles in all
 */
public record RunProgress(Run run, long linesDone, long linesPlanned) {}
