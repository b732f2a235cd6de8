package org.periodclose.core.costing;

import java.math.BigDecimal;

/**
 * Units of a circle that are in a match, or are not any more, besides what its quantity accounts for; rows are those of a {@link Stock}.
 *
 * @param layer row
 * @param issue row; or of the made layer that the quantity was handed into
 * @param from of the match
 * @param units more, or less, than before the run
 * @param writtenOff at the issue
 * @param passedOn the issue is in no circle with the layer: its links pass them on
 * @param settled the match is
 */
public record Remainder(
        int layer,
        int issue,
        BigDecimal from,
        BigDecimal units,
        boolean writtenOff,
        boolean passedOn,
        boolean settled) {}
