package org.periodclose.core.settlement;

import java.math.BigDecimal;
import java.util.Locale;

/** What a total is spread in proportion to. */
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

    /** What counts, of a receipt or of all of them. */
    public abstract BigDecimal base(BigDecimal quantity, BigDecimal value);

    public String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
