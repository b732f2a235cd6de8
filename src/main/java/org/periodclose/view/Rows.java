package org.periodclose.view;

import java.util.function.Consumer;

/** Gives every row to a reader, in order. Rows are read each time they are written, so that they need not fit into memory. */
@FunctionalInterface
public interface Rows<T> {
    void forEach(Consumer<T> reader);
}
