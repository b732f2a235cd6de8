package org.periodclose.posting;

import javax.sql.DataSource;
import org.periodclose.effect.Effects;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.batch.autoconfigure.BatchTransactionManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The job {@code postJournal}: prepare, settle (partitioned, a page of lines a chunk), verify, post. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostingSettings.class)
public class PostingConfiguration {
    /** The name that Spring Batch knows the job by. */
    public static final String JOB = "postJournal";

    static final String PREPARE = "prepare";
    static final String SETTLE = "settle";

    @Bean
    Job postJournal(
            JobRepository repository,
            @Qualifier("prepare") Step prepare,
            @Qualifier("settle") Step settle,
            @Qualifier("verify") Step verify,
            @Qualifier("post") Step post,
            ObjectProvider<JobExecutionListener> watches) {
        JobBuilder job = new JobBuilder(JOB, repository);
        watches.forEach(job::listener);
        return job.start(prepare).next(settle).next(verify).next(post).build();
    }

    @Bean
    Steps steps(
            JobRepository repository,
            PlatformTransactionManager transactions,
            @BatchTransactionManager PlatformTransactionManager quickCommits,
            Stop stop,
            FirstFailure failure) {
        return new Steps(repository, transactions, quickCommits, stop, failure);
    }

    @Bean(defaultCandidate = false)
    @BatchTransactionManager
    PlatformTransactionManager quickCommits(DataSource dataSource, RunLock lock) {
        return new QuickCommits(dataSource, lock);
    }

    @Bean
    Step prepare(
            Steps steps,
            JobRun run,
            Preparation preparation,
            Retries retries,
            RunLock lock,
            RunRecords runs,
            ProgressMeter progress) {
        return steps.whole(PREPARE, job -> {
            long number = preparation.prepare(run.task(job), RunArguments.of(job));
            RunLog.run(number);
            retries.countFor(number);
            lock.worksOn(number);
            progress.planned(runs.planned(number));
        });
    }

    @Bean
    Step settle(
            Steps steps,
            PlannedPartitions partitions,
            @Qualifier("settlePartition") Step settlePartition,
            @Qualifier("settlers") TaskExecutor settlers) {
        return steps.everyTime(SETTLE)
                .partitioner("settlePartition", partitions)
                .step(settlePartition)
                .taskExecutor(settlers)
                .build();
    }

    @Bean
    Step settlePartition(Steps steps, PageReader reader, Settling settling, SettlementWriter writer) {
        return steps.itemByItem("settlePartition", reader, settling, writer);
    }

    @Bean
    Step verify(Steps steps, JobRun run, Verification verification) {
        return steps.wholeAtEveryStart("verify", job -> verification.verify(run.number(job)));
    }

    @Bean
    Step post(Steps steps, JobRun run, VoucherPosting posting, RunLock lock) {
        return steps.durable("post", job -> {
            lock.join();
            posting.post(run.number(job));
        });
    }

    @Bean
    RunLock runLock(DataSource dataSource) {
        return new RunLock(dataSource);
    }

    @Bean
    Stop stop() {
        return new Stop();
    }

    @Bean
    Retries retries(RunRecords runs) {
        return new Retries(runs);
    }

    @Bean
    FirstFailure firstFailure() {
        return new FirstFailure();
    }

    @Bean
    @StepScope
    PlannedPartitions plannedPartitions(
            JobRun run, Partitions partitions, @Value("#{stepExecution}") StepExecution execution) {
        return new PlannedPartitions(partitions, run.number(execution.getJobParameters()));
    }

    @Bean
    @StepScope
    PageReader pageReader(
            JobRun run,
            DataSource dataSource,
            PostingSettings settings,
            @Value("#{stepExecution}") StepExecution execution) {
        return new PageReader(
                dataSource,
                run.number(execution.getJobParameters()),
                PlannedPartitions.numberOf(execution.getStepName()),
                settings.chunkSize());
    }

    @Bean
    @StepScope
    Settling settling(JobRun run, JdbcClient jdbc, @Value("#{stepExecution}") StepExecution execution) {
        return new Settling(RunAccounts.of(run.number(execution.getJobParameters()), jdbc));
    }

    @Bean
    AsyncTaskExecutor settlers(PostingSettings settings) {
        ThreadPoolTaskExecutor settlers = new ThreadPoolTaskExecutor();
        settlers.setThreadNamePrefix("settle-");
        settlers.setCorePoolSize(settings.threads());
        settlers.setDaemon(true);
        settlers.setTaskDecorator(RunLog::carried);
        return settlers;
    }

    @Bean
    JobRun jobRun(Tasks tasks, RunRecords runs) {
        return new JobRun(tasks, runs);
    }

    @Bean
    Tasks tasks(JdbcClient jdbc, RunRecords runs) {
        return new Tasks(jdbc, runs);
    }

    @Bean
    RunRecords runRecords(JdbcClient jdbc) {
        return new RunRecords(jdbc);
    }

    @Bean
    OpenDates openDates(JdbcClient jdbc) {
        return new OpenDates(jdbc);
    }

    @Bean
    Chains chains(Tasks tasks, RunRecords runs, OpenDates dates) {
        return new Chains(tasks, runs, dates);
    }

    @Bean
    Preparation preparation(JdbcClient jdbc, PostingSettings settings, RunRecords runs, OpenDates dates) {
        return new Preparation(jdbc, settings, runs, dates);
    }

    @Bean
    Partitions partitions(JdbcClient jdbc) {
        return new Partitions(jdbc);
    }

    @Bean
    ProgressMeter progressMeter() {
        return new ProgressMeter();
    }

    @Bean
    SettlementWriter settlementWriter(JdbcTemplate template, ProgressMeter progress) {
        return new SettlementWriter(template, progress);
    }

    @Bean
    Verification verification(JdbcClient jdbc, VoucherPosting voucher, SideBySide sideBySide) {
        return new Verification(jdbc, voucher, sideBySide);
    }

    /** All laws at once, whatever the number of cores: they differ in length, and who has one left to do should not do it alone. */
    @Bean
    SideBySide sideBySide(@BatchTransactionManager PlatformTransactionManager quickCommits) {
        SimpleAsyncTaskExecutor verifiers = new SimpleAsyncTaskExecutor("verify-");
        verifiers.setDaemon(true);
        verifiers.setTaskDecorator(RunLog::carried);
        return new SideBySide(verifiers, quickCommits);
    }

    @Bean
    VoucherDraft voucherDraft(JdbcClient jdbc) {
        return new VoucherDraft(jdbc);
    }

    @Bean
    Manifests manifests(JdbcClient jdbc, ObjectProvider<BuildProperties> build) {
        return new Manifests(
                jdbc,
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("(not built by Maven)"));
    }

    @Bean
    VoucherPosting voucherPosting(JdbcTemplate template, VoucherDraft draft, RunRecords runs, Manifests manifests) {
        return new VoucherPosting(template, draft, runs, manifests);
    }

    @Bean
    DryRun dryRun(
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            Preparation preparation,
            Partitions partitions,
            SettlementWriter writer,
            VoucherDraft draft,
            RunRecords runs,
            PostingSettings settings) {
        return new DryRun(
                transactions, jdbc, preparation, partitions, writer, draft, runs, new Effects(jdbc), settings);
    }

    @Bean
    JobLaunch jobLaunch(
            JobOperator operator,
            JobRepository repository,
            Job postJournal,
            RunRecords runs,
            FirstFailure failure,
            Retries retries,
            RunLock lock,
            PlatformTransactionManager transactions) {
        return new JobLaunch(
                operator, repository, postJournal, runs, failure, retries, lock, new TransactionTemplate(transactions));
    }

    @Bean
    RunAttempt runAttempt(
            RunLock lock,
            Tasks tasks,
            RunRecords runs,
            Preparation preparation,
            DryRun dryRun,
            JobLaunch launch,
            ProgressMeter meter) {
        return new RunAttempt(lock, tasks, runs, preparation, dryRun, launch, meter);
    }

    @Bean
    public Abandon abandon(
            RunLock lock, Tasks tasks, RunRecords runs, JobLaunch launch, PlatformTransactionManager transactions) {
        return new Abandon(lock, tasks, runs, launch, new TransactionTemplate(transactions));
    }

    @Bean
    public Audit audit(
            PlatformTransactionManager transactions, JdbcClient jdbc, Verification verification, RunRecords runs) {
        return new Audit(transactions, jdbc, verification, runs);
    }

    @Bean
    public Purge purge(JdbcClient jdbc) {
        return new Purge(jdbc);
    }

    @Bean
    public Posting posting(
            Tasks tasks,
            RunRecords runs,
            Chains chains,
            RunAttempt attempt,
            PostingSettings settings,
            Stop stop,
            Retries retries,
            ProgressMeter meter,
            JdbcClient jdbc) {
        return new Posting(tasks, runs, chains, attempt, settings, stop, retries, meter, jdbc);
    }
}
