package org.periodclose.posting;

import java.util.function.Consumer;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/** What all steps of the job have in common: metadata and work in one transaction, the wish to stop, the first failure kept. */
final class Steps {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final PlatformTransactionManager quickCommits;
    private final Stop stop;
    private final FirstFailure failure;
    private final RunLog log = new RunLog();

    Steps(
            JobRepository repository,
            PlatformTransactionManager transactions,
            PlatformTransactionManager quickCommits,
            Stop stop,
            FirstFailure failure) {
        this.repository = repository;
        this.transactions = transactions;
        this.quickCommits = quickCommits;
        this.stop = stop;
        this.failure = failure;
    }

    StepBuilder named(String name) {
        return new StepBuilder(name, repository).listener(failure).listener(log);
    }

    /** A step that is one transaction and that a restart does again. */
    Step whole(String name, Consumer<JobParameters> work) {
        return whole(named(name), quickCommits, work);
    }

    /** A step that is one transaction, on disk when the step has ended. */
    Step durable(String name, Consumer<JobParameters> work) {
        return whole(named(name), transactions, work);
    }

    private Step whole(StepBuilder step, PlatformTransactionManager transactions, Consumer<JobParameters> work) {
        return step.tasklet(
                        (contribution, chunk) -> {
                            stop.check();
                            work.accept(contribution.getStepExecution().getJobParameters());
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    /** The same, and a restart does it again even if it was complete: what it found may not be so any more. */
    Step wholeAtEveryStart(String name, Consumer<JobParameters> work) {
        return whole(everyTime(name), quickCommits, work);
    }

    /**
     * A step that a restart looks at again even if it was complete. Whether anything is left to do the tables of the run say, not Spring Batch: after
     * a crash of the server the one may be a checkpoint behind the other.
     */
    StepBuilder everyTime(String name) {
        return named(name).allowStartIfComplete(true);
    }

    /** A step that commits each item on its own; it stops between two of them. */
    <I, O> Step itemByItem(String name, ItemReader<I> reader, ItemProcessor<I, O> processor, ItemWriter<O> writer) {
        return everyTime(name)
                .<I, O>chunk(1)
                .transactionManager(quickCommits)
                .reader(reader)
                .processor(processor)
                .writer(writer)
                .interruptionPolicy(this::stopIfAsked)
                .build();
    }

    /**
     * Also after a failure elsewhere: who waits for all partitions would hear of it only at their end. Spring Batch 6.0.6 completes a chunk step
     * whose policy throws; only the flag makes it end as STOPPED, which FAILED outranks.
     */
    private void stopIfAsked(StepExecution step) {
        if (stop.requested().isPresent() || failure.get() != null) {
            step.setTerminateOnly();
        }
    }
}
