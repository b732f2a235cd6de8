package org.periodclose.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * The database users of the console. The console logs in as a user without rights of its own, a member of {@value #CONSOLES}, and acts as one of the
 * users that are granted to it ({@code set role}); the function {@code actor()} of the schema says who that is.
 */
public final class ConsoleRoles {
    /** The group of the users that the console logs in as; their members act for others, and never for themselves. */
    public static final String CONSOLES = "period_close_consoles";

    /** The user that the console logs in as, unless an administrator has made another one. */
    public static final String CONSOLE = "period_close_console";

    /** PostgreSQL 16 keeps apart who may become a role and who has its rights; before, NOINHERIT of the console does that. */
    private static final int SET_OPTION = 160_000;

    /** Ways of the server to admit a user that check a password. */
    private static final Set<String> CHECK_A_PASSWORD =
            Set.of("scram-sha-256", "md5", "password", "ldap", "pam", "bsd", "radius");

    private static final int PATIENCE_SECONDS = 10;
    private static final String MISSING_RIGHT = "42501";
    private static final String DEPENDENT = "2BP01";

    private final DataSource dataSource;
    private final List<String> groups;

    /** @param groups the roles that say what a user may do, the lowest first */
    public ConsoleRoles(DataSource dataSource, List<String> groups) {
        this.dataSource = dataSource;
        this.groups = List.copyOf(groups);
    }

    /**
     * A user that the console may act as.
     *
     * @param group the highest that the user is a member of; null: none
     */
    public record User(String name, @Nullable String group, boolean mayLogIn) {}

    /** Whether this session is that of a console: it has no rights, and acts only as users that are granted to it. */
    public boolean isConsole() {
        return one("""
                select not r.rolsuper and exists (select from pg_auth_members m
                                                   where m.roleid = to_regrole('period_close_consoles') and m.member = r.oid and not m.admin_option)
                       and not case when to_regnamespace('period_close') is null then false else has_schema_privilege(r.oid, 'period_close', 'USAGE') end
                  from pg_roles r
                 where r.rolname = session_user
                """);
    }

    /** The user that this session belongs to. */
    public String sessionUser() {
        return in(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select session_user")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    /** All users that a console may act as, by name. */
    public List<User> users() {
        return in(connection -> users(connection, null));
    }

    /** One of them. */
    public Optional<User> user(String name) {
        return in(connection -> users(connection, name).stream().findFirst());
    }

    /** Whether there is a role of this name, whatever it is for. */
    public boolean exists(String name) {
        return in(connection -> exists(connection, name));
    }

    private List<User> users(Connection connection, @Nullable String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select u.rolname, u.rolcanlogin,
                       (select g.role from unnest(?) with ordinality g (role, rank)
                         where to_regrole(g.role) is not null and pg_has_role(u.oid, to_regrole(g.role)::oid, 'USAGE')
                         order by g.rank desc
                         limit 1) as role
                  from pg_roles u
                 where (?::text is null or u.rolname = ?) and not u.rolsuper
                   and exists (select
                                 from pg_auth_members g
                                 join pg_auth_members c on c.member = g.member and c.roleid = to_regrole('period_close_consoles') and not c.admin_option
                                where g.roleid = u.oid)
                   and u.rolname <> 'period_close_consoles'
                 order by u.rolname collate "C"
                """)) {
            query.setArray(1, connection.createArrayOf("text", groups.toArray()));
            query.setString(2, name);
            query.setString(3, name);
            try (ResultSet row = query.executeQuery()) {
                List<User> users = new ArrayList<>();
                while (row.next()) {
                    users.add(new User(row.getString("rolname"), row.getString("role"), row.getBoolean("rolcanlogin")));
                }
                return users;
            }
        }
    }

    /**
     * Makes a user who logs in with a password, is a member of a group, and whom every console may act as; all of it or nothing.
     *
     * @param password only its SCRAM verifier leaves this process; wiped
     * @return whether the console was made, too, without a password
     */
    public boolean add(String name, String group, char[] password) {
        return administration("create users, or may not grant " + group, connection -> {
            boolean made = makeConsole(connection, null);
            execute(connection, "create role " + quoted(name) + " login");
            connection.unwrap(PGConnection.class).alterUserPassword(name, password, "scram-sha-256");
            boolean hasSetOption = hasSetOption(connection);
            execute(
                    connection,
                    "grant " + quoted(group) + " to " + quoted(name)
                            + (hasSetOption ? " with inherit true, set false" : ""));
            for (String console : consoles(connection)) {
                execute(
                        connection,
                        "grant " + quoted(name) + " to " + quoted(console)
                                + (hasSetOption ? " with inherit false, set true" : ""));
            }
            return made;
        });
    }

    /**
     * Gives a user a password; whether the user may log in stays as it is.
     *
     * @param password only its SCRAM verifier leaves this process; wiped
     */
    public void changePassword(String name, char[] password) {
        administration("give user " + Text.quoted(name) + " a password", connection -> {
            connection.unwrap(PGConnection.class).alterUserPassword(name, password, "scram-sha-256");
            return name;
        });
    }

    /** Removes a user; what is kept of the user in the books stays. */
    public void remove(String name) {
        administration("remove user " + Text.quoted(name), connection -> {
            execute(connection, "drop role " + quoted(name));
            return name;
        });
    }

    /**
     * Sees to it that there is a console.
     *
     * @param password of the console that is made; wiped
     */
    public void makeConsole(char[] password) {
        administration("create users", connection -> makeConsole(connection, password));
    }

    private boolean makeConsole(Connection connection, char @Nullable [] password) throws SQLException {
        if (!consoles(connection).isEmpty()) {
            return false;
        }
        boolean missing = !exists(connection, CONSOLE);
        if (missing) {
            execute(connection, "create role " + CONSOLE + " login noinherit");
            if (password != null) {
                connection.unwrap(PGConnection.class).alterUserPassword(CONSOLE, password, "scram-sha-256");
            }
        }
        execute(
                connection,
                "grant " + CONSOLES + " to " + CONSOLE
                        + (hasSetOption(connection) ? " with inherit false, set false" : ""));
        return missing;
    }

    private static List<String> consoles(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select c.rolname from pg_auth_members m join pg_roles c on c.oid = m.member
                         where m.roleid = to_regrole('period_close_consoles') and not m.admin_option and c.rolcanlogin and not c.rolsuper
                         order by 1
                        """)) {
            List<String> consoles = new ArrayList<>();
            while (row.next()) {
                consoles.add(row.getString(1));
            }
            return consoles;
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select exists (select from pg_roles where rolname = ?)")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static boolean hasSetOption(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version_num')::int")) {
            return row.next() && row.getInt(1) >= SET_OPTION;
        }
    }

    /**
     * Whether the database admits a user with a password: opens one connection as that user, and closes it. Nothing is kept.
     *
     * @throws Refused if the server does not answer, or admits the user whatever the password
     */
    public boolean admits(String name, String password) {
        HikariDataSource pool = (HikariDataSource) dataSource;
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        PGProperty.USER.set(properties, name);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.CONNECT_TIMEOUT.set(properties, PATIENCE_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, PATIENCE_SECONDS);
        try (Connection own = new Driver().connect(pool.getJdbcUrl(), properties)) {
            requirePasswordWasChecked(own, name);
            return true;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("28")) {
                return false;
            }
            throw new IllegalStateException(e);
        }
    }

    /** An address may have a user of its own, and a server may admit whom it knows by another way. */
    private static void requirePasswordWasChecked(Connection own, String name) throws SQLException {
        try (Statement statement = own.createStatement();
                ResultSet row = statement.executeQuery("select session_user, "
                        + (hasSetOption(own) ? "split_part(system_user, ':', 1)" : "'password'"))) {
            row.next();
            String way = row.getString(2);
            if (!name.equals(row.getString(1)) || way == null || !CHECK_A_PASSWORD.contains(way)) {
                throw new Refused(Fault.of(
                        FaultCode.WRONG_CONFIGURATION,
                        "the database admits user " + Text.quoted(name) + " without checking the password",
                        "let pg_hba.conf ask users of the console for a password (scram-sha-256), and give no user in"
                                + " SPRING_DATASOURCE_URL"));
            }
        }
    }

    private static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Ask<T> {
        T of(Connection connection) throws SQLException;
    }

    private boolean one(String sql) {
        return in(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    private <T> T in(Ask<T> ask) {
        try (Connection connection = dataSource.getConnection()) {
            return ask.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T administration(String what, Ask<T> change) {
        return in(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = change.of(connection);
                connection.commit();
                return result;
            } catch (SQLException e) {
                connection.rollback();
                if (MISSING_RIGHT.equals(e.getSQLState()) || DEPENDENT.equals(e.getSQLState())) {
                    throw refused(what, e);
                }
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private Refused refused(String what, SQLException failure) {
        String reason = String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^ERROR: ", "");
        return MISSING_RIGHT.equals(failure.getSQLState())
                ? new Refused(
                        FaultCode.ROLE_NEEDED,
                        "database user " + Text.quoted(sessionUser()) + " may not " + what + ": " + reason,
                        "run it as an administrator of the database, or let one do it: see \"Users of the console\" in"
                                + " src/docs/operations.md")
                : new Refused(
                        FaultCode.WRONG_CONFIGURATION,
                        "the database cannot " + what + ": " + reason,
                        "let an administrator take from the user what it owns and its other rights, then remove it again");
    }
}
