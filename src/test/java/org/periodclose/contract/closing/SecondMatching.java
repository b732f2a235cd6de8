package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Section 2 of the rules of the close for one cost object, as it reads: who pays for what. Slow and plain. */
final class SecondMatching {
    /** @param settled both sides are financially updated */
    record Match(String layer, String issue, BigDecimal quantity, String principle, boolean settled) {}

    /** An issue or a layer with what is open of it. */
    static final class Side implements Comparable<Side> {
        private static final Comparator<Side> BY_KEY = Comparator.comparing((Side side) -> side.date)
                .thenComparingLong(side -> side.sequence)
                .thenComparing(side -> side.root);

        final String id;
        private final String root;
        private final LocalDate date;
        private final long sequence;
        private final boolean financial;
        private final @Nullable String returnOf;
        private BigDecimal left;

        /** @param root what an on-hand layer was made of, else the side itself: the key is that of the root */
        Side(
                String id,
                String root,
                LocalDate date,
                long sequence,
                boolean financial,
                @Nullable String returnOf,
                BigDecimal left) {
            this.id = id;
            this.root = root;
            this.date = date;
            this.sequence = sequence;
            this.financial = financial;
            this.returnOf = returnOf;
            this.left = left;
        }

        @Override
        public int compareTo(Side other) {
            return BY_KEY.compare(this, other);
        }

        void reserve(BigDecimal quantity) {
            left = left.subtract(left.min(quantity));
        }

        boolean isOpen() {
            return left.signum() > 0;
        }
    }

    private final String principle;
    private final List<Side> issues;
    private final List<Side> layers;
    private final BiFunction<LocalDate, BigDecimal, String> newLayer;
    private final List<Match> matches = new ArrayList<>();

    /**
     * @param issues and layers in scope, with what is open of them
     * @param markings in order of (issue key, receipt key), with what is not matched of them yet
     * @param newLayer a name for an average layer of a date and a quantity
     */
    static List<Match> of(
            String model,
            LocalDate closedOn,
            List<Side> issues,
            List<Side> layers,
            List<CompanyFiles.Marking> markings,
            BiFunction<LocalDate, BigDecimal, String> newLayer) {
        SecondMatching matching = new SecondMatching(model, issues, layers, newLayer);
        markings.forEach(matching::mark);
        switch (model) {
            case "FIFO" -> matching.fifo();
            case "LIFO" -> matching.lifo();
            case "LIFO_DATE" -> matching.lifoDate();
            case "WEIGHTED_AVERAGE" -> matching.average(closedOn);
            case "WEIGHTED_AVERAGE_DATE" -> matching.averageByDay();
            default -> throw new AssertionError(model);
        }
        return matching.matches;
    }

    private SecondMatching(
            String principle,
            List<Side> issues,
            List<Side> layers,
            BiFunction<LocalDate, BigDecimal, String> newLayer) {
        this.principle = principle;
        this.issues = ascending(issues);
        this.layers = ascending(layers);
        this.newLayer = newLayer;
    }

    private static List<Side> ascending(List<Side> sides) {
        List<Side> sorted = new ArrayList<>(sides);
        Collections.sort(sorted);
        return sorted;
    }

    private static List<Side> descending(List<Side> sides) {
        List<Side> sorted = ascending(sides);
        Collections.reverse(sorted);
        return sorted;
    }

    private void mark(CompanyFiles.Marking marking) {
        Side issue = issues.stream()
                .filter(side -> side.id.equals(marking.issue()))
                .findFirst()
                .orElse(null);
        List<Side> marked = layers.stream()
                .filter(side -> side.root.equals(marking.receipt()))
                .toList();
        if (issue == null) {
            marked.forEach(layer -> layer.reserve(marking.quantity()));
        } else if (marked.isEmpty()) {
            issue.reserve(marking.quantity());
        } else {
            marked.forEach(layer -> match(issue, layer, marking.quantity(), "MARKING"));
        }
    }

    private void match(Side issue, Side layer, BigDecimal most, String by) {
        BigDecimal quantity = most.min(issue.left).min(layer.left);
        if (quantity.signum() > 0) {
            issue.left = issue.left.subtract(quantity);
            layer.left = layer.left.subtract(quantity);
            matches.add(new Match(layer.id, issue.id, quantity, by, issue.financial && layer.financial));
        }
    }

    private void take(Side issue, List<Side> from) {
        for (Side layer : from) {
            if (!issue.id.equals(layer.returnOf)) {
                match(issue, layer, issue.left, principle);
            }
        }
    }

    private void fifo() {
        issues.forEach(issue -> take(issue, layers));
    }

    private void lifo() {
        descending(issues).forEach(issue -> take(issue, descending(layers)));
    }

    private void lifoDate() {
        Map<LocalDate, List<Side>> days = new LinkedHashMap<>();
        issues.forEach(issue ->
                days.computeIfAbsent(issue.date, day -> new ArrayList<>()).add(issue));
        days.forEach((day, ofTheDay) -> {
            List<Side> there =
                    layers.stream().filter(layer -> !layer.date.isAfter(day)).toList();
            descending(ofTheDay).forEach(issue -> take(issue, descending(there)));
        });
        issues.forEach(issue -> take(issue, layers));
    }

    private void averageByDay() {
        List<LocalDate> days = java.util.stream.Stream.concat(issues.stream(), layers.stream())
                .map(side -> side.date)
                .distinct()
                .sorted()
                .toList();
        days.forEach(this::average);
    }

    /** All that is there on a day, together. */
    private void average(LocalDate day) {
        List<Side> waiting = issues.stream()
                .filter(issue -> issue.isOpen() && !issue.date.isAfter(day))
                .toList();
        List<Side> there = layers.stream()
                .filter(layer -> layer.isOpen() && !layer.date.isAfter(day))
                .toList();
        if (waiting.isEmpty() || there.isEmpty()) {
            return;
        }
        List<Side> source = there;
        if (there.size() > 1) {
            BigDecimal quantity = there.stream().map(layer -> layer.left).reduce(BigDecimal.ZERO, BigDecimal::add);
            String name = newLayer.apply(day, quantity);
            Side made = new Side(name, name, day, -1, true, null, quantity);
            for (Side layer : there) {
                matches.add(new Match(layer.id, made.id, layer.left, principle, true));
                layer.left = BigDecimal.ZERO;
            }
            layers.add(made);
            source = List.of(made);
        }
        for (Side issue : waiting) {
            take(issue, source);
        }
    }
}
