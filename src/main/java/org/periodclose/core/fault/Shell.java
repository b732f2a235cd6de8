package org.periodclose.core.fault;

import java.util.regex.Pattern;

/** Parts of a command line that a remedy shows, so written that a shell reads the names as they are. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    private Shell() {}

    /** {@code --company C1}. */
    public static String company(String company) {
        return option("--company", company);
    }

    /** {@code --company C1 --journal J1}. */
    public static String journal(String company, String journal) {
        return company(company) + " " + option("--journal", journal);
    }

    /** The option and its value; one that begins with a hyphen stands behind an equals sign. */
    public static String option(String name, String value) {
        return name + (value.startsWith("-") ? "=" : " ") + word(value);
    }

    /** A value as a shell takes it: {@code J1}, {@code 'July 2025'}. The function {@code shell_word} of the schema does the same. */
    public static String word(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
