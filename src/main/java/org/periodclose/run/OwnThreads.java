package org.periodclose.run;

import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** The threads of this process. */
final class OwnThreads implements Crew {
    private final int threads;

    OwnThreads(int threads) {
        this.threads = threads;
    }

    @Override
    public PartitionHandler of(RunSession session, Step partition, JobRepository metadata) {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("settle-");
        executor.setConcurrencyLimit(threads);
        executor.setDaemon(true);
        executor.setTaskDecorator(RunLog::carried);
        TaskExecutorPartitionHandler handler = new TaskExecutorPartitionHandler();
        handler.setTaskExecutor(executor);
        handler.setStep(partition);
        return handler;
    }
}
