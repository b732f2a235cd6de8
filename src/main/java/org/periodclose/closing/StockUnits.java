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
import org.periodclose.core.costing.Stock;
import org.periodclose.run.Partition;
import org.periodclose.run.Position;
import org.periodclose.run.Unit;

/**
 * Computes cost objects and divides them into units: several small ones together, a large one in slices. A run that was interrupted within a cost object
 * computes it again, to the same result, and leaves out what it has written.
 */
final class StockUnits implements Iterator<Unit> {
    private final CostObjects objects;
    private final Frozen frozen;
    private final int size;
    private Position position;
    private int written;
    private long firstMade;

    private @Nullable CostObject current;
    private @Nullable Stock stock;
    private int next;

    /** @param linesBefore of the partitions before this one */
    private StockUnits(CostObjects objects, Frozen frozen, Partition from, long linesBefore, int size) {
        this.objects = objects;
        this.frozen = frozen;
        this.size = size;
        this.position = new Position(from.item(), from.transaction());
        this.written = from.state() == null ? 0 : Integer.parseInt(from.state());
        this.firstMade = frozen.firstCostLayer() + linesBefore + from.linesDone();
    }

    static Stream<Unit> of(CostObjects objects, Frozen frozen, Partition from, long linesBefore, int size) {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                new StockUnits(objects, frozen, from, linesBefore, size), Spliterator.ORDERED),
                        false)
                .onClose(objects::close);
    }

    @Override
    public boolean hasNext() {
        return stock != null || objects.hasNext();
    }

    @Override
    public Unit next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all cost objects are settled");
        }
        List<StockUnit.Slice> slices = new ArrayList<>();
        int outputs = 0;
        while (outputs < size && hasNext()) {
            StockUnit.Slice slice = slice(size - outputs);
            if (slice.to() < StockUnit.Slice.outputs(slice.stock(), frozen.keeps()) && !slices.isEmpty()) {
                // A large cost object begins with a unit of its own.
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
        if (stock == null) {
            CostObjects.Read read = objects.next();
            read.object().inventoryModel().match(read.stock());
            current = read.object();
            stock = read.stock();
            next = written;
            if (written > 0) {
                // What is done of it counts among the lines done, and its first made layer was numbered before that.
                firstMade -= linesOf(written);
            }
            written = 0;
        }
        Stock of = Objects.requireNonNull(stock);
        int to = Math.min(next + most, StockUnit.Slice.outputs(of, frozen.keeps()));
        return new StockUnit.Slice(Objects.requireNonNull(current), of, frozen, position, firstMade, next, to);
    }

    private int linesOf(int outputs) {
        return new StockUnit.Slice(
                        Objects.requireNonNull(current),
                        Objects.requireNonNull(stock),
                        frozen,
                        position,
                        firstMade,
                        0,
                        outputs)
                .lines();
    }

    private void endOf(StockUnit.Slice slice) {
        next = slice.to();
        if (next == StockUnit.Slice.outputs(slice.stock(), frozen.keeps())) {
            firstMade += slice.stock().given();
            position = slice.end();
            stock = null;
            current = null;
        }
    }
}
