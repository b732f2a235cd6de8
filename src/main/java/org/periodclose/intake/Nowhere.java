package org.periodclose.intake;

import org.jspecify.annotations.Nullable;

/** For rows that are kept as they are checked; nobody stages them. */
final class Nowhere implements RowSink {
    @Override
    public void value(@Nullable String value) {}

    @Override
    public void endRow() {}

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
