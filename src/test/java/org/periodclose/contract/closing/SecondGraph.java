package org.periodclose.contract.closing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What depends on what. */
final class SecondGraph {
    private final Map<String, Set<String>> edges = new LinkedHashMap<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> earliest = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<String> onPath = new HashSet<>();
    private final List<Set<String>> parts = new ArrayList<>();

    void node(String node) {
        edges.computeIfAbsent(node, each -> new LinkedHashSet<>());
    }

    void edge(String from, String to) {
        node(from);
        node(to);
        edges.get(from).add(to);
    }

    /** The strongly connected parts, each before what depends on it (Tarjan). */
    List<Set<String>> parts() {
        for (String node : edges.keySet()) {
            if (!order.containsKey(node)) {
                visit(node);
            }
        }
        Collections.reverse(parts);
        return parts;
    }

    private void visit(String node) {
        order.put(node, order.size());
        earliest.put(node, order.get(node));
        path.push(node);
        onPath.add(node);
        for (String next : edges.get(node)) {
            if (!order.containsKey(next)) {
                visit(next);
                earliest.merge(node, earliest.get(next), Math::min);
            } else if (onPath.contains(next)) {
                earliest.merge(node, order.get(next), Math::min);
            }
        }
        if (earliest.get(node).equals(order.get(node))) {
            Set<String> part = new LinkedHashSet<>();
            String last;
            do {
                last = path.pop();
                onPath.remove(last);
                part.add(last);
            } while (!last.equals(node));
            parts.add(part);
        }
    }
}
