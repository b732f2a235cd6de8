package org.periodclose.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
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
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The database that commands use: the one of {@code spring.datasource.url}, otherwise the embedded one. The schema is always that of this program. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    /**
     * Gives each data source the settings of its sessions and migrates it when it is created, so that no other bean needs to depend on the
     * migration.
     */
    @Bean
    static BeanPostProcessor schemaMigration(Environment environment) {
        ServerAddress.of(environment);
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    SessionSettings.applyTo(pool);
                }
                return bean;
            }

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource dataSource) {
                    migrate(dataSource);
                }
                return bean;
            }
        };
    }

    private static void migrate(DataSource dataSource) {
        withFaults(dataSource, () -> {
            Schema.migrate(dataSource);
            return dataSource;
        });
    }

    /**
     * Grants the roles their missing rights in a database that is already migrated.
     *
     * @return the roles that do not exist and that this user may not create
     */
    public static List<String> grant(DataSource dataSource) {
        return withFaults(dataSource, () -> Schema.migrateWithRoles(dataSource));
    }

    private static <T> T withFaults(DataSource dataSource, Callable<T> migration) {
        try {
            return migration.call();
        } catch (Exception e) {
            String url = dataSource instanceof HikariDataSource pool ? pool.getJdbcUrl() : null;
            throw DatabaseFaults.of(e, url)
                    .<RuntimeException>map(Refused::new)
                    .orElseGet(() -> new IllegalStateException("the schema cannot be brought up to date", e));
        }
    }

    /** Whether the user gave no server. */
    static class NoServerGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return ServerAddress.of(context.getEnvironment()).isEmpty();
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
        JdbcConnectionDetails embeddedConnectionDetails(EmbeddedServer server) {
            ServerLogin login = server.login();
            return new JdbcConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return login.jdbcUrl();
                }

                @Override
                public String getUsername() {
                    return login.user();
                }

                @Override
                public String getPassword() {
                    return login.password();
                }
            };
        }
    }
}
