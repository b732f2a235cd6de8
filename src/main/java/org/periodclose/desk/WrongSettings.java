package org.periodclose.desk;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;

/** Separates a setting with a bad value from every other failure. */
final class WrongSettings {
    private static final String OWN = "period-close.";

    private WrongSettings() {}

    /** The fault behind a failure, if a setting is behind it. */
    static Optional<Fault> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException wrong) {
                return Optional.of(fault(wrong));
            }
        }
        return Optional.empty();
    }

    private static Fault fault(BindException wrong) {
        Throwable root = wrong;
        while (root.getCause() != null && !(root instanceof ConversionFailedException)) {
            root = root.getCause();
        }
        String name = wrong.getName().toString();
        if (root instanceof ConversionFailedException none) {
            // What others set may be a secret.
            String value =
                    name.startsWith(OWN) ? " " + Text.quoted(String.valueOf(none.getValue())) : " not what it takes";
            return wrong(
                    variable(name) + " is" + value,
                    remedy(wrong.getTarget().getType().resolve()));
        }
        String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        int mend = said.indexOf(": ");
        return mend < 0
                ? wrong(variable(name) + " cannot be used: " + said, "correct it")
                : wrong(said.substring(0, mend), said.substring(mend + 2));
    }

    private static Fault wrong(String message, String remedy) {
        return Fault.of(FaultCode.WRONG_CONFIGURATION, message, remedy);
    }

    /** The variable that sets a property. */
    private static String variable(String name) {
        String words = name.startsWith(OWN) ? name.replace('-', '_') : name.replace("-", "");
        return words.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String remedy(@Nullable Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "give a whole number";
        }
        return type == Duration.class ? "give a time like 1s" : "correct it";
    }
}
