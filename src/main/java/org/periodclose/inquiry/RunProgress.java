package org.periodclose.inquiry;

import org.periodclose.ledger.Run;

/**
 * A run and how far it is.
 *
 * @param linesDone journal lines settled so far
 * @param linesPlanned journal lines that it settles in all
 * @param atWork some process holds the lock of its company and layer; a RUNNING run that is not at work was interrupted
 */
public record RunProgress(Run run, long linesDone, long linesPlanned, boolean atWork) {}
