package org.periodclose.core.inventory;

/** What an import does with a transaction whose financial date lies on or before the last active inventory close of a currency layer. */
public enum LateRows {
    REFUSE,
    /** It takes part in recalculation and close as of the first day after that close. */
    NEXT_OPEN_DAY
}
