package org.periodclose.run;

/** A portion and what it moves. */
record SettledPortion(Portion portion, Settlements settlements) {}
