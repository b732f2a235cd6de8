package org.periodclose.telemetry;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.LogField;
import org.periodclose.core.fault.RunWatch;
import org.periodclose.core.fault.StepEnd;
import org.slf4j.MDC;

/** Records how long the steps of a run took, after the run; does not measure during the run. */
public final class JobWatch implements RunWatch {
    private final AtomicInteger starts = new AtomicInteger();
    private final List<StepTime> times = new CopyOnWriteArrayList<>();

    @Override
    public void tried(String company, String journal, @Nullable Long cancels, List<StepEnd> steps) {
        int start = starts.incrementAndGet();
        String trace = Objects.requireNonNullElse(MDC.get(LogField.TRACE), "");
        steps.forEach(step -> times.add(new StepTime(start, company, journal, trace, cancels, step)));
    }

    List<StepTime> times() {
        return List.copyOf(times);
    }
}
