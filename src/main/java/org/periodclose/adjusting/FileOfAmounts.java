package org.periodclose.adjusting;

import java.math.BigDecimal;
import org.periodclose.core.fault.FaultCode;

/** A file of amounts, read once. */
@FunctionalInterface
public interface FileOfAmounts {
    /** Gives every line that has an amount, or is refused, to a reader. */
    void read(String currency, Reader reader);

    /** What takes the lines, in order. */
    interface Reader {
        /** A line with an amount that is not zero, with the decimals of the currency. */
        void amount(long line, String transactionId, BigDecimal amount);

        /** A line that is refused. */
        void refuse(long line, String column, FaultCode code, String what, String remedy);
    }
}
