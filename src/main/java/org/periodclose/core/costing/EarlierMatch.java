package org.periodclose.core.costing;

import java.math.BigDecimal;

/**
 * What an earlier close has settled from a layer whose value may have changed since.
 *
 * @param layer id
 * @param issue id of the issue, or of the made layer that it was handed into
 * @param from what the layer had handed out before
 * @param quantity positive
 * @param amount what it has given for it so far
 * @param principle of the match
 * @param remainder the units of a circle in the amount that the quantity does not account for
 * @param writtenOff whether these are written off
 * @param passedOn whether the links of the issue pass these on
 */
public record EarlierMatch(
        long layer,
        long issue,
        BigDecimal from,
        BigDecimal quantity,
        BigDecimal amount,
        Principle principle,
        BigDecimal remainder,
        boolean writtenOff,
        boolean passedOn) {}
