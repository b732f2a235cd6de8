package org.periodclose.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.BookDates;

/** What stands in an address. */
final class Asked {
    private Asked() {}

    /** A day above a page. */
    record Day(String name, @Nullable LocalDate value) {}

    /** @throws Refused if it is no day of the books */
    static LocalDate day(String name, @Nullable String given, LocalDate otherwise, Words words) {
        LocalDate day = day(name, given, words);
        return day == null ? otherwise : day;
    }

    /** The same; null: none is given. */
    static @Nullable LocalDate day(String name, @Nullable String given, Words words) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(given);
            if (BookDates.wrongWith(day) == null) {
                return day;
            }
        } catch (DateTimeException e) {
            // Refused below.
        }
        throw new Refused(
                FaultCode.WRONG_USAGE,
                words.of("input." + name) + ": " + Text.quoted(given) + " is not a date of the books",
                "give one like 2025-10-31");
    }
}
