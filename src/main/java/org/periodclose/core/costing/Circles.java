package org.periodclose.core.costing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** What is left when everything that can be valued one after the other is valued: circles, and what depends on them. */
public final class Circles {
    private final Costing costing;

    /** Values everything. To be called once for a costing. */
    public static void compute(Costing costing) {
        costing.begin();
        new Circles(costing).solve();
    }

    private Circles(Costing costing) {
        this.costing = costing;
    }

    /** Values the circles, those that others depend on first, and what depends on them. */
    private void solve() {
        for (Ints part : parts()) {
            if (part.size() > 1) {
                new Circle(costing, part).solve();
                costing.drain();
            }
        }
    }

    /** The strongly connected parts of what is not valued, in the order of dependence; Tarjan's algorithm, without recursion. */
    private List<Ints> parts() {
        int nodes = costing.nodes();
        int[] order = new int[nodes];
        int[] low = new int[nodes];
        BitSet onStack = new BitSet();
        Ints stack = new Ints();
        List<Ints> parts = new ArrayList<>();
        int counter = 0;
        Ints path = new Ints();
        Ints places = new Ints();
        List<int[]> nexts = new ArrayList<>();
        for (int root = 0; root < nodes; root++) {
            if (costing.isDone(root) || order[root] > 0) {
                continue;
            }
            path.add(root);
            while (!path.isEmpty()) {
                int node = path.last();
                if (order[node] == 0) {
                    order[node] = ++counter;
                    low[node] = counter;
                    stack.add(node);
                    onStack.set(node);
                    places.add(0);
                    nexts.add(costing.next(node));
                }
                int[] next = nexts.get(nexts.size() - 1);
                int place = places.removeLast();
                boolean deeper = false;
                while (place < next.length && !deeper) {
                    int to = next[place++];
                    if (costing.isDone(to)) {
                        continue;
                    }
                    if (order[to] == 0) {
                        path.add(to);
                        deeper = true;
                    } else if (onStack.get(to)) {
                        low[node] = Math.min(low[node], order[to]);
                    }
                }
                places.add(place);
                if (!deeper) {
                    path.removeLast();
                    places.removeLast();
                    nexts.remove(nexts.size() - 1);
                    if (!path.isEmpty()) {
                        low[path.last()] = Math.min(low[path.last()], low[node]);
                    }
                    if (low[node] == order[node]) {
                        parts.add(part(stack, onStack, node));
                    }
                }
            }
        }
        Collections.reverse(parts);
        return parts;
    }

    private static Ints part(Ints stack, BitSet onStack, int root) {
        Ints part = new Ints();
        int node;
        do {
            node = stack.removeLast();
            onStack.clear(node);
            part.add(node);
        } while (node != root);
        return part;
    }
}
