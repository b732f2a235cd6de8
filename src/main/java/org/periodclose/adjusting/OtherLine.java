package org.periodclose.adjusting;

import java.math.BigDecimal;

/**
 * A line of another journal of the layer that is not posted, for a receipt that is proposed too.
 *
 * @param status of that journal, OPEN or POSTING
 */
public record OtherLine(String transactionId, String journal, String status, BigDecimal amount) {}
