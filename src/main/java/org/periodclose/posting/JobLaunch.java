package org.periodclose.posting;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Refused;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts the job, or goes on with an execution that died. The caller holds the {@link RunLock}: whatever is still marked running is dead. */
final class JobLaunch {
    private final JobOperator operator;
    private final JobRepository repository;
    private final Job job;
    private final RunRecords runs;
    private final FirstFailure failure;
    private final Retries retries;
    private final RunLock lock;
    private final TransactionTemplate transaction;

    JobLaunch(
            JobOperator operator,
            JobRepository repository,
            Job job,
            RunRecords runs,
            FirstFailure failure,
            Retries retries,
            RunLock lock,
            TransactionTemplate transaction) {
        this.operator = operator;
        this.repository = repository;
        this.job = job;
        this.runs = runs;
        this.failure = failure;
        this.retries = retries;
        this.lock = lock;
        this.transaction = transaction;
    }

    /**
     * Runs the job to its end.
     *
     * @return false if it stopped at a checkpoint because it was asked to
     * @throws Refused if it was refused, or a law did not hold
     * @throws RuntimeException the first cause of any other failure; the same call goes on from there
     */
    boolean run(Task task, RunArguments arguments) {
        JobParameters parameters = arguments.toJobParameters();
        recover(parameters);
        transaction.executeWithoutResult(
                status -> runs.of(task).ifPresent(run -> retries.countFor(Objects.requireNonNull(run.run()))));
        failure.forget();
        JobExecution execution;
        try {
            execution = operator.start(job, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException(
                    "the job " + PostingConfiguration.JOB + " cannot be started: " + e.getMessage(), e);
        } catch (RuntimeException bookkeeping) {
            throw firstBefore(bookkeeping);
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return true;
        }
        if (execution.getStatus() == BatchStatus.STOPPED) {
            return false;
        }
        RuntimeException cause = causeOf(execution);
        if (cause instanceof Refused refused && endsTheRun(refused)) {
            transaction.executeWithoutResult(status -> {
                lock.join();
                runs.of(task)
                        .ifPresent(run -> runs.fail(
                                Objects.requireNonNull(run.run()),
                                refused.first().message(),
                                null));
            });
        }
        throw cause;
    }

    /** After a crash of the server Spring Batch may not find its own rows any more; what counts is why it looked. */
    private RuntimeException firstBefore(RuntimeException bookkeeping) {
        FirstFailure.Failure known = failure.get();
        if (known != null && known.cause() instanceof RuntimeException first) {
            RunLog.in(known.step());
            first.addSuppressed(bookkeeping);
            return first;
        }
        return bookkeeping;
    }

    private static boolean endsTheRun(Refused refused) {
        return refused.first().code() == FaultCode.LAW_BROKEN || refused.first().code() == FaultCode.CHECKSUM_DIFFERS;
    }

    private RuntimeException causeOf(JobExecution execution) {
        FirstFailure.Failure known = failure.get();
        Throwable first = known == null
                ? execution.getAllFailureExceptions().stream().findFirst().orElse(null)
                : known.cause();
        if (known != null) {
            RunLog.in(known.step());
        }
        for (Throwable cause = first; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused;
            }
        }
        String ended = "the job ended " + execution.getStatus() + " "
                + execution.getExitStatus().getExitDescription();
        return first instanceof RuntimeException runtime ? runtime : new IllegalStateException(ended, first);
    }

    /** Marks what a dead process left as FAILED, so that Spring Batch lets it start again. */
    void recover(JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(PostingConfiguration.JOB, parameters);
        if (instance == null) {
            return;
        }
        JobExecution last = repository.getLastJobExecution(instance);
        if (last == null) {
            repository.deleteJobInstance(instance);
            return;
        }
        boolean dead = isDead(last.getStatus());
        for (StepExecution step : last.getStepExecutions()) {
            if (isDead(step.getStatus())) {
                dead = true;
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
                repository.update(step);
            }
        }
        if (dead) {
            RunLog.recovered(last.getId());
            last.setStatus(BatchStatus.FAILED);
            last.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
            repository.update(last);
        }
    }

    private static boolean isDead(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
