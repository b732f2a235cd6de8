package org.periodclose.intake;

import org.jspecify.annotations.Nullable;

/**
 * One column of a file.
 *
 * @param key whether it belongs to the key that names a row
 * @param required whether every row needs a value
 * @param absentAs what an empty field stands for; null: nothing
 * @param mayBeMissing whether a file may lack the column, because a later version added it; its values are then null
 */
record Column(
        String name,
        Format format,
        boolean key,
        boolean required,
        @Nullable String absentAs,
        boolean mayBeMissing) {
    static Column key(String name, Format format) {
        return new Column(name, format, true, true, null, false);
    }

    static Column required(String name, Format format) {
        return new Column(name, format, false, true, null, false);
    }

    static Column optional(String name, Format format) {
        return new Column(name, format, false, false, null, false);
    }

    static Column optional(String name, Format format, String absentAs) {
        return new Column(name, format, false, false, absentAs, false);
    }

    /** A column that older files do not have. */
    static Column later(String name, Format format, @Nullable String absentAs) {
        return new Column(name, format, false, false, absentAs, true);
    }
}
