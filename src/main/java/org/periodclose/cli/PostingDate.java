package org.periodclose.cli;

import java.time.LocalDate;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A posting date as users give it. A date means that date; a word that counts from today means the default of new runs, so that the same
 * nightly command continues, a night later, what was interrupted.
 *
 * @param date null for a word
 * @param fromToday what a word means; for a date it is the date
 */
record PostingDate(@Nullable LocalDate date, UnaryOperator<LocalDate> fromToday) {
    static PostingDate parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "today" -> new PostingDate(null, today -> today);
            case "yesterday" -> new PostingDate(null, today -> today.minusDays(1));
            case "last-month-end" ->
                new PostingDate(null, today -> today.withDayOfMonth(1).minusDays(1));
            default -> fixed(text);
        };
    }

    private static PostingDate fixed(String text) {
        LocalDate date = Values.date(text, ", or today, yesterday, last-month-end");
        return new PostingDate(date, today -> date);
    }
}
