package org.periodclose.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.periodclose.core.fault.LookAlike;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.BookDates;
import org.periodclose.core.money.Money;

/**
 * How a field is written in a file and stored in the database.
 *
 * @param sqlType type of its column in the staged table
 * @param parser refuses a bad value, or returns the text that the database reads
 */
record Format(String sqlType, Parser parser) {
    static final int LONGEST_CODE = 100;
    static final int LONGEST_NAME = 1000;
    private static final int INTEGER_DIGITS = 20;
    private static final List<String> DIMENSION_NAMES = List.of("SITE", "WAREHOUSE", "BATCH", "SERIAL");
    /** No currency of ISO 4217 has more. */
    private static final int CURRENCY_DECIMALS = 4;

    @FunctionalInterface
    interface Parser {
        String canonical(String raw) throws BadValue;
    }

    static final Format CODE = new Format("text collate \"C\"", Format::code);
    static final Format NAME = new Format("text collate \"C\"", Format::name);
    static final Format DATE = new Format("date", ascii(Format::date));
    static final Format BOOLEAN = new Format("boolean", ascii(Format::bool));
    static final Format CURRENCY = new Format("text collate \"C\"", ascii(Format::currency));
    static final Format AMOUNT =
            new Format("numeric", ascii(raw -> decimal(raw, CURRENCY_DECIMALS, "no currency has more than 4")));

    /** For a value that must be ASCII, names the first other character: it may look like the right one, or be invisible. */
    private static Parser ascii(Parser parser) {
        return raw -> {
            try {
                return parser.canonical(raw);
            } catch (BadValue e) {
                int other = raw.codePoints()
                        .filter(c -> c < ' ' || c > '~')
                        .findFirst()
                        .orElse(0);
                throw other == 0 ? e : e.with("it has " + Text.code(other) + " " + Character.getName(other));
            }
        };
    }

    /** What fits a {@code bigint}, whatever its sign. */
    static final Format WHOLE = new Format("bigint", ascii(Format::whole));

    /** {@code WAREHOUSE+BATCH}, stored as an array in the order of {@link #DIMENSION_NAMES}, always with the site. */
    static final Format DIMENSIONS = new Format("text[]", ascii(Format::dimensions));

    static final Format INVENTORY_MODEL = oneOf(
            "FIFO",
            "LIFO",
            "LIFO_DATE",
            "WEIGHTED_AVERAGE",
            "WEIGHTED_AVERAGE_DATE",
            "MOVING_AVERAGE",
            "STANDARD_COST");

    static Format decimals(int limit) {
        return new Format("numeric", ascii(raw -> decimal(raw, limit, "at most " + limit + " are kept")));
    }

    static Format oneOf(String... allowed) {
        List<String> values = List.copyOf(Arrays.asList(allowed));
        String remedy = "use " + String.join(", ", values);
        return new Format("text collate \"C\"", raw -> {
            int at = values.indexOf(raw);
            if (at < 0) {
                String alike = LookAlike.among(values, raw);
                throw new BadValue(Text.quoted(raw) + (alike == null ? " is not allowed here" : " " + alike), remedy);
            }
            return values.get(at);
        });
    }

    private static String dimensions(String raw) throws BadValue {
        List<String> named = List.of(raw.split("\\+", -1));
        for (String name : named) {
            if (!DIMENSION_NAMES.contains(name)) {
                String alike = LookAlike.among(DIMENSION_NAMES, name);
                throw new BadValue(
                        Text.quoted(name) + (alike == null ? " is not a dimension" : " " + alike),
                        "join the dimensions with a plus, such as WAREHOUSE+BATCH; there are "
                                + String.join(", ", DIMENSION_NAMES));
            }
        }
        return DIMENSION_NAMES.stream()
                .filter(name -> name.equals("SITE") || named.contains(name))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String whole(String raw) throws BadValue {
        try {
            return Long.toString(Long.parseLong(decimal(raw, 0, "")));
        } catch (BadValue | NumberFormatException e) {
            throw new BadValue(
                    Text.quoted(raw) + " is not a whole number of at most 18 digits", "write digits only, such as 42");
        }
    }

    /** How many decimals a decimal in canonical form has. */
    static int scale(String decimal) {
        int point = decimal.indexOf('.');
        return point < 0 ? 0 : decimal.length() - point - 1;
    }

    /** -1, 0 or 1 of a decimal in canonical form. */
    static int signum(String decimal) {
        return decimal.equals("0") ? 0 : decimal.charAt(0) == '-' ? -1 : 1;
    }

    /** A code must not contain invisible characters: two codes would look the same. */
    private static String code(String raw) throws BadValue {
        int unseen = Text.firstUnseen(raw);
        if (unseen >= 0) {
            throw new BadValue(
                    Text.quoted(raw) + " has the character " + Text.code(unseen) + ", which is invisible",
                    Character.isSpaceChar(unseen)
                            ? "replace it by a plain space, or remove it"
                            : "remove the character");
        }
        return limited(raw, LONGEST_CODE);
    }

    private static String name(String raw) throws BadValue {
        for (int i = 0; i < raw.length(); i++) {
            if (Character.isISOControl(raw.charAt(i))) {
                throw new BadValue(
                        Text.quoted(raw) + " has the control character " + Text.code(raw.charAt(i)),
                        "remove the character");
            }
        }
        return limited(raw, LONGEST_NAME);
    }

    private static String limited(String raw, int limit) throws BadValue {
        int length = raw.length();
        if (length > limit && raw.codePointCount(0, length) > limit) {
            throw new BadValue(
                    String.format(
                            Locale.ROOT,
                            "%s has %,d characters, at most %,d are kept",
                            Text.quoted(raw),
                            raw.codePointCount(0, length),
                            limit),
                    "shorten it");
        }
        return raw;
    }

    private static String bool(String raw) throws BadValue {
        if (raw.equalsIgnoreCase("true")) {
            return "true";
        }
        if (raw.equalsIgnoreCase("false")) {
            return "false";
        }
        throw new BadValue(Text.quoted(raw) + " is neither true nor false", "use true or false");
    }

    private static String currency(String raw) throws BadValue {
        try {
            if (Money.decimalsOf(raw) <= CURRENCY_DECIMALS) {
                return raw;
            }
        } catch (IllegalArgumentException e) {
            // refused below, with the value as the file has it
        }
        throw new BadValue(
                Text.quoted(raw) + " is not a currency of ISO 4217 with a minor unit",
                "use a code such as USD, EUR or JPY");
    }

    /** Reads the digits itself: {@code LocalDate.parse} takes one microsecond, twenty times as long (2 million dates, JDK 17). */
    private static String date(String raw) throws BadValue {
        if (raw.length() != 10 || raw.charAt(4) != '-' || raw.charAt(7) != '-') {
            throw notADate(raw);
        }
        int year = number(raw, 0, 4);
        try {
            LocalDate.of(ChronoField.YEAR_OF_ERA.checkValidIntValue(year), number(raw, 5, 7), number(raw, 8, 10));
        } catch (DateTimeException e) {
            throw notADate(raw);
        }
        if (!BookDates.contains(year)) {
            throw outOfBooks(raw, BookDates.wrongWith(year, raw));
        }
        return raw;
    }

    private static int number(String raw, int from, int to) throws BadValue {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(raw.charAt(i))) {
                throw notADate(raw);
            }
            number = number * 10 + raw.charAt(i) - '0';
        }
        return number;
    }

    private static BadValue notADate(String raw) {
        String owner = BookDates.ownerOf(raw);
        return owner == null
                ? new BadValue(Text.quoted(raw) + " is not a date", "write an existing day as YYYY-MM-DD")
                : outOfBooks(raw, "is not a date; " + owner);
    }

    private static BadValue outOfBooks(String raw, String what) {
        String remedy = "give a day from " + BookDates.RANGE;
        return new BadValue(
                Text.quoted(raw) + " " + what,
                remedy,
                BookDates.ownerOf(raw) == null ? remedy : "leave the field empty");
    }

    /** {@code -?digits(.digits)?}, returned without leading and trailing zeros, and zero without a sign. */
    private static String decimal(String raw, int limit, String limitTold) throws BadValue {
        boolean negative = raw.charAt(0) == '-';
        int start = negative ? 1 : 0;
        int point = skipDigits(raw, start);
        int end = point;
        if (point < raw.length() && raw.charAt(point) == '.') {
            end = skipDigits(raw, point + 1);
        }
        if (point == start || end != raw.length() || end == point + 1) {
            throw new BadValue(
                    Text.quoted(raw) + " is not a decimal number",
                    "write digits with a point and nothing else, such as -1234.50");
        }
        while (start < point - 1 && raw.charAt(start) == '0') {
            start++;
        }
        while (end > point && (raw.charAt(end - 1) == '0' || end == point + 1)) {
            end--;
        }
        if (point - start > INTEGER_DIGITS) {
            throw new BadValue(
                    Text.quoted(raw) + " has " + (point - start) + " digits before the point, at most " + INTEGER_DIGITS
                            + " are kept",
                    "correct the number");
        }
        if (end - point - 1 > limit) {
            throw new BadValue(
                    Text.quoted(raw) + " has " + (end - point - 1) + " decimals, " + limitTold,
                    "round it as your ledger does");
        }
        String digits = start == 0 && end == raw.length() ? raw : raw.substring(start, end);
        return negative && !digits.equals("0") ? "-" + digits : digits;
    }

    private static int skipDigits(String raw, int from) {
        int at = from;
        while (at < raw.length() && isDigit(raw.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
