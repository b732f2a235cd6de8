package org.periodclose.posting;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Keeps what failed first: later failures, and those that Spring Batch wraps around it, are only its consequences. */
final class FirstFailure implements StepExecutionListener {
    private final AtomicReference<@Nullable Failure> first = new AtomicReference<>();

    /** What failed, and the name of the step. */
    record Failure(String step, Throwable cause) {}

    void forget() {
        first.set(null);
    }

    @Nullable
    Failure get() {
        return first.get();
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        if (!step.getFailureExceptions().isEmpty()) {
            first.compareAndSet(
                    null,
                    new Failure(step.getStepName(), step.getFailureExceptions().get(0)));
        }
        return null;
    }
}
