package org.periodclose.run;

import org.jspecify.annotations.Nullable;

/**
 * A place in the work of a run, in (item, transaction) order.
 *
 * @param item id of the inventory item
 * @param transaction id of the inventory transaction
 * @param state what the kind of run needs to continue from here, in its own format; null: nothing
 */
public record Position(int item, long transaction, @Nullable String state) {
    /** Before everything. */
    public static final Position BEGINNING = new Position(Integer.MIN_VALUE, Long.MIN_VALUE);

    /** After everything. */
    public static final Position END = new Position(Integer.MAX_VALUE, Long.MAX_VALUE);

    public Position(int item, long transaction) {
        this(item, transaction, null);
    }
}
