package org.periodclose.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

/** Brings a database to the schema of this program: the files of {@code db/changelog}, in the schemas period_close, period_close_view and batch. */
public final class Schema {
    public static final String NAME = "period_close";

    private static final int OLDEST_SERVER = 150_000;

    /** An arbitrary number, the same for every program that migrates this schema. */
    private static final long MIGRATION_LOCK = 0x70_65_72_69_6f_64L;

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private Schema() {}

    /** Identifies the schema that this program makes. */
    public static String fingerprint() {
        return Changelog.fingerprint();
    }

    /**
     * Applies the changes that are missing; runs only one query on a database that is up to date. Several programs may do this at the same time.
     *
     * @throws Refused if the server is too old, or if changes are missing while a run is at work
     */
    public static void migrate(DataSource dataSource) throws SQLException, LiquibaseException {
        String fingerprint = Changelog.fingerprint();
        try (Connection connection = dataSource.getConnection()) {
            if (!isAt(fingerprint, connection)) {
                alone(connection, () -> {
                    if (!isAt(fingerprint, connection)) {
                        requireNoRun(connection);
                        update(fingerprint, connection);
                    }
                });
            }
        }
    }

    /**
     * As {@link #migrate}, and grants the roles their missing rights, also in a database that is up to date: a role may be new, or may have lost
     * rights.
     *
     * @return the roles that do not exist and that this user may not create
     */
    public static List<String> migrateWithRoles(DataSource dataSource) throws SQLException, LiquibaseException {
        migrate(dataSource);
        String fingerprint = Changelog.fingerprint();
        try (Connection connection = dataSource.getConnection()) {
            alone(connection, () -> update(fingerprint, connection));
            return missingRoles(connection);
        }
    }

    /** A change that only one process may make at a time. */
    private interface Change {
        void make() throws SQLException, LiquibaseException;
    }

    private static void alone(Connection connection, Change change) throws SQLException, LiquibaseException {
        // Liquibase keeps its state in the process: of several databases, one at a time.
        ONE_AT_A_TIME.lock();
        try {
            aloneInTheDatabase(connection, change);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private static void aloneInTheDatabase(Connection connection, Change change)
            throws SQLException, LiquibaseException {
        // This lock belongs to the session, so it ends with this process. The lock row of Liquibase does not.
        String patience = lockTimeout(connection, "5min");
        execute(connection, "select pg_advisory_lock(" + MIGRATION_LOCK + ")");
        try {
            change.make();
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            execute(connection, "select pg_advisory_unlock(" + MIGRATION_LOCK + ")");
            lockTimeout(connection, patience);
        }
    }

    private static void update(String fingerprint, Connection connection) throws SQLException, LiquibaseException {
        freeFromDeadMigrations(connection);
        applyChangelog(connection);
        execute(connection, "comment on table period_close.databasechangelog is '" + fingerprint + "'");
        connection.commit();
    }

    /**
     * A change of the schema during a run of an earlier version could make it fail, or make it post by two sets of rules. Every run holds a lock of
     * this class ({@code org.periodclose.run.RunLock}).
     */
    private static void requireNoRun(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select string_agg(format('server process %s of user %s', a.pid, a.usename), ', ' order by a.pid)
                          from pg_locks l
                          join pg_stat_activity a on a.pid = l.pid
                         where l.locktype = 'advisory' and l.granted and l.classid = 1346587727 and l.objsubid = 2
                           and l.database = (select oid from pg_database where datname = current_database())
                        """)) {
            row.next();
            String atWork = row.getString(1);
            if (atWork != null) {
                throw new Refused(
                        FaultCode.SCHEMA_IN_USE,
                        "this version of the program changes the schema, and a run is at work on it: " + atWork,
                        "wait until the run has ended, or stop it, then run the same command again");
            }
        }
    }

    private static List<String> missingRoles(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select role from unnest(array['period_close_operator', 'period_close_approver', 'period_close_reader',
                                                      'period_close_console_reader', 'period_close_consoles']) role
                         where to_regrole(role) is null
                         order by role
                        """)) {
            List<String> missing = new ArrayList<>();
            while (rows.next()) {
                missing.add(rows.getString(1));
            }
            return missing;
        }
    }

    /** The console may not use the schema and asks the catalog; everybody else who may not is refused here. */
    private static boolean isAt(String fingerprint, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_setting('server_version_num')::int, current_setting('server_version'),
                               case when exists (select from pg_auth_members m join pg_roles r on r.oid = m.member
                                                  where m.roleid = to_regrole('period_close_consoles') and r.rolname = current_user and not m.admin_option)
                                    then (select obj_description(c.oid, 'pg_class')
                                            from pg_class c
                                           where c.relname = 'databasechangelog' and c.relnamespace = to_regnamespace('period_close'))
                                    else obj_description(to_regclass('period_close.databasechangelog'), 'pg_class')
                               end
                        """)) {
            row.next();
            if (row.getInt(1) < OLDEST_SERVER) {
                throw new Refused(
                        FaultCode.WRONG_CONFIGURATION,
                        "the server is PostgreSQL " + row.getString(2) + ", which is too old",
                        "use PostgreSQL 15 or later");
            }
            return fingerprint.equals(row.getString(3));
        }
    }

    /** A killed migration leaves Liquibase's lock row set. The holder of the session lock may clear it: no other migration is at work. */
    private static void freeFromDeadMigrations(Connection connection) throws SQLException {
        execute(connection, """
                do $$ begin
                    if to_regnamespace('period_close') is null then
                        create schema period_close;
                    end if;
                    if to_regclass('period_close.databasechangeloglock') is not null then
                        update period_close.databasechangeloglock set locked = false, lockgranted = null, lockedby = null;
                    end if;
                end $$
                """);
    }

    private static void applyChangelog(Connection connection) throws SQLException, LiquibaseException {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        database.setLiquibaseSchemaName(NAME);
        // Not closed: that would close the connection, which is used further.
        @SuppressWarnings("resource")
        Liquibase liquibase = new Liquibase(Changelog.MASTER, new ClassLoaderResourceAccessor(), database);
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        // Standard output is for the data of the command. Liquibase must not send statistics.
        Map<String, Object> quietly =
                Map.of(Scope.Attr.ui.name(), new LoggerUIService(), AnalyticsArgs.ENABLED.getKey(), "false");
        try {
            Scope.child(quietly, () -> liquibase.update(new Contexts(), new LabelExpression()));
        } catch (SQLException | LiquibaseException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LiquibaseException(e);
        }
    }

    /** Sets how long a statement waits for a lock; returns how long it was before. */
    private static String lockTimeout(Connection connection, String timeout) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select current_setting('lock_timeout'), set_config('lock_timeout', ?, false)")) {
            statement.setString(1, timeout);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
