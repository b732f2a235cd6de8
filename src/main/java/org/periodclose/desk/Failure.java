package org.periodclose.desk;

import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.database.DatabaseFaults;

/** Why a call did not do what it was asked for. */
public final class Failure {
    private Failure() {}

    /** The faults behind what a call has thrown; never empty. */
    public static List<Fault> faults(Throwable failure) {
        Throwable first = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.faults();
            }
            first = cause;
        }
        String message = first.getMessage() == null
                ? first.toString()
                : first.getMessage().lines().findFirst().orElse("");
        return List.of(DatabaseFaults.of(failure)
                .or(() -> WrongSettings.of(failure))
                .orElseGet(() -> Fault.of(
                        FaultCode.UNEXPECTED,
                        message.isBlank() ? failure.getClass().getSimpleName() : message,
                        "run the same command again to continue; --verbose shows where it happened")));
    }
}
