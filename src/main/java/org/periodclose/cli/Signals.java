package org.periodclose.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.periodclose.fault.EventCode;
import org.periodclose.fault.Outcome;
import org.periodclose.posting.Posting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While a posting is at work: the first SIGTERM or SIGINT lets it end at its next checkpoint, what takes too long is broken off, and after
 * ten seconds, or with a second signal, the process ends at once. Whatever it is, the same command goes on from there.
 */
final class Signals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final Duration FOR_A_CHECKPOINT = Duration.ofSeconds(4);
    private static final Duration IN_ALL = Duration.ofSeconds(9);

    private final Posting posting;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "stop");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final List<Runnable> undo = new ArrayList<>();

    Signals(Posting posting) {
        this.posting = posting;
        for (Signal signal : Signal.values()) {
            undo.add(signal.handle(() -> stop(signal.outcome())));
        }
    }

    private void stop(Outcome outcome) {
        if (!stopping.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(outcome.exitCode());
        }
        posting.stop(outcome);
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(this::breakOff, FOR_A_CHECKPOINT.toMillis(), 1_000, TimeUnit.MILLISECONDS);
        unused = clock.schedule(
                () -> Runtime.getRuntime().halt(outcome.exitCode()), IN_ALL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void breakOff() {
        try {
            posting.cancelStatements();
        } catch (RuntimeException unreachable) {
            LOG.atDebug()
                    .addKeyValue(EventCode.FIELD, EventCode.STOP_DETAIL)
                    .setCause(unreachable)
                    .log("statements cannot be broken off, trying again");
        }
    }

    /** Ends the posting, too, at its next checkpoint, after a time; that is as good as done. */
    void stopAfter(Duration time) {
        var unused = clock.schedule(() -> posting.stop(Outcome.DONE), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        undo.forEach(Runnable::run);
    }
}
