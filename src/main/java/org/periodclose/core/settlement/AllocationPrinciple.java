package org.periodclose.core.settlement;

import java.math.BigDecimal;
import java.util.Locale;

/** The base of the shares of a total. */
public enum AllocationPrinciple {
    QUANTITY {
        @Override
        public BigDecimal base(BigDecimal quantity, BigDecimal value) {
            return quantity;
        }
    },
    VALUE {
        @Override
        public BigDecimal base(BigDecimal quantity, BigDecimal value) {
            return value;
        }
    };

    /** The base of one receipt, or of all together. */
    public abstract BigDecimal base(BigDecimal quantity, BigDecimal value);

    public String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
