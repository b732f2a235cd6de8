package org.periodclose.cli;

import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A posting date as users give it. A date means that date; a word that counts from today means the default of new runs, so that the same
 * nightly command continues, a night later, what was interrupted.
 *
 * @param date null for a word
 * @param fromToday what a word means; for a date it is the date
 */
record PostingDate(@Nullable LocalDate date, UnaryOperator<LocalDate> fromToday) {}
