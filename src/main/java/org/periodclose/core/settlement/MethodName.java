package org.periodclose.core.settlement;

/** The methods of adjustment by their stable names. */
public enum MethodName {
    /** Brings each receipt to its quantity times the cost price of its item. */
    ITEM_COST_PRICE,
    /** Brings each receipt to its quantity times one price. */
    FIXED_COST_PRICE,
    /** Changes each receipt by a percentage of its value: 5 makes a value of 200.00 one of 210.00. */
    PERCENT,
    /** Spreads an amount. */
    AMOUNT,
    /** Spreads what is missing to a value of all receipts together. */
    VALUE,
    /** Spreads the balance of a ledger account, which is then the offset account, so that its balance becomes zero. */
    FROM_LEDGER_ACCOUNT
}
