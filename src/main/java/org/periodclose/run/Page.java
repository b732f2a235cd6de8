package org.periodclose.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;

/** The next lines of a partition that can be settled one by one; never empty. */
public record Page(List<? extends Line> all) implements Unit {
    /** Lines in pages of equal size, or longer where lines have one position; to be closed, which closes the lines. */
    public static Stream<Unit> of(Stream<? extends Line> lines, int size) {
        Iterator<? extends Line> all = lines.iterator();
        Iterator<Unit> pages = new Iterator<>() {
            private @Nullable Line first = all.hasNext() ? all.next() : null;

            @Override
            public boolean hasNext() {
                return first != null;
            }

            @Override
            public Unit next() {
                List<Line> page = new ArrayList<>(size);
                Line next = first;
                while (next != null
                        && (page.size() < size
                                || next.position()
                                        .equals(page.get(page.size() - 1).position()))) {
                    page.add(next);
                    next = all.hasNext() ? all.next() : null;
                }
                first = next;
                return new Page(page);
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED), false)
                .onClose(lines::close);
    }

    @Override
    public Position end() {
        return all.get(all.size() - 1).position();
    }

    @Override
    public int lines() {
        return all.size();
    }

    @Override
    public void settle(Settlements made) {
        for (Line line : all) {
            try {
                line.settle(made);
            } catch (Refused changed) {
                throw new Refused(of(line, changed.first()));
            }
        }
    }

    private static Fault of(Line line, Fault fault) {
        return new Fault(
                fault.code(),
                "transaction " + Text.quoted(line.transactionId()) + ": " + fault.message(),
                fault.remedy(),
                fault.journal(),
                line.transactionId());
    }
}
