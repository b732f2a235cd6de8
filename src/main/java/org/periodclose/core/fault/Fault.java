package org.periodclose.core.fault;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One fault with its remedy. Invisible characters are shown as their code.
 *
 * @param code a stable name for scripts
 * @param message names the record and the fault, no full stop
 * @param remedy what to do, no full stop
 * @param journal the adjustment journal that it concerns, if any
 * @param transactionId the transaction that it concerns, if any
 * @param itemNumber the item that it concerns, if any
 * @param quantity how much of it, if that is what is wrong
 */
public record Fault(
        FaultCode code,
        String message,
        String remedy,
        @Nullable String journal,
        @Nullable String transactionId,
        @Nullable String itemNumber,
        @Nullable BigDecimal quantity) {
    public Fault(
            FaultCode code, String message, String remedy, @Nullable String journal, @Nullable String transactionId) {
        this(code, message, remedy, journal, transactionId, null, null);
    }

    public Fault {
        Objects.requireNonNull(code, "code");
        message = Text.shownInLines(message);
        remedy = Text.shownInLines(remedy);
        if (message.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("a fault needs a message and a remedy: " + code);
        }
    }

    public static Fault of(FaultCode code, String message, String remedy) {
        return new Fault(code, message, remedy, null, null);
    }

    /** The one line that a user sees: {@code CODE  message: remedy}. */
    @Override
    public String toString() {
        return code + "  " + message + ": " + remedy;
    }
}
