package org.periodclose.intake;

import org.jspecify.annotations.Nullable;

/**
 * One column of a file.
 *
 * @param required whether every row needs a value
 * @param absentAs what an empty field stands for; null: nothing
 * @param mayBeMissing whether a file may do without the column, for it came with a later version; its values are null then
 */
record Column(
        String name,
        Format format,
        boolean required,
        @Nullable String absentAs,
        boolean mayBeMissing) {
    static Column required(String name, Format format) {
        return new Column(name, format, true, null, false);
    }

    static Column optional(String name, Format format) {
        return new Column(name, format, false, null, false);
    }

    static Column optional(String name, Format format, String absentAs) {
        return new Column(name, format, false, absentAs, false);
    }

    /** A column that older files do not have. */
    static Column later(String name, Format format, @Nullable String absentAs) {
        return new Column(name, format, false, absentAs, true);
    }
}
