package org.periodclose.core.settlement;

import java.util.Objects;

/** The methods by their stable names. */
public enum MethodName {
    ITEM_COST_PRICE {
        @Override
        public AdjustmentMethod of(AdjustmentMethod.Terms terms) {
            return new AdjustmentMethod.ItemCostPrice();
        }
    },
    FIXED_COST_PRICE {
        @Override
        public AdjustmentMethod of(AdjustmentMethod.Terms terms) {
            return new AdjustmentMethod.FixedCostPrice(terms.requireFigure());
        }
    },
    PERCENT {
        @Override
        public AdjustmentMethod of(AdjustmentMethod.Terms terms) {
            return new AdjustmentMethod.Percent(terms.requireFigure());
        }
    },
    AMOUNT {
        @Override
        public AdjustmentMethod of(AdjustmentMethod.Terms terms) {
            return new AdjustmentMethod.Amount(terms.requireFigure(), terms.requirePrinciple());
        }
    },
    VALUE {
        @Override
        public AdjustmentMethod of(AdjustmentMethod.Terms terms) {
            return new AdjustmentMethod.Value(terms.requireFigure(), terms.requirePrinciple());
        }
    },
    FROM_LEDGER_ACCOUNT {
        @Override
        public AdjustmentMethod of(AdjustmentMethod.Terms terms) {
            return new AdjustmentMethod.FromLedgerAccount(
                    Objects.requireNonNull(terms.account(), "account"),
                    Objects.requireNonNull(terms.balanceDate(), "balanceDate"),
                    terms.requirePrinciple());
        }
    };

    /** The total is the balance of a ledger account. */
    public boolean spreadsABalance() {
        return this == FROM_LEDGER_ACCOUNT;
    }

    /**
     * The method with its figures.
     *
     * @throws IllegalArgumentException if a figure is nonsense
     */
    public abstract AdjustmentMethod of(AdjustmentMethod.Terms terms);
}
