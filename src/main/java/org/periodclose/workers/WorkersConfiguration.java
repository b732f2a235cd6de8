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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Runs are spread over workers, and this process can be one, if {@code period-close.workers} says so. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("period-close.workers")
@EnableIntegration
public class WorkersConfiguration {
    private static final int LONGEST_NAME = 60;

    @Bean(destroyMethod = "close")
    PartitionQueue partitionQueue(DataSource dataSource, RunSettings settings, ProgramVersion version)
            throws SQLException {
        return new PartitionQueue(
                dataSource.unwrap(HikariDataSource.class),
                version.withSchema(),
                settings.threads() + 1,
                settings.longestSilence());
    }

    /** A consumer of the queue keeps a thread while it does a partition. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(RunSettings settings) {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(settings.threads() + 1);
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
    public Worker worker(
            RunSettings settings,
            PartitionQueue queue,
            PartitionWork work,
            DataSource dataSource,
            IntegrationFlowContext flows) {
        return new Worker(name(settings.worker()), settings.threads(), queue, work, dataSource, flows);
    }

    @Bean
    Crew queueCrew(PartitionQueue queue, Worker worker, PartitionWork work, JdbcClient jdbc) {
        return new QueueCrew(queue, worker, work, jdbc);
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
