package org.periodclose.run;

import javax.sql.DataSource;
import org.periodclose.core.fault.RunWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What the room offers, and the parts of it that know nothing of a single run; those of a run are made for its {@link RunSession}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostingSettings.class)
public class PostingConfiguration {
    /** The name that Spring Batch knows the job by. */
    public static final String JOB = RunJob.NAME;

    @Bean
    RunLock runLock(DataSource dataSource) {
        return new RunLock(dataSource);
    }

    @Bean
    RunRecords runRecords(JdbcClient jdbc) {
        return new RunRecords(jdbc);
    }

    @Bean
    Tasks tasks(JdbcClient jdbc, RunRecords runs) {
        return new Tasks(jdbc, runs);
    }

    @Bean
    OpenDates openDates(JdbcClient jdbc) {
        return new OpenDates(jdbc);
    }

    @Bean
    Laws laws(JdbcClient jdbc) {
        return new Laws(jdbc);
    }

    @Bean
    JobLaunch jobLaunch(
            DataSource dataSource,
            PostingSettings settings,
            RunRecords runs,
            Laws laws,
            ObjectProvider<BuildProperties> build) {
        return new JobLaunch(
                dataSource,
                settings,
                runs,
                laws,
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("(not built by Maven)"));
    }

    @Bean
    public Posting posting(
            DataSource dataSource,
            RunLock lock,
            Tasks tasks,
            RunRecords runs,
            OpenDates dates,
            PostingSettings settings,
            JobLaunch launch,
            ObjectProvider<RunWatch> watches) {
        RunAttempt attempt = new RunAttempt(
                dataSource,
                lock,
                tasks,
                runs,
                dates,
                settings,
                launch,
                watches.stream().toList());
        return new Posting(dataSource, tasks, runs, new Chains(tasks, runs, dates), attempt, settings);
    }

    @Bean
    public Abandon abandon(RunLock lock, Tasks tasks, RunRecords runs, JobLaunch launch) {
        return new Abandon(lock, tasks, runs, launch);
    }

    @Bean
    public Audit audit(PlatformTransactionManager transactions, JdbcClient jdbc, Laws laws, RunRecords runs) {
        return new Audit(transactions, jdbc, laws, runs);
    }

    @Bean
    public Purge purge(JdbcClient jdbc) {
        return new Purge(jdbc);
    }
}
