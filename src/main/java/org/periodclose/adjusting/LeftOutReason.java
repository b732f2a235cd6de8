package org.periodclose.adjusting;

/** Why {@code adjust} makes no line for a transaction; the first reason that applies. */
public enum LeftOutReason {
    OTHER_ITEM("not of a selected item", true),
    OTHER_ITEM_GROUP("not of a selected item group", true),
    OTHER_SITE("not at a selected site", true),
    OTHER_WAREHOUSE("not in a selected warehouse", true),
    OTHER_BATCH("not of a selected batch number", true),
    OTHER_SERIAL("not of a selected serial number", true),
    NOT_A_RECEIPT("an issue, not a receipt", false),
    NOT_OPEN("not open", false),
    NOT_FINANCIALLY_UPDATED("without an invoice: no financial date", false),
    MODEL_NOT_ADJUSTABLE("of an item of MOVING_AVERAGE or STANDARD_COST", false),
    BEFORE_FINANCIAL_DATE_FROM("before --financial-date-from", true),
    AFTER_FINANCIAL_DATE_TO("after --financial-date-to", true),
    STORNO_EXCLUDED("touched by a posted storno settlement", true),
    NOTHING_OPEN("without an open layer after the last close", true),
    SETTLED("settled by a close, with nothing open after it", true),
    VALUE_UNCHANGED("selected, but its value does not change", false);

    private final String words;
    private final boolean byOption;

    LeftOutReason(String words, boolean byOption) {
        this.words = words;
        this.byOption = byOption;
    }

    /** The reason in words, to follow the transaction. */
    public String words() {
        return words;
    }

    /** Whether an option of the selection leaves it out. */
    boolean byOption() {
        return byOption;
    }
}
