package org.periodclose.core.costing;

import java.math.BigDecimal;

/**
 * A quantity of a receipt that is reserved for an issue.
 *
 * @param issue id
 * @param receipt id
 * @param left the part of the quantity that no active close has matched
 * @param begun whether an earlier close has matched a part of it
 * @param bothInScope whether both sides take part; if not, neither side has the quantity for anybody else
 */
public record Marking(long issue, long receipt, BigDecimal left, boolean begun, boolean bothInScope) {}
