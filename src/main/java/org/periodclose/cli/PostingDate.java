package org.periodclose.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** A posting date as users give it: a date, or a word that counts from today. */
@FunctionalInterface
interface PostingDate {
    LocalDate seenFrom(LocalDate today);

    static PostingDate parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "today" -> today -> today;
            case "yesterday" -> today -> today.minusDays(1);
            case "last-month-end" -> today -> today.withDayOfMonth(1).minusDays(1);
            default -> fixed(text);
        };
    }

    private static PostingDate fixed(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            return today -> date;
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no date: give one like 2025-10-31, or today, yesterday, last-month-end");
        }
    }
}
