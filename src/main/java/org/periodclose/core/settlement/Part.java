package org.periodclose.core.settlement;

/** Why a settlement moves a transaction. A run makes at most one settlement of each part for a transaction. */
public enum Part {
    /** An adjustment that a person entered. */
    MANUAL,
    /** The cost of an issue follows its receipts. */
    NORMAL,
    /** The cost of a receipt follows the issues that it was made or moved from. */
    CARRIED,
    /** The open value of a layer after a close is set by a person. */
    ON_HAND,
    /** The value of an item with a perpetual model is set by a person. */
    REVALUATION,
    /** A change too small to be carried. */
    ROUNDING,
    /** A change that a receipt may not take. */
    PRICE_DIFFERENCE
}
