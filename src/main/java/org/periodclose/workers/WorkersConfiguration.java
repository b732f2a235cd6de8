package org.periodclose.workers;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.periodclose.core.fault.LogField;
import org.periodclose.core.fault.Text;
import org.periodclose.run.Crew;
import org.periodclose.run.PartitionWork;
import org.periodclose.run.ProgramVersion;
import org.periodclose.run.RunSettings;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.StringUtils;

/** Runs are spread over workers, and this process can be one, if {@code period-close.workers} says so. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("period-close.workers")
@EnableIntegration
public class WorkersConfiguration {
    private static final int LONGEST_NAME = 60;

    /** Where there is a broker: its address is in {@code period-close.broker}. */
    @Bean(destroyMethod = "close")
    @Conditional(BrokerGiven.class)
    PartitionQueue brokerQueue(JdbcClient jdbc, RunSettings settings, ProgramVersion version) {
        String database = jdbc.sql("select left(md5(min(dateexecuted)::text), 8) from databasechangelog")
                .query(String.class)
                .single();
        return new BrokerQueue(
                settings.broker(),
                settings.brokerUser(),
                settings.brokerPassword(),
                database,
                version.withSchema(),
                settings.longestSilence());
    }

    /** Whether the user gave a broker. */
    static class BrokerGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("period-close.broker"));
        }
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    PartitionQueue databaseQueue(
            DataSource dataSource, RunSettings settings, ProgramVersion version, IntegrationFlowContext flows)
            throws SQLException {
        return new DatabaseQueue(
                dataSource.unwrap(HikariDataSource.class),
                version.withSchema(),
                settings.workerThreads() + 1,
                settings.longestSilence(),
                flows);
    }

    /** A consumer of the queue keeps a thread while it does a partition. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(RunSettings settings) {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(settings.workerThreads() + 1);
        scheduler.setThreadNamePrefix("worker-");
        scheduler.setDaemon(true);
        String database = MDC.get(LogField.DATABASE.key());
        if (database != null) {
            scheduler.setTaskDecorator(task -> () -> {
                MDC.put(LogField.DATABASE.key(), database);
                task.run();
            });
        }
        return scheduler;
    }

    @Bean(destroyMethod = "close")
    public Worker worker(RunSettings settings, PartitionQueue queue, PartitionWork work, DataSource dataSource) {
        return new Worker(name(settings.worker()), settings.workerThreads(), queue, work, dataSource);
    }

    @Bean
    Crew queueCrew(PartitionQueue queue, Worker worker, JdbcClient jdbc) {
        return new QueueCrew(queue, worker, jdbc);
    }

    /** As it is given, else the machine and the process. */
    private static String name(String given) {
        String name =
                given.isBlank() ? machine() + "-" + ProcessHandle.current().pid() : Text.shown(given.strip());
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }

    private static String machine() {
        try {
            return Text.shown(
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        } catch (IOException notLinux) {
            return "worker";
        }
    }
}
