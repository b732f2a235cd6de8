package org.periodclose.core.fault;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text from users and other programs: removes invisible characters around a value and shows those inside it as their codes. Used for fields of
 * files, for options and for messages.
 */
public final class Text {
    private static final int LONGEST_SHOWN = 60;
    private static final int DELETE = 0x7F;
    /** Invisible characters that Unicode counts as letters, marks or symbols: fillers, joiners, variation selectors. */
    private static final int[][] INKLESS = {
        {0x034F, 0x034F},
        {0x115F, 0x1160},
        {0x17B4, 0x17B5},
        {0x180B, 0x180F},
        {0x2800, 0x2800},
        {0x3164, 0x3164},
        {0xFE00, 0xFE0F},
        {0xFFA0, 0xFFA0},
        {0xE0100, 0xE01EF}
    };

    private Text() {}

    /**
     * The value without the blanks around it: every space of Unicode, tab, line ends, and format characters such as U+200B and U+FEFF.
     *
     * @return the same object if there is nothing to remove
     */
    public static String trim(String value) {
        int end = value.length();
        if (end == 0 || (isInk(value.charAt(0)) && isInk(value.charAt(end - 1)))) {
            return value;
        }
        int start = 0;
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return end - start == value.length() ? value : value.substring(start, end);
    }

    private static boolean isInk(char c) {
        return c > ' ' && c < DELETE;
    }

    private static boolean isBlank(char c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT ->
                true;
            case Character.CONTROL -> Character.isWhitespace(c) || c == 0x85;
            default -> false;
        };
    }

    /** Whether the character is invisible, or looks like a plain space. */
    public static boolean isUnseen(int codePoint) {
        if (codePoint >= ' ' && codePoint < DELETE) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> isInkless(codePoint);
        };
    }

    private static boolean isInkless(int codePoint) {
        for (int[] range : INKLESS) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /** The first invisible character, or -1. */
    public static int firstUnseen(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isInk(value.charAt(i)) && value.charAt(i) != ' ') {
                int codePoint = value.codePointAt(i);
                if (isUnseen(codePoint)) {
                    return codePoint;
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        return -1;
    }

    /** The text with each invisible character replaced. */
    public static String replaceUnseen(String text, String by) {
        return text.codePoints()
                .mapToObj(c -> isUnseen(c) ? by : Character.toString(c))
                .collect(Collectors.joining());
    }

    /** The text with every invisible character as its code: {@code A1U+00A0}. */
    public static String shown(String text) {
        return firstUnseen(text) < 0 ? text : shown(text, false);
    }

    /** The same, but keeps line breaks. */
    static String shownInLines(String text) {
        return firstUnseen(text) < 0 ? text : shown(text, true);
    }

    private static String shown(String text, boolean keepLines) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isUnseen(c) && !(keepLines && c == '\n')) {
                shown.append(code(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** A value for a message: in quotes, shortened if it is long, with invisible characters as their codes. */
    public static String quoted(String value) {
        boolean isLong = value.codePointCount(0, value.length()) > LONGEST_SHOWN;
        String head = isLong ? value.substring(0, value.offsetByCodePoints(0, LONGEST_SHOWN)) : value;
        return "\"" + shown(head) + (isLong ? "…\"" : "\"");
    }

    /** The Unicode code of a character: {@code U+00A0}. */
    public static String code(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }
}
