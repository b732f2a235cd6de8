package org.periodclose.run;

import java.time.LocalDateTime;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Starts the job of a run, or continues an execution whose process has ended. Its session holds the {@link RunLock}, so an execution that is still marked as running is not. */
final class JobLaunch {
    private final DataSource dataSource;
    private final RunSettings settings;
    private final RunRecords runs;
    private final Laws laws;
    private final String program;
    private final Crew crew;

    /** @param program the version that posts */
    JobLaunch(DataSource dataSource, RunSettings settings, RunRecords runs, Laws laws, String program, Crew crew) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.runs = runs;
        this.laws = laws;
        this.program = program;
        this.crew = crew;
    }

    /**
     * Runs the job of a session's run to its end.
     *
     * @return false if it stopped at a checkpoint because it was asked to
     * @throws Refused if it was refused, or a law was broken
     * @throws RuntimeException the first cause of any other failure; the same call continues from there
     */
    boolean run(RunSession session) {
        RunJob job = new RunJob(session, dataSource, settings, laws, crew);
        VoucherPosting voucher = new VoucherPosting(session.transactions(), runs, program);
        recover(job);
        JobExecution execution;
        try {
            execution = job.start(new Verification(session.transactions(), laws, voucher), voucher);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("the job " + RunJob.NAME + " cannot be started: " + e.getMessage(), e);
        } catch (RuntimeException bookkeeping) {
            throw firstBefore(session.firstFailure(), bookkeeping);
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return true;
        }
        if (execution.getStatus() == BatchStatus.STOPPED && session.stop().isRequested()) {
            return false;
        }
        RuntimeException cause = causeOf(session.firstFailure(), execution);
        if (cause instanceof Refused refused && endsTheRun(refused)) {
            session.transactions()
                    .durably(() -> runs.fail(session, refused.first().message(), null));
        }
        throw cause;
    }

    /** After a crash of the server Spring Batch may not find its own rows any more; what counts is why it looked. */
    private static RuntimeException firstBefore(RunSession.@Nullable Failure known, RuntimeException bookkeeping) {
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

    private static RuntimeException causeOf(RunSession.@Nullable Failure known, JobExecution execution) {
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
        if (first == null && execution.getStatus() == BatchStatus.STOPPED) {
            return new ServerForgot(
                    "partitions were stopped and nobody has asked for it: the database server crashed in between");
        }
        String ended = "the job ended " + execution.getStatus() + " "
                + execution.getExitStatus().getExitDescription();
        return first instanceof RuntimeException runtime ? runtime : new IllegalStateException(ended, first);
    }

    /** Marks what a dead process left as FAILED, so that Spring Batch lets it start again. */
    void recover(RunSession session) {
        recover(new RunJob(session, dataSource, settings, laws, crew));
    }

    private static void recover(RunJob job) {
        JobRepository repository = job.metadata();
        JobInstance instance = repository.getJobInstance(RunJob.NAME, job.parameters());
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
