package org.periodclose.intake;

import org.jspecify.annotations.Nullable;

/**
 * One column of a file.
 *
 * @param required whether every row needs a value
 * @param absentAs what an empty field stands for; null: nothing
 */
record Column(
        String name,
        Format format,
        boolean required,
        @Nullable String absentAs) {
    static Column required(String name, Format format) {
        return new Column(name, format, true, null);
    }

    static Column optional(String name, Format format) {
        return new Column(name, format, false, null);
    }

    static Column optional(String name, Format format, String absentAs) {
        return new Column(name, format, false, absentAs);
    }
}
