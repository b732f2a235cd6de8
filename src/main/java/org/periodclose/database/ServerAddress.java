package org.periodclose.database;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.postgresql.Driver;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The address of the server that the user gave. Checks it before the driver reads it: an address may contain a password, and the driver and the
 * pool show the whole address in their messages.
 */
public final class ServerAddress {
    public static final String EXAMPLE = "jdbc:postgresql://HOST:5432/DATABASE";
    static final String PROPERTY = "spring.datasource.url";

    private static final String HOST = "(\\[[0-9A-Fa-f:.]+(%[\\w.-]+)?]|[\\w.-]*)(:[0-9]+)?";
    private static final String ENCODED = "%[0-9A-Fa-f]{2}";

    /** With hosts, or without for this machine. */
    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql:(//" + HOST + "(," + HOST
            + ")*/)?([\\p{L}\\p{N}_.~-]|" + ENCODED + ")+([?]([^%\\s]|" + ENCODED + ")*)?");

    private ServerAddress() {}

    /**
     * The address, if one is given.
     *
     * @throws Refused if it is not the address of a PostgreSQL database; the message does not show the address
     */
    public static Optional<String> of(Environment environment) {
        String address = property(environment);
        if (!StringUtils.hasText(address)) {
            return Optional.empty();
        }
        String wrong = wrongWith(address);
        if (wrong != null) {
            throw refused(wrong);
        }
        return Optional.of(address);
    }

    /** What is wrong with an address, without showing it; null: nothing. */
    public static @Nullable String wrongWith(String address) {
        if (!address.startsWith("jdbc:postgresql:")) {
            return "is not the address of a PostgreSQL database";
        }
        return ADDRESS.matcher(address).matches() && Driver.parseURL(address, null) != null
                ? null
                : "cannot be parsed; it is not shown because it may contain a password";
    }

    /** For a placeholder without a value, Spring would show the whole address. */
    private static @Nullable String property(Environment environment) {
        try {
            return environment.getProperty(PROPERTY);
        } catch (IllegalArgumentException unfilled) {
            throw refused("has a ${placeholder} without a value");
        }
    }

    private static Refused refused(String what) {
        return new Refused(
                FaultCode.WRONG_CONFIGURATION,
                PROPERTY + " " + what,
                "give one like " + EXAMPLE + " in SPRING_DATASOURCE_URL, and the user and the password in"
                        + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD");
    }
}
