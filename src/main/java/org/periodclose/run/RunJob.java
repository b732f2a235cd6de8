package org.periodclose.run;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.StepEnd;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepLocator;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Isolation;

/**
 * The job {@code postJournal} of one run: settle (partitioned, a unit of work a chunk), verify, post. Its steps work, and Spring Batch keeps its
 * metadata, in the transactions of the run's session and in no others.
 */
final class RunJob implements StepLocator, StepExecutionListener, JobExecutionListener {
    static final String NAME = "postJournal";
    private static final String VERIFY = "verify";
    private static final String TABLES = "batch.batch_";

    private final RunSession session;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final RunSettings settings;
    private final Laws laws;
    private final Crew crew;
    private final JobRepository repository;

    RunJob(RunSession session, DataSource dataSource, RunSettings settings, Laws laws, Crew crew) {
        this.session = session;
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.settings = settings;
        this.laws = laws;
        this.crew = crew;
        this.repository = repository();
    }

    /** The server's own isolation, read committed: to ask for it by name costs a way to the server and back for every row that is created. */
    private JobRepository repository() {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(dataSource);
        factory.setDatabaseType("POSTGRES");
        factory.setTablePrefix(TABLES);
        factory.setIncrementerFactory(new DistinctIds(dataSource, settings.database()));
        factory.setTransactionManager(session.transactions());
        factory.setIsolationLevelForCreateEnum(Isolation.DEFAULT);
        try {
            factory.afterPropertiesSet();
            return factory.getObject();
        } catch (Exception e) {
            throw new IllegalStateException("the metadata of Spring Batch cannot be kept: " + e.getMessage(), e);
        }
    }

    JobRepository metadata() {
        return repository;
    }

    /** The number of the run identifies it. */
    JobParameters parameters() {
        return new JobParametersBuilder().addLong("run", session.run()).toJobParameters();
    }

    JobExecution start(Verification verification, VoucherPosting voucher) throws JobExecutionException {
        Map<Integer, List<Partition>> levels = new Partitions(jdbc)
                .of(session.run()).stream()
                        .collect(Collectors.groupingBy(Partition::level, TreeMap::new, Collectors.toList()));
        if (levels.isEmpty()) {
            throw new ServerForgot(
                    "run " + session.run() + " no longer exists: the database server crashed in between");
        }
        SimpleJobBuilder steps = null;
        for (Map.Entry<Integer, List<Partition>> level : levels.entrySet()) {
            Step settle = settle(level.getKey(), level.getValue());
            steps = steps == null
                    ? new JobBuilder(NAME, repository)
                            .listener((JobExecutionListener) this)
                            .start(settle)
                    : steps.next(settle);
        }
        Job job = Objects.requireNonNull(steps)
                .next(verify(verification))
                .next(whole(
                        "post",
                        false,
                        () -> session.transactions().durably(() -> voucher.post(session.run(), session.work()))))
                .build();
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setJobRegistry(new MapJobRegistry());
        operator.setTaskExecutor(new SyncTaskExecutor());
        try {
            operator.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return operator.start(job, parameters());
    }

    private StepBuilder step(String name) {
        return new StepBuilder(name, repository)
                .listener((StepExecutionListener) this)
                .listener(new RunLog());
    }

    /**
     * A step that is one transaction.
     *
     * @param everyTime a restart does it again even if it was complete: what it found may not be so any more
     */
    private Step whole(String name, boolean everyTime, Runnable work) {
        return step(name)
                .allowStartIfComplete(everyTime)
                .tasklet(
                        (contribution, chunk) -> {
                            if (session.stop().isRequested()) {
                                throw new JobInterruptedException("asked to stop");
                            }
                            work.run();
                            return RepeatStatus.FINISHED;
                        },
                        session.transactions())
                .build();
    }

    private Step verify(Verification verification) {
        if (!verification.isByRange(session.run())) {
            return whole(VERIFY, true, () -> {
                session.work().settled(session.transactions().jdbc(), session.run());
                verification.verify(session.run());
            });
        }
        VerifyPartitions partitions = new VerifyPartitions(session, verification, this::step, jdbc);
        return step(VERIFY)
                .allowStartIfComplete(true)
                .partitioner(VerifyPartition.NAME, partitions)
                .step(partitions.step())
                .partitionHandler(crew.of(session, partitions.step(), repository))
                .aggregator(partitions)
                .build();
    }

    /**
     * A restart looks at it, and at each of its partitions, again even if it was complete. Whether anything is left to do the tables of the run say,
     * not Spring Batch: after a crash of the server the one may be a checkpoint behind the other.
     *
     * @param planned those that the run was planned with: the same at every restart, whatever the machine
     */
    private Step settle(int level, List<Partition> planned) {
        Step partition = new SettlePartition();
        return step(level == 0 ? Partitions.STEP : Partitions.STEP + "-" + level)
                .allowStartIfComplete(true)
                .partitioner(
                        SettlePartition.NAME,
                        gridSize -> planned.stream()
                                .collect(Collectors.toMap(Partitions::key, each -> new ExecutionContext())))
                .step(partition)
                .partitionHandler(crew.of(session, partition, repository))
                .build();
    }

    @Override
    public Step getStep(String name) {
        if (name.equals(SettlePartition.NAME)) {
            return new SettlePartition();
        }
        if (name.equals(VerifyPartition.NAME)) {
            return new VerifyPartition(
                    session,
                    new RangeVerification(session.transactions(), laws),
                    this::step,
                    jdbc,
                    VerifyPartition::refuse);
        }
        throw new IllegalArgumentException("there is no step " + name);
    }

    /** Settles a partition, the number of which is in the name of the execution; it stops between two units. */
    private final class SettlePartition implements Step {
        static final String NAME = "settlePartition";

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean isAllowStartIfComplete() {
            return true;
        }

        @Override
        public void execute(StepExecution execution) throws JobInterruptedException {
            int partition = Partitions.numberOf(execution.getStepName());
            step(getName())
                    .allowStartIfComplete(true)
                    .<Portion, SettledPortion>chunk(1)
                    .transactionManager(session.transactions())
                    .reader(new PortionReader(
                            dataSource, session.stop(), session.work(), session.run(), partition, settings.chunkSize()))
                    .processor(new Settling(jdbc))
                    .writer(new SettlementWriter(
                            session.transactions(), settled -> session.settled(partition, settled)))
                    .interruptionPolicy(this::stopIfAsked)
                    .build()
                    .execute(execution);
        }

        /**
         * Also after a failure elsewhere: who waits for all partitions would hear of it only at their end. Spring Batch 6.0.6 completes a chunk step
         * whose policy throws; only the flag makes it end as STOPPED, which FAILED outranks.
         */
        private void stopIfAsked(StepExecution step) {
            if (session.stop().isRequested() || session.firstFailure() != null) {
                step.setTerminateOnly();
            }
        }
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        if (!step.getFailureExceptions().isEmpty()) {
            session.failed(step.getStepName(), step.getFailureExceptions().get(0));
        }
        return null;
    }

    @Override
    public void afterJob(JobExecution execution) {
        execution.getStepExecutions().forEach(step -> session.ended(end(step)));
    }

    private static StepEnd end(StepExecution step) {
        LocalDateTime from = Objects.requireNonNullElse(step.getStartTime(), step.getCreateTime());
        return new StepEnd(
                Partitions.stepOf(step.getStepName()),
                Partitions.isOne(step.getStepName()) ? Partitions.numberOf(step.getStepName()) : null,
                from.atZone(ZoneId.systemDefault()).toInstant(),
                Objects.requireNonNullElse(step.getEndTime(), from)
                        .atZone(ZoneId.systemDefault())
                        .toInstant(),
                step.getStatus().name(),
                step.getFailureExceptions().stream()
                        .findFirst()
                        .map(Throwable::getMessage)
                        .flatMap(message -> message.lines().findFirst())
                        .orElse(null));
    }
}
