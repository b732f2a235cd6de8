package org.periodclose.telemetry;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.periodclose.fault.LogField;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Notes how long the steps of the job took, when it has ended; nothing is measured while it runs. */
public final class JobWatch implements JobExecutionListener {
    private static final String PARTITION = ":p";

    private final AtomicInteger starts = new AtomicInteger();
    private final List<StepTime> times = new CopyOnWriteArrayList<>();

    @Override
    public void afterJob(JobExecution execution) {
        int start = starts.incrementAndGet();
        for (StepExecution step : execution.getStepExecutions()) {
            times.add(time(start, execution, step));
        }
    }

    List<StepTime> times() {
        return List.copyOf(times);
    }

    private static StepTime time(int start, JobExecution execution, StepExecution step) {
        String name = step.getStepName();
        int split = name.lastIndexOf(PARTITION);
        LocalDateTime from = Objects.requireNonNullElse(step.getStartTime(), step.getCreateTime());
        return new StepTime(
                start,
                String.valueOf(execution.getJobParameters().getString("company")),
                String.valueOf(execution.getJobParameters().getString("journal")),
                Objects.requireNonNullElse(MDC.get(LogField.TRACE), ""),
                execution.getJobParameters().getLong("cancels"),
                split < 0 ? name : "settle",
                split < 0 ? null : Integer.valueOf(name.substring(split + PARTITION.length())),
                from.atZone(ZoneId.systemDefault()).toInstant(),
                Objects.requireNonNullElse(step.getEndTime(), from)
                        .atZone(ZoneId.systemDefault())
                        .toInstant(),
                step.getStatus().name(),
                failure(step));
    }

    private static @Nullable String failure(StepExecution step) {
        return step.getFailureExceptions().stream()
                .findFirst()
                .map(Throwable::getMessage)
                .flatMap(message -> message.lines().findFirst())
                .orElse(null);
    }
}
