package org.periodclose.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Stoppable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the beginning of a posting until everybody has heard how it ended: the first SIGTERM or SIGINT lets it end at its next checkpoint, what
 * takes too long is cancelled, and after nine seconds, or with a second signal, the process ends at once. Whatever it is, the same command goes
 * on from there.
 */
final class Signals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final Duration FOR_A_CHECKPOINT = Duration.ofSeconds(4);
    private static final Duration IN_ALL = Duration.ofSeconds(9);
    /** The time that the process needs after the last message to close what is open. */
    private static final Duration TO_CLOSE = Duration.ofMillis(500);

    private static final long EACH_SECOND = 1_000;
    private static final long LOOK_AT_THE_CLOCK = 250;

    private final Set<Work> atWork = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService scheduler;
    private final AtomicReference<@Nullable Came> signal = new AtomicReference<>();
    private final AtomicBoolean clockIsWatched = new AtomicBoolean();
    private final List<Runnable> undo = new ArrayList<>();
    private volatile boolean timeIsUp;

    /** The first signal. */
    private record Came(Outcome outcome, long nanos) {}

    /** @param executions how many are at work at a time */
    Signals(int executions) {
        // A database that is away must not hold up what is done for the others.
        scheduler = new ScheduledThreadPoolExecutor(
                executions + 1,
                task -> {
                    Thread thread = new Thread(task, "stop");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        for (Signal each : Signal.values()) {
            undo.add(each.handle(() -> stop(each.outcome())));
        }
    }

    private void stop(Outcome outcome) {
        if (!signal.compareAndSet(null, new Came(outcome, System.nanoTime()))) {
            Runtime.getRuntime().halt(outcome.exitCode());
        }
        ScheduledFuture<?> unused = scheduler.schedule(
                () -> Runtime.getRuntime().halt(outcome.exitCode()), IN_ALL.toMillis(), TimeUnit.MILLISECONDS);
        atWork.forEach(work -> work.stop(outcome));
        wanted("a signal");
    }

    private static void wanted(String why) {
        LOG.atInfo()
                .addKeyValue(EventCode.FIELD, EventCode.STOP_WANTED)
                .log("{} asks to stop: it ends at its next checkpoint", why);
    }

    void breakOff() {
        atWork.forEach(Work::breakOff);
    }

    /** What one database has to stop, while it is at work. */
    private final class Work {
        private final Stoppable stoppable;
        private final ReentrantLock breakingOff = new ReentrantLock();
        private final AtomicBoolean stopping = new AtomicBoolean();
        private volatile boolean working = true;

        Work(Stoppable stoppable) {
            this.stoppable = stoppable;
        }

        void stop(Outcome outcome) {
            stoppable.stop(outcome);
            if (stopping.compareAndSet(false, true)) {
                ScheduledFuture<?> unused = scheduler.scheduleWithFixedDelay(
                        this::breakOff, FOR_A_CHECKPOINT.toMillis(), EACH_SECOND, TimeUnit.MILLISECONDS);
            }
        }

        void breakOff() {
            breakingOff.lock();
            try {
                if (working) {
                    stoppable.cancelStatements();
                }
            } catch (RuntimeException unreachable) {
                LOG.atDebug()
                        .addKeyValue(EventCode.FIELD, EventCode.STOP_DETAIL)
                        .setCause(unreachable)
                        .log("statements cannot be cancelled, trying again");
            } finally {
                breakingOff.unlock();
            }
        }

        /** One that is just being done would meet the next statement; one that waits for a database that is away meets none. */
        void end() {
            working = false;
            atWork.remove(this);
            try {
                if (breakingOff.tryLock(EACH_SECOND, TimeUnit.MILLISECONDS)) {
                    breakingOff.unlock();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Lets the posting work, or stop at its first checkpoint where that is already wanted. Its statements are cancelled only meanwhile; the queries about
     * its results are not.
     *
     * @throws Stopped instead of the failure of a statement that a signal has cancelled
     */
    <T> T during(Stoppable stoppable, Supplier<T> work) {
        Work mine = new Work(stoppable);
        atWork.add(mine);
        if (timeIsUp) {
            stoppable.stop(Outcome.DONE);
        }
        signal().ifPresent(mine::stop);
        try {
            return work.get();
        } catch (Refused refused) {
            throw refused;
        } catch (RuntimeException failure) {
            throw signal().<RuntimeException>map(outcome -> new Stopped(outcome, failure))
                    .orElse(failure);
        } finally {
            mine.end();
        }
    }

    /** What the first signal says of the end of the command. */
    Optional<Outcome> signal() {
        return Optional.ofNullable(signal.get()).map(Came::outcome);
    }

    /** The time that a signal leaves for other things than the posting; empty: none came, there is no hurry. */
    Optional<Duration> timeLeft() {
        return Optional.ofNullable(signal.get())
                .map(came -> IN_ALL.minus(TO_CLOSE).minusNanos(System.nanoTime() - came.nanos()));
    }

    /** Ends the posting, too (the first call counts), at its next checkpoint, when the clock shows that time; that is as good as done. */
    void stopAt(Instant end, Clock clock) {
        if (!clockIsWatched.compareAndSet(false, true)) {
            return;
        }
        if (isUp(end, clock)) {
            timeIsUp();
            return;
        }
        AtomicReference<@Nullable ScheduledFuture<?>> look = new AtomicReference<>();
        look.set(scheduler.scheduleWithFixedDelay(
                () -> {
                    if (isUp(end, clock)) {
                        Objects.requireNonNull(look.get()).cancel(false);
                        timeIsUp();
                    }
                },
                LOOK_AT_THE_CLOCK,
                LOOK_AT_THE_CLOCK,
                TimeUnit.MILLISECONDS));
    }

    private static boolean isUp(Instant end, Clock clock) {
        return !clock.instant().isBefore(end);
    }

    private void timeIsUp() {
        timeIsUp = true;
        atWork.forEach(work -> work.stoppable.stop(Outcome.DONE));
        wanted("--until");
    }

    /** First the handlers: a signal that comes now must not wait for what is shut down. */
    @Override
    public void close() {
        undo.forEach(Runnable::run);
        scheduler.shutdownNow();
    }

    /** A signal ended the command before there was any result. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Outcome outcome;

        Stopped(Outcome outcome, RuntimeException cause) {
            super(cause);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }
}
