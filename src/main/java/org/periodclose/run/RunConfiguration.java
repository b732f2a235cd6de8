package org.periodclose.run;

import java.util.List;
import javax.sql.DataSource;
import org.periodclose.core.fault.RunWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine offers, and the parts of it that know nothing of a single run; those of a run are made for its {@link RunSession}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunSettings.class)
public class RunConfiguration {
    /** The name that Spring Batch knows the job by. */
    public static final String JOB = RunJob.NAME;

    @Bean
    RunLock runLock(DataSource dataSource) {
        return new RunLock(dataSource);
    }

    @Bean
    public RunRecords runRecords(JdbcClient jdbc) {
        return new RunRecords(jdbc);
    }

    @Bean
    public Laws laws(JdbcClient jdbc) {
        return new Laws(jdbc);
    }

    @Bean
    JobLaunch jobLaunch(
            DataSource dataSource,
            RunSettings settings,
            RunRecords runs,
            Laws laws,
            ProgramVersion version,
            ObjectProvider<Crew> crew) {
        return new JobLaunch(
                dataSource,
                settings,
                runs,
                laws,
                version.program(),
                crew.getIfAvailable(() -> new OwnThreads(settings.threads())));
    }

    @Bean
    public ProgramVersion programVersion(ObjectProvider<BuildProperties> build) {
        return new ProgramVersion(
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("(not built by Maven)"));
    }

    @Bean
    public PartitionWork partitionWork(DataSource dataSource, RunSettings settings, List<Kind> kinds, Laws laws) {
        return new PartitionWork(dataSource, settings, new Kinds(kinds), laws);
    }

    @Bean
    public Engine engine(
            DataSource dataSource,
            RunLock lock,
            RunRecords runs,
            RunSettings settings,
            JobLaunch launch,
            List<Kind> kinds,
            ObjectProvider<RunWatch> watches) {
        RunAttempt attempt = new RunAttempt(
                dataSource, lock, runs, settings, launch, watches.stream().toList());
        return new Engine(runs, new Kinds(kinds), attempt, settings);
    }

    @Bean
    public Abandon abandon(RunLock lock, List<Kind> kinds, JdbcClient jdbc, RunRecords runs, JobLaunch launch) {
        return new Abandon(lock, new Kinds(kinds), jdbc, runs, launch);
    }

    @Bean
    public PlanReleases planReleases(JdbcClient jdbc) {
        return new PlanReleases(jdbc);
    }

    @Bean
    public Purge purge(JdbcClient jdbc) {
        return new Purge(jdbc);
    }
}
