package org.periodclose.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
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
import org.springframework.util.StringUtils;

/** The database that commands use: the one of {@code spring.datasource.url}, else the embedded one; always at the schema of this program. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    private static final String URL = "spring.datasource.url";

    /** Whoever asks for the data source gets it migrated: nobody has to remember to depend on that. */
    @Bean
    static BeanPostProcessor schemaMigration(Environment environment) {
        refuseOtherDatabases(environment.getProperty(URL));
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource dataSource) {
                    migrate(dataSource);
                }
                return bean;
            }
        };
    }

    private static void refuseOtherDatabases(@Nullable String url) {
        if (StringUtils.hasText(url) && !url.startsWith("jdbc:postgresql:")) {
            throw new Refused(
                    FaultCode.WRONG_CONFIGURATION,
                    URL + " is not the address of a PostgreSQL database",
                    "give one like jdbc:postgresql://HOST:5432/DATABASE in SPRING_DATASOURCE_URL");
        }
    }

    private static void migrate(DataSource dataSource) {
        try {
            Schema.migrate(dataSource);
        } catch (SQLException | LiquibaseException | RuntimeException e) {
            String url = dataSource instanceof HikariDataSource pool ? pool.getJdbcUrl() : null;
            throw DatabaseFaults.of(e, url)
                    .<RuntimeException>map(Refused::new)
                    .orElseGet(() -> new IllegalStateException("the schema cannot be brought up to date", e));
        }
    }

    /** Is there no server that the user gave? */
    static class NoServerGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty(URL));
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

        /** The pool is built from this, so it is closed before the server is let go. */
        @Bean
        JdbcConnectionDetails embeddedConnectionDetails(EmbeddedServer server) {
            EmbeddedServer.Address address = server.address();
            return new JdbcConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return address.jdbcUrl();
                }

                @Override
                public String getUsername() {
                    return address.user();
                }

                @Override
                public String getPassword() {
                    return address.password();
                }
            };
        }
    }
}
