package org.periodclose.core.money;

/** The books that an amount belongs to: those in the accounting currency, or those in the reporting currency. */
public enum CurrencyLayer {
    ACCOUNTING,
    REPORTING
}
