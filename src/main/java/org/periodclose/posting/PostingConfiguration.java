package org.periodclose.posting;

import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

    @Bean
    Job postJournal(
            JobRepository repository,
            @Qualifier("prepare") Step prepare,
            @Qualifier("settle") Step settle,
            @Qualifier("verify") Step verify,
            @Qualifier("post") Step post) {
        return new JobBuilder(JOB, repository)
                .start(prepare)
                .next(settle)
                .next(verify)
                .next(post)
                .build();
    }

    @Bean
    Step prepare(
            JobRepository repository, PlatformTransactionManager transactions, JobRun run, Preparation preparation) {
        return step(
                "prepare",
                repository,
                transactions,
                job -> preparation.prepare(run.journal(job), RunArguments.of(job)));
    }

    @Bean
    Step settle(
            JobRepository repository,
            Partitioner partitions,
            @Qualifier("settlePartition") Step settlePartition,
            @Qualifier("settlers") TaskExecutor settlers) {
        return new StepBuilder("settle", repository)
                .partitioner("settlePartition", partitions)
                .step(settlePartition)
                .taskExecutor(settlers)
                .build();
    }

    @Bean
    Step settlePartition(
            JobRepository repository,
            PlatformTransactionManager transactions,
            PageReader reader,
            Settling settling,
            SettlementWriter writer) {
        return new StepBuilder("settlePartition", repository)
                .<Page, SettledPage>chunk(1)
                .transactionManager(transactions)
                .reader(reader)
                .processor(settling)
                .writer(writer)
                .build();
    }

    @Bean
    Step verify(
            JobRepository repository, PlatformTransactionManager transactions, JobRun run, Verification verification) {
        return step("verify", repository, transactions, job -> verification.verify(run.number(job)));
    }

    @Bean
    Step post(JobRepository repository, PlatformTransactionManager transactions, JobRun run, VoucherPosting posting) {
        return step("post", repository, transactions, job -> posting.post(run.number(job)));
    }

    private static Step step(
            String name,
            JobRepository repository,
            PlatformTransactionManager transactions,
            Consumer<JobParameters> work) {
        return new StepBuilder(name, repository)
                .tasklet(
                        (contribution, chunk) -> {
                            work.accept(contribution.getStepExecution().getJobParameters());
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    @Bean
    @StepScope
    Partitioner partitions(JobRun run, JournalLines lines, @Value("#{stepExecution}") StepExecution execution) {
        return new PlannedPartitions(lines, run.number(execution.getJobParameters()));
    }

    @Bean
    @StepScope
    PageReader pageReader(
            JobRun run,
            JournalLines lines,
            PostingSettings settings,
            @Value("#{stepExecution}") StepExecution execution) {
        return new PageReader(
                lines,
                run.number(execution.getJobParameters()),
                PlannedPartitions.numberOf(execution.getStepName()),
                settings.chunkSize());
    }

    @Bean
    @StepScope
    Settling settling(JobRun run, RunRecords runs, @Value("#{stepExecution}") StepExecution execution) {
        return new Settling(runs.accountNames(run.number(execution.getJobParameters())));
    }

    @Bean
    TaskExecutor settlers(PostingSettings settings) {
        ThreadPoolTaskExecutor settlers = new ThreadPoolTaskExecutor();
        settlers.setThreadNamePrefix("settle-");
        settlers.setCorePoolSize(settings.threads());
        settlers.setDaemon(true);
        return settlers;
    }

    @Bean
    JobRun jobRun(Journals journals, RunRecords runs) {
        return new JobRun(journals, runs);
    }

    @Bean
    Journals journals(JdbcClient jdbc) {
        return new Journals(jdbc);
    }

    @Bean
    RunRecords runRecords(JdbcClient jdbc) {
        return new RunRecords(jdbc);
    }

    @Bean
    Preparation preparation(JdbcClient jdbc, PostingSettings settings) {
        return new Preparation(jdbc, settings);
    }

    @Bean
    JournalLines journalLines(JdbcClient jdbc) {
        return new JournalLines(jdbc);
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
    Verification verification(JdbcClient jdbc) {
        return new Verification(jdbc);
    }

    @Bean
    VoucherDraft voucherDraft(JdbcClient jdbc) {
        return new VoucherDraft(jdbc);
    }

    @Bean
    VoucherPosting voucherPosting(JdbcClient jdbc, VoucherDraft draft, RunRecords runs) {
        return new VoucherPosting(jdbc, draft, runs);
    }

    @Bean
    DryRun dryRun(
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            Preparation preparation,
            JournalLines lines,
            SettlementWriter writer,
            VoucherDraft draft,
            RunRecords runs,
            PostingSettings settings) {
        return new DryRun(transactions, jdbc, preparation, lines, writer, draft, runs, settings);
    }

    @Bean
    JobLaunch jobLaunch(
            JobOperator operator,
            JobRepository repository,
            Job postJournal,
            RunRecords runs,
            PlatformTransactionManager transactions) {
        return new JobLaunch(operator, repository, postJournal, runs, new TransactionTemplate(transactions));
    }

    @Bean
    public Posting posting(
            DataSource dataSource,
            Journals journals,
            RunRecords runs,
            DryRun dryRun,
            JobLaunch launch,
            ProgressMeter progress) {
        return new Posting(dataSource, journals, runs, dryRun, launch, progress);
    }
}
