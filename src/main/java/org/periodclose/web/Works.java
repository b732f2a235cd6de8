package org.periodclose.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users have started in this process: a bounded number at a time, and as many waiting. What has ended is kept for an hour. */
final class Works implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Works.class);
    private static final int AT_A_TIME = 8;
    private static final int WAITING = 100;
    private static final Duration KEPT = Duration.ofHours(1);

    private final Desks desks;
    private final Clock clock;
    private final Consumer<String> ended;
    private final Map<String, Work> works = new LinkedHashMap<>();
    private final ThreadPoolExecutor threads = Threads.bounded("work", AT_A_TIME, WAITING);
    private boolean stopped;

    /** @param ended is told whose work has ended, before anybody else sees it */
    Works(Desks desks, Clock clock, Consumer<String> ended) {
        this.desks = desks;
        this.clock = clock;
        this.ended = ended;
    }

    /** The name of a form that is shown once. */
    static String once() {
        return UUID.randomUUID().toString();
    }

    /**
     * Begins work, unless it is begun already: who presses a button twice has asked once. What was refused is tried again.
     *
     * @param id of the form and what is filled in; that of the form is new each time that it is shown
     * @param task is closed in any case
     */
    Work begin(String id, String user, String title, String again, Work.Task task) {
        Work work;
        synchronized (this) {
            String key = user + "/" + id;
            Work before = works.get(key);
            if (before != null && !before.isRefused()) {
                task.close();
                return before;
            }
            forget();
            work = new Work(id, user, title, again, clock, () -> ended.accept(user));
            works.put(key, work);
            if (stopped) {
                task.close();
                work.refuse(Fault.of(
                        FaultCode.STOPPED, "the console is being stopped", "ask again when it is started anew"));
                return work;
            }
        }
        LOG.atInfo().addKeyValue(EventCode.FIELD, EventCode.CONSOLE_WORK).log("user {} begins: {}", user, title);
        try {
            threads.execute(new Job(work, task));
        } catch (RejectedExecutionException full) {
            task.close();
            work.refuse(Fault.of(
                    FaultCode.CONSOLE_BUSY,
                    AT_A_TIME + " runs are at work here and " + WAITING + " are waiting",
                    "wait until some of them have ended, or use the command line"));
        }
        return work;
    }

    /** A task on its way to a thread. */
    private final class Job implements Runnable {
        private final Work work;
        private final Work.Task task;

        Job(Work work, Work.Task task) {
            this.work = work;
            this.task = task;
        }

        @Override
        public void run() {
            try (task) {
                perform();
            }
        }

        private void perform() {
            Desk desk;
            try {
                desk = desks.hold(work.user());
            } catch (RuntimeException unreachable) {
                work.refuse(Failure.faults(unreachable).get(0));
                return;
            }
            try {
                work.perform(desk, task);
            } finally {
                desks.released(work.user());
            }
        }
    }

    private void forget() {
        Instant old = clock.instant().minus(KEPT);
        works.values().removeIf(work -> work.endedBefore(old));
    }

    /** Nobody sees the work of others here: their runs are in the list of runs. */
    synchronized Optional<Work> find(String id, String user) {
        return Optional.ofNullable(works.get(user + "/" + id));
    }

    /** Those of a user, the newest first. */
    synchronized List<Work> of(String user) {
        List<Work> mine = new ArrayList<>();
        works.values().forEach(work -> {
            if (work.user().equals(user)) {
                mine.add(0, work);
            }
        });
        return mine;
    }

    /** How many pieces of work are begun or wait, of all users. */
    int unfinished() {
        return atWork().size();
    }

    private synchronized List<Work> atWork() {
        return works.values().stream().filter(work -> !work.isEnded()).toList();
    }

    /** Nothing new is begun; what is at work stops at its next checkpoint. */
    void stop(Outcome outcome) {
        synchronized (this) {
            stopped = true;
        }
        atWork().forEach(work -> work.stop(outcome));
    }

    void cancelStatements() {
        atWork().forEach(Work::cancelStatements);
    }

    /** Returns when all have come to their checkpoints. */
    void await() {
        atWork().forEach(work -> {
            while (!work.endsWithin(KEPT.toMillis())) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow().forEach(never -> {
            if (never instanceof Job job) {
                job.task.close();
            }
        });
    }
}
