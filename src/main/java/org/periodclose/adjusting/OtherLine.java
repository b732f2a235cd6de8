package org.periodclose.adjusting;

import java.math.BigDecimal;

/**
 * A line of another unposted journal of the layer, for a receipt that is also in the proposal.
 *
 * @param status of that journal, OPEN or POSTING
 */
public record OtherLine(String transactionId, String journal, String status, BigDecimal amount) {}
