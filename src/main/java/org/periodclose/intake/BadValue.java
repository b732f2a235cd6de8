package org.periodclose.intake;

import java.util.Locale;

/** A field cannot be what it says; carries what is wrong and what to do. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    private final String remedy;

    BadValue(String what, String remedy) {
        super(what, null, false, false);
        this.remedy = remedy;
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }

    /** A value as a message shows it: in quotes, shortened, control characters as their code. */
    static String quoted(String value) {
        StringBuilder shown = new StringBuilder("\"");
        int end = value.codePointCount(0, value.length()) > SHOWN ? value.offsetByCodePoints(0, SHOWN) : value.length();
        value.substring(0, end)
                .codePoints()
                .forEach(c -> shown.append(Character.isISOControl(c) ? codeOf(c) : Character.toString(c)));
        return shown.append(end < value.length() ? "…\"" : "\"").toString();
    }

    static String codeOf(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }
}
