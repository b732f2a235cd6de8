package org.periodclose.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.embedded.EmbeddedServer;
import org.periodclose.embedded.ServerLogin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The database that commands use: one of a list, otherwise the one of {@code spring.datasource.url}, otherwise the embedded one. The schema is always
 * that of this program.
 */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    private static final String ACT_AS = "userOfTheConsole";
    private static final String LISTED = "listedDatabase";

    /** Uses a database of a list and not that of the settings. */
    public static void use(ListedDatabase database, GenericApplicationContext context) {
        Environment settings = context.getEnvironment();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(LISTED, Map.of(ServerAddress.PROPERTY, "", LISTED, database.name())));
        context.registerBean(
                LISTED,
                JdbcConnectionDetails.class,
                () -> new Details(
                        database.url(),
                        database.username() == null
                                ? settings.getProperty("spring.datasource.username")
                                : database.username(),
                        database.password() == null
                                ? settings.getProperty("spring.datasource.password")
                                : database.password()));
    }

    /** Lets every session act as a user of the console, by {@code set role}; in the embedded database it logs in as the console, too. */
    public static void actAs(String user, GenericApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(ACT_AS, Map.of(ACT_AS, user)));
    }

    /** Whom every session acts as; null: who it has logged in as. */
    public static @Nullable String actsAs(Environment environment) {
        return environment.getProperty(ACT_AS);
    }

    /** Given as they are: Spring would replace a placeholder in a property. */
    private record Details(
            String url, @Nullable String user, @Nullable String password) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public @Nullable String getUsername() {
            return user;
        }

        @Override
        public @Nullable String getPassword() {
            return password;
        }

        @Override
        public String toString() {
            return LISTED;
        }
    }

    /**
     * Gives each data source the settings of its sessions and migrates it when it is created, so that no other bean needs to depend on the
     * migration.
     */
    @Bean
    static BeanPostProcessor schemaMigration(Environment environment) {
        ServerAddress.of(environment);
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource dataSource) {
                    migrate(dataSource, actsAs(environment), environment.containsProperty(LISTED));
                }
                return bean;
            }
        };
    }

    private static void migrate(DataSource dataSource, @Nullable String actAs, boolean listed) {
        withFaults(dataSource, listed, () -> {
            if (dataSource instanceof HikariDataSource pool) {
                migrate(pool, new SessionSettings(pool, actAs));
            } else {
                Schema.migrate(dataSource);
            }
            return dataSource;
        });
    }

    private static void migrate(HikariDataSource pool, SessionSettings settings)
            throws SQLException, LiquibaseException {
        settings.apply();
        try {
            Schema.migrate(pool);
        } catch (SQLException | RuntimeException failure) {
            if (!SessionSettings.areRefused(failure)) {
                throw failure;
            }
            settings.applyAsFarAsPossible();
            Schema.migrate(pool);
        }
    }

    /**
     * Grants the roles their missing rights in a database that is already migrated.
     *
     * @return the roles that do not exist and that this user may not create
     */
    public static List<String> grant(DataSource dataSource) {
        return withFaults(dataSource, false, () -> Schema.migrateWithRoles(dataSource));
    }

    private static <T> T withFaults(DataSource dataSource, boolean listed, Callable<T> migration) {
        try {
            return migration.call();
        } catch (Exception e) {
            String url = dataSource instanceof HikariDataSource pool ? pool.getJdbcUrl() : null;
            throw DatabaseFaults.of(e, url, listed ? DatabaseFaults.LINE : DatabaseFaults.SETTINGS)
                    .<RuntimeException>map(Refused::new)
                    .orElseGet(() -> new IllegalStateException("the schema cannot be brought up to date", e));
        }
    }

    /** Whether the user gave no server. */
    static class NoServerGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getRegistry().containsBeanDefinition(LISTED)
                    && ServerAddress.of(context.getEnvironment()).isEmpty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoServerGiven.class)
    static class Embedded {
        @Bean(destroyMethod = "close")
        EmbeddedServer embeddedServer(
                @Value("${embedded-database.directory:.period-close}") Path directory,
                @Value("${spring.datasource.username:#{null}}") @Nullable String user) {
            if (user != null) {
                throw new Refused(
                        FaultCode.WRONG_CONFIGURATION,
                        "a database user is given, but no database",
                        "give its address in SPRING_DATASOURCE_URL, or unset SPRING_DATASOURCE_USERNAME");
            }
            return EmbeddedServer.in(directory);
        }

        /** The pool depends on this bean and through it on the server, so the pool is closed first. */
        @Bean
        JdbcConnectionDetails embeddedConnectionDetails(EmbeddedServer server, Environment environment) {
            ServerLogin login = server.login();
            return new Details(
                    login.jdbcUrl(),
                    actsAs(environment) == null ? login.user() : ConsoleRoles.CONSOLE,
                    login.password());
        }
    }
}
