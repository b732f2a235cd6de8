package org.periodclose.contract.closing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What depends on what. */
final class SecondGraph {
    private final Map<String, Set<String>> edges = new LinkedHashMap<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Set<String>> parts = new ArrayList<>();

    Set<String> node(String node) {
        return edges.computeIfAbsent(node, each -> new LinkedHashSet<>());
    }

    void edge(String from, String to) {
        node(to);
        node(from).add(to);
    }

    /** The strongly connected parts, each before what depends on it (Tarjan). */
    List<Set<String>> parts() {
        for (String node : List.copyOf(edges.keySet())) {
            if (!order.containsKey(node)) {
                visit(node);
            }
        }
        Collections.reverse(parts);
        return parts;
    }

    private int visit(String node) {
        int own = order.size();
        int earliest = own;
        order.put(node, own);
        path.push(node);
        for (String next : node(node)) {
            Integer known = order.get(next);
            if (known == null) {
                earliest = Math.min(earliest, visit(next));
            } else if (path.contains(next)) {
                earliest = Math.min(earliest, known);
            }
        }
        if (earliest == own) {
            Set<String> part = new LinkedHashSet<>();
            String last;
            do {
                last = path.pop();
                part.add(last);
            } while (!last.equals(node));
            parts.add(part);
        }
        return earliest;
    }
}
