package org.periodclose.core.costing;

/**
 * The five models: in which order issues take from layers (close.md section 2). Each takes what is open of one cost object and leaves matches.
 * Rows are in the order of time: date, sequence, transaction id.
 */
final class Matching {
    private Matching() {}

    /** The oldest issue takes from the oldest layer. */
    static void fifo(Quantities quantities) {
        inOrder(quantities, quantities.issues(), quantities.layers());
    }

    /** The newest issue takes from the newest layer, even from one that is later than itself. */
    static void lifo(Quantities quantities) {
        inOrder(quantities, quantities.issues().reversed(), quantities.layers().reversed());
    }

    /**
     * Day by day, the newest issue of the day first, each takes from the newest layer dated up to its day. What is left of issues takes from the
     * oldest of the remaining layers.
     */
    static void lifoDate(Quantities quantities) {
        Ints issues = quantities.issues();
        Ints layers = quantities.layers();
        Ints there = new Ints();
        int arrived = 0;
        for (int first = 0; first < issues.size(); ) {
            int day = quantities.date(issues.get(first));
            int next = first;
            while (next < issues.size() && quantities.date(issues.get(next)) == day) {
                next++;
            }
            while (arrived < layers.size() && quantities.date(layers.get(arrived)) <= day) {
                there.add(layers.get(arrived++));
            }
            for (int place = next - 1; place >= first; place--) {
                takeFromTheNewest(quantities, issues.get(place), there);
            }
            first = next;
        }
        inOrder(quantities, quantities.issues(), quantities.layers());
    }

    private static void takeFromTheNewest(Quantities quantities, int issue, Ints there) {
        Ints passedOver = new Ints();
        while (quantities.isOpen(issue) && !there.isEmpty()) {
            int layer = there.removeLast();
            if (quantities.isOwnReturn(issue, layer)) {
                passedOver.add(layer);
            } else {
                quantities.match(layer, issue);
                if (quantities.isOpen(layer)) {
                    there.add(layer);
                }
            }
        }
        while (!passedOver.isEmpty()) {
            there.add(passedOver.removeLast());
        }
    }

    /** All layers are averaged; issues take from the average. */
    static void weightedAverage(Quantities quantities) {
        average(quantities, quantities.issues(), quantities.layers(), quantities.dateOfTheRun());
    }

    /** Day by day, issues that wait first: all layers up to the day are averaged, the issues take from the average. */
    static void weightedAverageDate(Quantities quantities) {
        Ints issues = quantities.issues();
        Ints layers = quantities.layers();
        Ints waiting = new Ints();
        Ints there = new Ints();
        int issued = 0;
        int arrived = 0;
        while (issued < issues.size() || arrived < layers.size()) {
            int day = Math.min(
                    issued < issues.size() ? quantities.date(issues.get(issued)) : Integer.MAX_VALUE,
                    arrived < layers.size() ? quantities.date(layers.get(arrived)) : Integer.MAX_VALUE);
            while (arrived < layers.size() && quantities.date(layers.get(arrived)) == day) {
                there.add(layers.get(arrived++));
            }
            while (issued < issues.size() && quantities.date(issues.get(issued)) == day) {
                waiting.add(issues.get(issued++));
            }
            if (!waiting.isEmpty() && !there.isEmpty()) {
                there = average(quantities, waiting, there, day);
                waiting = quantities.open(waiting);
            }
        }
    }

    /**
     * One layer pays directly. Two or more are handed whole into a new layer, which pays. Without an issue, or without a layer, nothing happens.
     *
     * @return the layers that are open then
     */
    private static Ints average(Quantities quantities, Ints issues, Ints layers, int date) {
        if (issues.isEmpty() || layers.isEmpty()) {
            return layers;
        }
        Ints paying = layers.size() == 1 ? layers : Ints.of(quantities.average(layers, date));
        inOrder(quantities, issues, paying);
        return quantities.open(paying);
    }

    /** Each issue takes from the first layer that is open and not its own return, then from the next. */
    private static void inOrder(Quantities quantities, Ints issues, Ints layers) {
        int firstOpen = 0;
        for (int place = 0; place < issues.size(); place++) {
            int issue = issues.get(place);
            while (firstOpen < layers.size() && !quantities.isOpen(layers.get(firstOpen))) {
                firstOpen++;
            }
            for (int next = firstOpen; next < layers.size() && quantities.isOpen(issue); next++) {
                int layer = layers.get(next);
                if (quantities.isOpen(layer) && !quantities.isOwnReturn(issue, layer)) {
                    quantities.match(layer, issue);
                }
            }
        }
    }
}
