package org.periodclose.intake;

import java.util.Arrays;
import java.util.List;
import org.periodclose.money.Money;

/**
 * How a field is written in a file and kept in the database.
 *
 * @param sqlType type of its column in the staged table
 * @param parser refuses a bad value, or gives the text that the database reads
 */
record Format(String sqlType, Parser parser) {
    private static final int INTEGER_DIGITS = 20;
    /** No currency of ISO 4217 has more. */
    private static final int CURRENCY_DECIMALS = 4;

    @FunctionalInterface
    interface Parser {
        String canonical(String raw) throws BadValue;
    }

    static final Format CODE = text(100);
    static final Format NAME = text(1000);
    static final Format DATE = new Format("date", Format::date);
    static final Format BOOLEAN = new Format("boolean", Format::bool);
    static final Format CURRENCY = new Format("text collate \"C\"", Format::currency);
    static final Format AMOUNT =
            new Format("numeric", raw -> decimal(raw, CURRENCY_DECIMALS, "no currency has more than 4"));

    private static Format text(int limit) {
        return new Format("text collate \"C\"", raw -> text(raw, limit));
    }

    static Format decimals(int limit) {
        return new Format("numeric", raw -> decimal(raw, limit, "at most " + limit + " are kept"));
    }

    static Format oneOf(String... allowed) {
        List<String> values = List.copyOf(Arrays.asList(allowed));
        String remedy = "use " + String.join(", ", values);
        return new Format("text collate \"C\"", raw -> {
            int at = values.indexOf(raw);
            if (at < 0) {
                throw new BadValue(BadValue.quoted(raw) + " is not allowed here", remedy);
            }
            return values.get(at);
        });
    }

    /** -1, 0 or 1 of a decimal in canonical form. */
    static int signum(String decimal) {
        return decimal.equals("0") ? 0 : decimal.charAt(0) == '-' ? -1 : 1;
    }

    private static String text(String raw, int limit) throws BadValue {
        int length = raw.length();
        for (int i = 0; i < length; i++) {
            if (Character.isISOControl(raw.charAt(i))) {
                throw new BadValue(
                        BadValue.quoted(raw) + " has the control character " + BadValue.codeOf(raw.charAt(i)),
                        "remove the character");
            }
        }
        if (length > limit && raw.codePointCount(0, length) > limit) {
            throw new BadValue(
                    BadValue.quoted(raw) + " has " + raw.codePointCount(0, length) + " characters, at most " + limit
                            + " are kept",
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
        throw new BadValue(BadValue.quoted(raw) + " is neither true nor false", "use true or false");
    }

    private static String currency(String raw) throws BadValue {
        try {
            if (Money.decimalsOf(raw) <= CURRENCY_DECIMALS) {
                return raw;
            }
        } catch (IllegalArgumentException e) {
            // told below, with the value as the file has it
        }
        throw new BadValue(
                BadValue.quoted(raw) + " is not a currency of ISO 4217 that money is kept in",
                "use a code such as USD, EUR or JPY");
    }

    /** Checked digit by digit: a formatter would cost more than the rest of the row. */
    private static String date(String raw) throws BadValue {
        if (raw.length() != 10 || raw.charAt(4) != '-' || raw.charAt(7) != '-') {
            throw notADate(raw);
        }
        int year = number(raw, 0, 4);
        int month = number(raw, 5, 7);
        int day = number(raw, 8, 10);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            throw notADate(raw);
        }
        return raw;
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 4, 6, 9, 11 -> 30;
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            default -> 31;
        };
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
        return new BadValue(BadValue.quoted(raw) + " is not a date", "write an existing day as YYYY-MM-DD");
    }

    /** {@code -?digits(.digits)?}, given back without leading and trailing zeros, and zero without a sign. */
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
                    BadValue.quoted(raw) + " is not a decimal number",
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
                    BadValue.quoted(raw) + " has " + (point - start) + " digits before the point, at most "
                            + INTEGER_DIGITS + " are kept",
                    "correct the number");
        }
        if (end - point - 1 > limit) {
            throw new BadValue(
                    BadValue.quoted(raw) + " has " + (end - point - 1) + " decimals, " + limitTold,
                    "round it as your books do");
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
