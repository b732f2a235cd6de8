package org.periodclose.desk;

import org.periodclose.core.ledger.RunProgress;

/** A run that was ended, and whether that was done now or before. */
public record Abandoned(RunProgress run, boolean now) {}
