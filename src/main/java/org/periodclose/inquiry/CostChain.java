package org.periodclose.inquiry;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the cost of a transaction comes from, down to what was bought.
 *
 * @param depth how many levels were asked for
 * @param limit about how many nodes
 */
public record CostChain(Books books, int depth, int limit, CostNode root) {
    /** All nodes, in the order of printing. */
    public List<CostNode> nodes() {
        List<CostNode> nodes = new ArrayList<>();
        root.each(nodes::add);
        return nodes;
    }
}
