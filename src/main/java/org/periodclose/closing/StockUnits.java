package org.periodclose.closing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.periodclose.run.Partition;
import org.periodclose.run.Position;
import org.periodclose.run.Unit;

/**
 * Divides components into units: several small ones together, a large one in slices. A run that was interrupted within a component values it again, to the
 * same result, and leaves out what it has written.
 */
final class StockUnits implements Iterator<Unit> {
    private final ValuedComponents components;
    private final int size;
    private Position position;
    private int written;
    private long firstMade;

    private @Nullable Component current;
    private int next;

    /** @param linesBefore of the partitions before this one */
    private StockUnits(ValuedComponents components, Frozen frozen, Partition from, long linesBefore, int size) {
        this.components = components;
        this.size = size;
        this.position = new Position(from.item(), from.transaction());
        this.written = from.state() == null ? 0 : Integer.parseInt(from.state());
        this.firstMade = frozen.firstCostLayer() + linesBefore + from.linesDone();
    }

    static Stream<Unit> of(ValuedComponents components, Frozen frozen, Partition from, long linesBefore, int size) {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                new StockUnits(components, frozen, from, linesBefore, size), Spliterator.ORDERED),
                        false)
                .onClose(components::close);
    }

    @Override
    public boolean hasNext() {
        return current != null || components.hasNext();
    }

    @Override
    public Unit next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all components are settled");
        }
        List<StockUnit.Slice> slices = new ArrayList<>();
        int outputs = 0;
        while (outputs < size && hasNext()) {
            StockUnit.Slice slice = slice(size - outputs);
            if (slice.to() < slice.component().outputs() && !slices.isEmpty()) {
                // A large component begins with a unit of its own.
                next = slice.from();
                break;
            }
            outputs += slice.to() - slice.from();
            slices.add(slice);
            endOf(slice);
        }
        return new StockUnit(slices);
    }

    private StockUnit.Slice slice(int most) {
        if (current == null) {
            current = components.next();
            next = written;
            // What is done of it counts among the lines done, and its first made layer was numbered before that.
            firstMade -= current.lines(written);
            written = 0;
        }
        Component of = Objects.requireNonNull(current);
        return new StockUnit.Slice(of, position, firstMade, next, Math.min(next + most, of.outputs()));
    }

    private void endOf(StockUnit.Slice slice) {
        next = slice.to();
        Component component = slice.component();
        if (next == component.outputs()) {
            firstMade += component.lines(next);
            position = slice.end();
            current = null;
        }
    }
}
