package org.periodclose.adjusting;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;

/** A file of amounts, read once. */
@FunctionalInterface
public interface FileOfAmounts {
    /** Gives every line that has an amount, or is refused, to a reader. */
    void read(String currency, Reader reader);

    /** What takes the lines, in order. */
    interface Reader {
        /**
         * A line with an amount that is not zero, with the decimals of the currency.
         *
         * @param compared the line also says what the receipt had when the file was made
         * @param before what it had then, not the same as {@code amount}; null: nothing, or it is not compared
         */
        void amount(long line, String transactionId, BigDecimal amount, boolean compared, @Nullable BigDecimal before);

        /** A line that is refused. */
        void refuse(long line, String column, FaultCode code, String what, String remedy);
    }
}
