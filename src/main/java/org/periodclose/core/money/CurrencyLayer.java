package org.periodclose.core.money;

/** The ledger that an amount belongs to: that in the accounting currency, or that in the reporting currency. */
public enum CurrencyLayer {
    ACCOUNTING,
    REPORTING
}
