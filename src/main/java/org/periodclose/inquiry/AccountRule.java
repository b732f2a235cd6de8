package org.periodclose.inquiry;

import org.jspecify.annotations.Nullable;

/**
 * An account of a settlement and its source.
 *
 * @param accountType INVENTORY, PROFIT or LOSS, where a posting profile decided
 * @param chargesCode where a charges code decided
 */
public record AccountRule(
        String account,
        Source source,
        @Nullable String accountType,
        @Nullable String chargesCode) {
    /** The sources of an account; the first that exists decides. */
    public enum Source {
        /** The inventory account that the ERP posted the transaction to. */
        TRANSACTION,
        LINE,
        LINE_CHARGES_CODE,
        JOURNAL,
        CHARGES_CODE,
        TABLE,
        GROUP,
        ALL,
        /** A cancellation keeps the accounts of the run that it cancels. */
        CANCELLED_RUN,
        /** A kind of run with accounts of its own. */
        RUN
    }

    /** For output. */
    public String words() {
        return switch (source) {
            case TRANSACTION -> "the transaction's own account";
            case LINE -> "the offset account of the journal line";
            case LINE_CHARGES_CODE -> "charges code " + chargesCode + " of the journal line";
            case JOURNAL -> "the offset account of the journal";
            case CHARGES_CODE -> "charges code " + chargesCode + " of the journal";
            case TABLE -> "posting profile " + accountType + " of the item";
            case GROUP -> "posting profile " + accountType + " of the item group";
            case ALL -> "posting profile " + accountType + " of all items";
            case CANCELLED_RUN -> "the account of the settlement that is taken back";
            case RUN -> "the account that this type of run posts to";
        };
    }
}
