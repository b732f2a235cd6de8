package org.periodclose.run;

import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.LogField;
import org.periodclose.core.fault.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** The log lines of a run, and the fields that show, in every line and every thread, which run it belongs to. */
final class RunLog implements StepExecutionListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
    /** Only for collectors: people read the faults, each with its remedy, when the command ends. */
    private static final String ERROR_CODE = "error.code";

    private static final String ERROR_MESSAGE = "error.message";
    private static final int TRACE_ID = 16;

    // Which run it is

    /**
     * From now on, in this thread, lines belong to this journal, and to no run yet.
     *
     * @return whether the trace is its own: there was none that the command belongs to
     */
    static boolean begin(Subject subject) {
        end(false);
        MDC.put(LogField.COMPANY.key(), subject.company());
        if (subject.journal() != null) {
            MDC.put(LogField.JOURNAL.key(), subject.journal());
        }
        boolean ownTrace = MDC.get(LogField.TRACE) == null;
        if (ownTrace) {
            byte[] id = new byte[TRACE_ID];
            ThreadLocalRandom.current().nextBytes(id);
            MDC.put(LogField.TRACE, HexFormat.of().formatHex(id));
        }
        return ownTrace;
    }

    /** From now on lines belong to the part that a worker has in the run. */
    static void worker(String worker) {
        MDC.put(LogField.WORKER.key(), worker);
    }

    /** From now on lines belong to the trace of who leads the run. */
    static void trace(@Nullable String trace) {
        if (trace != null) {
            MDC.put(LogField.TRACE, trace);
        }
    }

    static @Nullable String trace() {
        return MDC.get(LogField.TRACE);
    }

    static void run(long run) {
        MDC.put(LogField.RUN.key(), Long.toString(run));
    }

    static void end(boolean ownTrace) {
        for (LogField field : LogField.ofARun()) {
            MDC.remove(field.key());
        }
        if (ownTrace) {
            MDC.remove(LogField.TRACE);
        }
    }

    /** From now on lines belong to a step, or to the partition that has failed. */
    static void in(String step) {
        MDC.put(LogField.STEP.key(), Partitions.stepOf(step));
        if (Partitions.isOne(step)) {
            MDC.put(LogField.PARTITION.key(), Integer.toString(Partitions.numberOf(step)));
        }
    }

    static void outOfStep() {
        MDC.remove(LogField.STEP.key());
        MDC.remove(LogField.PARTITION.key());
    }

    /** The same fields in the thread that the task will run in. */
    static Runnable carried(Runnable task) {
        Map<String, String> fields = MDC.getCopyOfContextMap();
        return () -> {
            MDC.setContextMap(fields == null ? Map.of() : fields);
            try {
                task.run();
            } finally {
                MDC.clear();
            }
        };
    }

    @Override
    public void beforeStep(StepExecution step) {
        String name = step.getStepName();
        if (Partitions.isOne(name)) {
            MDC.put(LogField.PARTITION.key(), Integer.toString(Partitions.numberOf(name)));
        } else {
            MDC.put(LogField.STEP.key(), name);
        }
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        MDC.remove((Partitions.isOne(step.getStepName()) ? LogField.PARTITION : LogField.STEP).key());
        return null;
    }

    // What becomes of it

    /** A worker has taken the partition that the line belongs to. */
    static void partitionTaken() {
        info(EventCode.PARTITION_TAKEN).log("takes the partition");
    }

    static void partitionEnded(boolean well, String how, @Nullable Throwable failure) {
        LOG.atLevel(well ? Level.INFO : Level.WARN)
                .addKeyValue(EventCode.FIELD, EventCode.PARTITION_ENDED)
                .log("the partition is {}{}", how, failure == null ? "" : ": " + Causes.firstLine(failure));
    }

    static void started() {
        info(EventCode.RUN_STARTED).log("the work is checked and frozen; the run begins");
    }

    static void continued(long done, long planned) {
        info(EventCode.RUN_CONTINUED).log("the run continues at {} of {} lines", done, planned);
    }

    static void recovered(long execution) {
        info(EventCode.RUN_RECOVERED).log("execution {} ended unexpectedly; this process takes it over", execution);
    }

    static void retried(String trouble, int retry, int retries) {
        LOG.atWarn()
                .addKeyValue(EventCode.FIELD, EventCode.RUN_RETRIED)
                .log("{}; try {} of {} follows", trouble, retry, retries);
        outOfStep();
    }

    static void failed(String cause) {
        LOG.atError()
                .addKeyValue(EventCode.FIELD, EventCode.RUN_FAILED)
                .addKeyValue(ERROR_MESSAGE, cause)
                .log("failed; rerun the same command to resume");
    }

    static void detail(Throwable failure) {
        LOG.atDebug()
                .addKeyValue(EventCode.FIELD, EventCode.FAILURE_DETAIL)
                .setCause(failure)
                .log("the stack trace of what went wrong");
    }

    static void ended(RunResult result) {
        if (result instanceof RunResult.Stopped) {
            info(EventCode.RUN_STOPPED).log("stopped at a checkpoint; rerun the same command to resume");
        } else if (result instanceof RunResult.Posted posted) {
            posted(posted);
        } else if (result instanceof RunResult.NotPosted refused) {
            refused(refused);
        }
    }

    private static void posted(RunResult.Posted posted) {
        run(posted.run());
        if (!posted.before()) {
            info(EventCode.RUN_POSTED).log("posted; lines left out: {}", posted.exceptions());
        }
    }

    private static void refused(RunResult.NotPosted refused) {
        Fault first = refused.faults().get(0);
        Outcome outcome = first.code().outcome();
        boolean refusal = outcome == Outcome.REFUSED || outcome == Outcome.AT_WORK;
        LOG.atLevel(refusal ? Level.WARN : Level.ERROR)
                .addKeyValue(EventCode.FIELD, refusal ? EventCode.RUN_REFUSED : EventCode.RUN_FAILED)
                .addKeyValue(ERROR_CODE, first.code())
                .addKeyValue(ERROR_MESSAGE, first.message())
                .log(
                        "not posted: {}, faults: {}",
                        first.code(),
                        refused.faults().size());
    }

    private static LoggingEventBuilder info(EventCode code) {
        return LOG.atInfo().addKeyValue(EventCode.FIELD, code);
    }
}
