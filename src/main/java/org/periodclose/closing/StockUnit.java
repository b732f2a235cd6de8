package org.periodclose.closing;

import java.util.List;
import org.periodclose.run.Position;
import org.periodclose.run.Settlements;
import org.periodclose.run.Unit;

/** Several small components, or a slice of a large one. */
record StockUnit(List<Slice> slices) implements Unit {
    static final String UNSETTLED = Component.UNSETTLED;

    @Override
    public Position end() {
        return slices.get(slices.size() - 1).end();
    }

    @Override
    public int lines() {
        return slices.stream().mapToInt(Slice::lines).sum();
    }

    @Override
    public void settle(Settlements made) {
        slices.forEach(slice -> slice.settle(made));
    }

    /**
     * Outputs of a component, from one to another.
     *
     * @param before where the partition stands before the component
     * @param firstMade id of the first layer that the run makes of it
     */
    record Slice(Component component, Position before, long firstMade, int from, int to) {
        Position end() {
            return to == component.outputs()
                    ? component.end()
                    : new Position(before.item(), before.transaction(), Integer.toString(to));
        }

        int lines() {
            return component.lines(to) - component.lines(from);
        }

        void settle(Settlements made) {
            for (int output = from; output < to; output++) {
                component.output(output, firstMade, made);
            }
        }
    }
}
