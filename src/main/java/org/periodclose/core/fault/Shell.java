package org.periodclose.core.fault;

import java.util.regex.Pattern;

/** Parts of a command line in a remedy, quoted so that a user can paste them into a shell. */
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

    /** The option and its value, with an equals sign before a value that begins with a hyphen. */
    public static String option(String name, String value) {
        return name + (value.startsWith("-") ? "=" : " ") + word(value);
    }

    /** A value, quoted for a shell where necessary: {@code J1}, {@code 'July 2025'}. The function {@code shell_word} of the schema does the same. */
    public static String word(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
