package org.periodclose.desk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.database.ConsoleRoles;
import org.periodclose.database.ServerAddress;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The users of the console, on one database. Each is a user of the database, which checks passwords and rights and keeps four eyes; the console has
 * no rights of its own. What is refused is thrown as {@link Refused}.
 */
public final class ConsoleUsers implements AutoCloseable {
    /** The database user that the console logs in as, unless an administrator has made another one. */
    public static final String LOGIN = ConsoleRoles.CONSOLE;

    /** Of a password, in characters. */
    public static final int SHORTEST_PASSWORD = 12;

    /** PostgreSQL cuts longer names. */
    private static final int LONGEST_NAME = 63;

    private static final Set<String> RESERVED = Set.of("none", "public");

    /** Many users are signed in and do nothing: their desks keep no connection. */
    private static final Map<String, Object> FEW_CONNECTIONS =
            Map.of("spring.datasource.hikari.minimum-idle", 0, "spring.datasource.hikari.idle-timeout", 30_000);

    private final Map<String, Object> settings;
    private final ConfigurableApplicationContext context;
    private final ConsoleRoles roles;

    private ConsoleUsers(Map<String, Object> settings, ConfigurableApplicationContext context) {
        this.settings = Map.copyOf(settings);
        this.context = context;
        this.roles = new ConsoleRoles(context.getBean(DataSource.class), UserRole.groups());
    }

    /**
     * Opens the database of the settings, else the embedded one, and brings its schema up to date.
     *
     * @param settings in the words of Spring Boot
     */
    public static ConsoleUsers open(Map<String, Object> settings) {
        ConfigurableApplicationContext context =
                Rooms.application(Rooms.class, settings).run();
        try {
            ConsoleUsers users = new ConsoleUsers(settings, context);
            if (users.isEmbedded()) {
                users.roles.makeConsole(password(context));
            }
            return users;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** That of the embedded server, which only the user of this process can read; its console has the same. */
    private static char[] password(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(
                        context.getBean(JdbcConnectionDetails.class).getPassword())
                .toCharArray();
    }

    /**
     * Finds out whether a console can work here.
     *
     * @throws Refused if these settings log in as a user with rights of its own, and not as a console
     */
    public void requireConsole() {
        if (!isEmbedded() && !roles.isConsole()) {
            throw new Refused(
                    FaultCode.WRONG_CONFIGURATION,
                    "database user " + Text.quoted(roles.sessionUser()) + " is no login of the console",
                    "log in as one with rights of others only: let an administrator run create role "
                            + ConsoleRoles.CONSOLE
                            + " login noinherit password '...' in role " + ConsoleRoles.CONSOLES
                            + " once, and give it in SPRING_DATASOURCE_USERNAME");
        }
    }

    /**
     * The user of a name and a password. The database checks the password; nothing of it is kept.
     *
     * @throws Refused if there is no such user, or the password is wrong (both in the same words), or the user has no role
     */
    public SignIn.Account account(String name, String password) {
        if (name.isEmpty() || password.isEmpty() || !roles.admits(name, password)) {
            throw new Refused(
                    FaultCode.WRONG_SIGN_IN,
                    "there is no user with this name and this password",
                    "correct the name or the password; an administrator gives a new password to who has forgotten it");
        }
        return new SignIn.Account(name, role(name).orElseThrow(() -> noRole(name)));
    }

    /** The role that a user has now; empty: none, or there is no such user. */
    public Optional<UserRole> role(String name) {
        return roles.user(name).map(ConsoleRoles.User::group).flatMap(UserRole::ofGroup);
    }

    /**
     * The program for a user who has signed in: what it does, it does as that user. One desk serves one user, and any number of requests.
     *
     * @param listeners of the runs; null: none
     * @throws Refused if the user has no role, or these settings do not log in as a console
     */
    public Desk desk(String user, @Nullable Listeners listeners) {
        requireConsole();
        if (role(user).isEmpty()) {
            throw noRole(user);
        }
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(FEW_CONNECTIONS);
        return Desk.openAs(user, all, listeners);
    }

    private static Refused noRole(String name) {
        return new Refused(
                FaultCode.NO_ROLE,
                "user " + Text.quoted(name) + " has no role in the console",
                "let an administrator grant one of " + String.join(", ", UserRole.groups())
                        + " to the user, and the user to " + ConsoleRoles.CONSOLE
                        + " with inherit false, set true; or add a new user with user add");
    }

    /** All users, by name. */
    public List<UserAccount> list() {
        return roles.users().stream().map(ConsoleUsers::account).toList();
    }

    private static UserAccount account(ConsoleRoles.User user) {
        return new UserAccount(
                user.name(),
                Optional.ofNullable(user.group()).flatMap(UserRole::ofGroup).orElse(null),
                user.mayLogIn());
    }

    /**
     * Makes a user of the database whom the console may act as.
     *
     * @param password at least {@value #SHORTEST_PASSWORD} characters; only its SCRAM verifier is sent to the database; wiped
     * @return whether the console was made, too; it cannot log in before it has a password
     * @throws Refused if there is a role of that name, the name or the password is not accepted, or this user may not create users
     */
    public boolean add(String name, UserRole role, char[] password) {
        try {
            requireName(name);
            requireLong(password);
            if (roles.exists(name)) {
                throw new Refused(
                        FaultCode.USER_EXISTS,
                        "the database has a role " + Text.quoted(name),
                        "give another name; to let the console act for an existing database user see \"Users of the console\" in"
                                + " src/docs/operations.md");
            }
            requireGroups(role);
            return roles.add(name, role.group(), password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /**
     * Gives a user of the console a new password.
     *
     * @param password as in {@link #add}
     * @return the user
     * @throws Refused if there is no such user of the console, the password is not accepted, or this user may not change it
     */
    public UserAccount changePassword(String name, char[] password) {
        try {
            requireLong(password);
            UserAccount user = user(name);
            roles.changePassword(name, password);
            return user;
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static void requireLong(char[] password) {
        if (Character.codePointCount(password, 0, password.length) < SHORTEST_PASSWORD) {
            throw new Refused(
                    FaultCode.PASSWORD_TOO_SHORT,
                    "the password has fewer than " + SHORTEST_PASSWORD + " characters",
                    "give a longer one; a few words are easy to keep in mind");
        }
    }

    private static void requireName(String name) {
        String wrong = name.isBlank() || !name.equals(name.strip()) || !name.equals(Text.shown(name))
                ? "is empty or has blanks at its ends or invisible characters"
                : name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
                        ? "is longer than " + LONGEST_NAME + " bytes"
                        : name.startsWith("pg_") || RESERVED.contains(name) ? "is reserved by PostgreSQL" : null;
        if (wrong != null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE, "the name " + Text.quoted(name) + " " + wrong, "give the user another name");
        }
    }

    private void requireGroups(UserRole role) {
        for (String group : List.of(role.group(), ConsoleRoles.CONSOLES)) {
            if (!roles.exists(group)) {
                throw new Refused(
                        FaultCode.WRONG_CONFIGURATION,
                        "the database has no role " + group,
                        "let an administrator create it, then run migrate as the owner of the schema");
            }
        }
    }

    /**
     * Removes a user; the name stays in the journals, releases and runs. Who has the name later is the same person to four eyes.
     *
     * @return the user as it was
     * @throws Refused if there is no such user of the console, or this user may not remove users
     */
    public UserAccount remove(String name) {
        UserAccount user = user(name);
        roles.remove(name);
        return user;
    }

    private UserAccount user(String name) {
        return roles.user(name)
                .map(ConsoleUsers::account)
                .orElseThrow(() -> new Refused(
                        FaultCode.UNKNOWN_USER,
                        "the console has no user " + Text.quoted(name),
                        "look at user list, and correct the name"));
    }

    @Override
    public void close() {
        context.close();
    }

    /** The database is our own, below the working directory. */
    public boolean isEmbedded() {
        return ServerAddress.of(context.getEnvironment()).isEmpty();
    }
}
