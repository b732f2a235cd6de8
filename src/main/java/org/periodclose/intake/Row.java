package org.periodclose.intake;

import org.jspecify.annotations.Nullable;

/** The fields of one row while it is checked. */
interface Row {
    /** The canonical value; null if the field is empty or bad. */
    @Nullable
    String value(String column);

    /** Notes a fault of this row. */
    void refuse(String column, String what, String remedy);
}
