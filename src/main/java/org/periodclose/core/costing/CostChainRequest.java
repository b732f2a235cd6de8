package org.periodclose.core.costing;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;

/**
 * Whose cost is followed, and how far.
 *
 * @param depth how many levels below the transaction
 * @param limit once there are so many nodes, no more are followed; what there is no room for is one sum
 */
public record CostChainRequest(String company, CurrencyLayer layer, String transactionId, int depth, int limit) {
    public static final int DEEPEST = 200;

    private static final int DEPTH = 20;
    private static final int LIMIT = 1_000;
    private static final int LARGEST = 100_000;

    public CostChainRequest {
        if (depth < 1 || depth > DEEPEST || limit < 1 || limit > LARGEST) {
            throw new IllegalArgumentException("depth " + depth + " or limit " + limit + " of transaction "
                    + transactionId + " is out of bounds: 1 to " + DEEPEST + ", and 1 to " + LARGEST);
        }
    }

    /** What is not given (null) is the accounting layer, 20 levels and 1,000 nodes; a larger limit than there can be is the largest. */
    public static CostChainRequest of(
            String company,
            @Nullable CurrencyLayer layer,
            String transactionId,
            @Nullable Integer depth,
            @Nullable Long limit) {
        return new CostChainRequest(
                company,
                layer == null ? CurrencyLayer.ACCOUNTING : layer,
                transactionId,
                depth == null ? DEPTH : depth,
                limit == null ? LIMIT : (int) Math.min(limit, LARGEST));
    }
}
