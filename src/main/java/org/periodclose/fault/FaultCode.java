package org.periodclose.fault;

import static org.periodclose.fault.Outcome.AT_WORK;
import static org.periodclose.fault.Outcome.REFUSED;
import static org.periodclose.fault.Outcome.UNREACHABLE;

/** Everything that can be wrong, by a stable name. Each is described in {@code src/docs/errors.md}. */
public enum FaultCode {
    // What a command was asked for
    WRONG_USAGE(Outcome.WRONG_USAGE),
    UNKNOWN_COMPANY(REFUSED),
    UNKNOWN_JOURNAL(REFUSED),
    UNKNOWN_RUN(REFUSED),
    UNKNOWN_LINE(REFUSED),
    NO_VOUCHER(REFUSED),
    UNKNOWN_VOUCHER(REFUSED),
    CANNOT_WRITE(REFUSED),
    NOT_FOR_DEMO(REFUSED),

    // A proposed journal
    JOURNAL_EXISTS(REFUSED),
    UNKNOWN_ITEM(REFUSED),
    UNKNOWN_ITEM_GROUP(REFUSED),
    UNKNOWN_TRANSACTION(REFUSED),
    UNKNOWN_CHARGES_CODE(REFUSED),
    NOTHING_SELECTED(REFUSED),
    NO_COST_PRICE(REFUSED),
    ZERO_BASE(REFUSED),
    SAME_USER(REFUSED),
    JOURNAL_NOT_OPEN(REFUSED),

    // A run as a whole
    PERIOD_NOT_OPEN(REFUSED),
    INVENTORY_CLOSED(REFUSED),
    LAYER_NOT_SET_UP(REFUSED),
    STORNO_NOT_ALLOWED(REFUSED),
    NOTE_REQUIRED(REFUSED),
    NOT_RELEASED(REFUSED),
    OTHER_ARGUMENTS(REFUSED),
    CHECKSUM_DIFFERS(REFUSED),
    NOTHING_LEFT(REFUSED),

    // A run to be taken back
    RUN_NOT_POSTED(REFUSED),
    IS_A_CANCELLATION(REFUSED),
    ALREADY_CANCELLED(REFUSED),
    RUN_IN_THE_WAY(REFUSED),
    BEFORE_ORIGINAL(REFUSED),
    UNFINISHED_CANCELLATION(REFUSED),

    // One line of a journal
    TRANSACTION_NOT_OPEN(REFUSED),
    NOT_FINANCIALLY_UPDATED(REFUSED),
    NOT_A_RECEIPT(REFUSED),
    MODEL_NOT_ADJUSTABLE(REFUSED),
    BEFORE_TRANSACTION(REFUSED),
    VALUE_BELOW_ZERO(REFUSED),
    NO_ACCOUNT(REFUSED),
    UNKNOWN_ACCOUNT(REFUSED),
    SAME_ACCOUNT(REFUSED),

    // Import
    NO_DIRECTORY(REFUSED),
    NO_FILES(REFUSED),
    BAD_FILE(REFUSED),
    UNKNOWN_COLUMN(REFUSED),
    MISSING_COLUMN(REFUSED),
    BAD_VALUE(REFUSED),
    BROKEN_REFERENCE(REFUSED),
    DUPLICATE(REFUSED),
    TRANSACTION_CHANGED(REFUSED),
    JOURNAL_FROZEN(REFUSED),
    MORE_FAULTS(REFUSED),

    // The night
    RUN_AT_WORK(AT_WORK),
    LAW_BROKEN(Outcome.LAW_BROKEN),
    MANIFEST_BROKEN(Outcome.LAW_BROKEN),
    UNEXPLAINED_DIFFERENCE(Outcome.LAW_BROKEN),
    DATABASE_UNREACHABLE(UNREACHABLE),
    WRONG_CONFIGURATION(UNREACHABLE),
    UNEXPECTED(Outcome.FAILED);

    private final Outcome outcome;

    FaultCode(Outcome outcome) {
        this.outcome = outcome;
    }

    /** How a command ends that meets this fault. */
    public Outcome outcome() {
        return outcome;
    }
}
