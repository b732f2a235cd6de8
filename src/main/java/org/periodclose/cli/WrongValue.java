package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import picocli.CommandLine.TypeConversionException;

/** An option cannot have the value that it was given. */
final class WrongValue extends TypeConversionException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** @param what follows the name of the option: {@code "abc" is not a date} */
    WrongValue(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    /** @param variable of the environment that gave the value; null: it stands on the line */
    Fault fault(String option, @Nullable String variable) {
        return Fault.of(
                FaultCode.WRONG_USAGE,
                (variable == null ? option : option + " (from the environment: " + variable + ")") + " " + getMessage(),
                remedy);
    }
}
