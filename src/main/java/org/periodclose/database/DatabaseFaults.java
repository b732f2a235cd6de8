package org.periodclose.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

/** Recognises failures of the database: it cannot be reached, or refuses the user. */
public final class DatabaseFaults {
    /** Where the address, the user and the password come from. */
    static final String SETTINGS = "SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD";

    /** The same for a database of a list. */
    static final String LINE = "its line in the list of databases";

    private static final Pattern PARAMETER = Pattern.compile("parameter \"(lock_timeout|statement_timeout|work_mem)\"");

    /** All that the operator may and the reader may not. */
    private static final Pattern OF_AN_OPERATOR = Pattern.compile(
            "permission denied (for (table|sequence) (?!databasechangelog)|to create temporary tables)");

    private static final Pattern OF_AN_APPROVER =
            Pattern.compile("of the console is no member of period_close_approver");

    private static final Pattern NO_SUCH_ROLE = Pattern.compile("role \".*\" does not exist$");

    private static final Pattern ACT_AS =
            Pattern.compile("permission denied to set role|the console acts for nobody|" + NO_SUCH_ROLE);

    private DatabaseFaults() {}

    /** The fault of the database that caused a failure, if one did. */
    public static Optional<Fault> of(Throwable failure) {
        return of(failure, null, SETTINGS);
    }

    /**
     * As {@link #of(Throwable)}, and the message says which database.
     *
     * @param jdbcUrl the address of the database; its user and password are not shown
     * @param settings where they come from
     */
    static Optional<Fault> of(Throwable failure, @Nullable String jdbcUrl, String settings) {
        String where = jdbcUrl == null ? "the database" : "the database at " + place(jdbcUrl);
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Fault found = null;
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return Optional.of(refused.first());
            }
            if (cause instanceof SQLException sql) {
                // The innermost cause is the most precise.
                found = inPlace(sql, where, settings).orElse(found);
            }
        }
        return Optional.ofNullable(found);
    }

    /** {@code HOST:PORT/DATABASE} of a JDBC address. */
    static String place(String jdbcUrl) {
        try {
            URI uri = new URI(jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("[?].*$", ""));
            String authority = uri.getRawAuthority();
            if (authority == null) {
                return "localhost/" + uri.getSchemeSpecificPart().replaceFirst("^/*", "");
            }
            return authority.replaceFirst("^.*@", "") + uri.getPath();
        } catch (URISyntaxException e) {
            return "the given address";
        }
    }

    private static Optional<Fault> inPlace(SQLException failure, String where, String settings) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String reason = reason(failure);
        if (state.startsWith("28")) {
            return wrong(where + " refuses the user: " + reason, "check " + settings);
        }
        return switch (state) {
            case "3D000" -> wrong(where + " does not exist: " + reason, "create it, or check " + settings);
            case "22023" ->
                NO_SUCH_ROLE.matcher(reason).find()
                        ? notPermitted(where, reason)
                        : setting(String.valueOf(failure.getMessage()));
            case "42501" -> notPermitted(where, reason);
            case "57P01", "57P02", "57P03" ->
                unreachable(where + " is starting or stopping: " + reason, "wait a moment, then run the command again");
            case "53300" ->
                unreachable(where + " has no connection left: " + reason, "free connections or raise max_connections");
            default ->
                state.startsWith("08") || failure instanceof SQLTransientConnectionException
                        ? unreachable(where + " cannot be reached: " + reason, "start the server, or check " + settings)
                        : Optional.empty();
        };
    }

    /** Who may look at the tables has a role, and needs a higher one; everybody else has none, or wants what only the owner may. */
    private static Optional<Fault> notPermitted(String where, String reason) {
        if (OF_AN_OPERATOR.matcher(reason).find()) {
            return Optional.of(Fault.of(
                    FaultCode.ROLE_NEEDED,
                    where
                            + " permits that only to an operator (a member of period_close_operator or period_close_approver): "
                            + reason,
                    "let an operator do it, or let an administrator give the user that role"));
        }
        if (OF_AN_APPROVER.matcher(reason).find()) {
            return Optional.of(Fault.of(
                    FaultCode.ROLE_NEEDED,
                    where + " permits that only to an approver (a member of period_close_approver): " + reason,
                    "let an approver do it, or let an administrator give the user that role"));
        }
        if (ACT_AS.matcher(reason).find()) {
            return Optional.of(Fault.of(
                    FaultCode.NO_ROLE,
                    where + " does not let the console act for the user: " + reason,
                    "sign in again; if that is refused, too, let an administrator add the user"));
        }
        return wrong(
                where + " does not permit that: " + reason,
                "run as the owner of the schema, or ask the owner for the privilege");
    }

    /** A parameter of the session that comes from a setting of this program. */
    private static Optional<Fault> setting(String message) {
        String reason = message.lines().findFirst().orElse("").replaceFirst("^(ERROR|FATAL): ", "");
        Matcher parameter = PARAMETER.matcher(reason);
        return parameter.find()
                ? wrong(
                        "PERIOD_CLOSE_" + parameter.group(1).toUpperCase(Locale.ROOT)
                                + " is not a value that PostgreSQL accepts: " + reason.replaceFirst("^ERROR: ", ""),
                        parameter.group(1).equals("work_mem") ? "give a size like 64MB" : "give a time like 10s")
                : Optional.empty();
    }

    /** The first sentence of the driver; the others are guesses. */
    private static String reason(SQLException failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^FATAL: ", "")
                .replaceFirst("[.]( .*)?$", "");
    }

    private static Optional<Fault> wrong(String message, String remedy) {
        return Optional.of(Fault.of(FaultCode.WRONG_CONFIGURATION, message, remedy));
    }

    private static Optional<Fault> unreachable(String message, String remedy) {
        return Optional.of(Fault.of(FaultCode.DATABASE_UNREACHABLE, message, remedy));
    }
}
