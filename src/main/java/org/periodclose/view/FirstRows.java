package org.periodclose.view;

import java.util.function.Consumer;

/** Gives the first rows to a reader, in order, and reads no others. */
@FunctionalInterface
public interface FirstRows<T> {
    /**
     * Gives them, one by one.
     *
     * @param most how many of them; {@link Long#MAX_VALUE}: all
     */
    void forEach(long most, Consumer<T> reader);
}
