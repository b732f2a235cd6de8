package org.periodclose.workers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.LogField;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.run.Causes;
import org.periodclose.run.PartitionWork;
import org.periodclose.run.PartitionWork.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes partitions from the queue and does them, several at a time, until it is told to end. It reports every second: to the table of workers, and
 * to the server for each message that it keeps, so that a worker that is frozen loses what it has taken.
 */
public final class Worker implements PartitionQueue.Taker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final long PULSE = 1_000;

    private final String name;
    private final int threads;
    private final PartitionQueue queue;
    private final PartitionWork work;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Set<Taken> atWork = ConcurrentHashMap.newKeySet();
    private final AtomicLong done = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pulse");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long lastAtWork = System.nanoTime();
    private final @Nullable String database = MDC.get(LogField.DATABASE.key());
    private volatile boolean begun;
    private volatile boolean onShift;
    private volatile boolean ending;
    private volatile boolean away;
    private volatile @Nullable Refused refused;

    Worker(String name, int threads, PartitionQueue queue, PartitionWork work, DataSource dataSource) {
        this.name = name;
        this.threads = threads;
        this.queue = queue;
        this.work = work;
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** What it is called in the table of workers, in logs and in messages. */
    public String name() {
        return name;
    }

    /** How many partitions it has settled or verified. */
    public long done() {
        return done.get();
    }

    /** Begins to take partitions; does nothing if it has begun. */
    synchronized void start() {
        if (begun) {
            return;
        }
        begun = true;
        beat();
        ScheduledFuture<?> unused = pulse.scheduleWithFixedDelay(this::beat, PULSE, PULSE, TimeUnit.MILLISECONDS);
        queue.consume(threads, () -> !ending, this);
    }

    /**
     * Works until it is told to end, or has had nothing to do for so long.
     *
     * @param idle null: however long
     * @throws Refused if a run of another version of the program is at work
     */
    public void workUntilTheEnd(@Nullable Duration idle) {
        onShift = true;
        MDC.put(LogField.WORKER.key(), name);
        start();
        throwIfRefused();
        LOG.atInfo()
                .addKeyValue(EventCode.FIELD, EventCode.WORKER_STARTED)
                .log("worker {} takes part, {} partitions at a time", name, threads);
        lastAtWork = System.nanoTime();
        try {
            while (!ended.await(PULSE, TimeUnit.MILLISECONDS)) {
                if (idle != null && atWork.isEmpty() && System.nanoTime() - lastAtWork > idle.toNanos()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
        LOG.atInfo()
                .addKeyValue(EventCode.FIELD, EventCode.WORKER_ENDED)
                .log("worker {} ends, partitions done: {}", name, done.get());
        throwIfRefused();
    }

    private void throwIfRefused() {
        if (refused != null) {
            throw refused;
        }
    }

    /** Asks it to end: it gives its partitions back at their next checkpoints; returns at once. */
    public void stop() {
        ending = true;
        atWork.forEach(Taken::giveBack);
        ended.countDown();
    }

    /** Cancels the statements of its partitions. */
    public void cancelStatements() {
        for (Taken taken : atWork) {
            try {
                taken.stop().cancelStatements(dataSource);
            } catch (SQLException e) {
                throw new IllegalStateException("statements cannot be cancelled: " + e.getMessage(), e);
            }
        }
    }

    /** Waits until nothing is at work any more. */
    private void end() {
        stop();
        try {
            while (!atWork.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!begun) {
            return;
        }
        end();
        pulse.shutdownNow();
        try {
            jdbc.sql("delete from worker where worker = :worker")
                    .param("worker", name)
                    .update();
        } catch (RuntimeException unreachable) {
            LOG.atDebug()
                    .addKeyValue(EventCode.FIELD, EventCode.WORKER_WAITS)
                    .setCause(unreachable)
                    .log("the worker cannot sign off");
        }
    }

    // The queue

    /** Thrown to leave the message in the queue. */
    private static final class GivenBack extends RuntimeException {
        private static final long serialVersionUID = 1;

        GivenBack() {
            super("the partition is given back", null, false, false);
        }
    }

    @Override
    public void take(Request request, PartitionQueue.Keeper keeper) {
        Taken taken = new Taken(request, keeper);
        atWork.add(taken);
        away = false;
        try {
            if (ending) {
                taken.giveBack();
            }
            PartitionWork.End end = work.perform(taken.request(), name, taken.stop());
            if (end == PartitionWork.End.DONE) {
                done.incrementAndGet();
            }
            if (end == PartitionWork.End.LOST || (end == PartitionWork.End.STOPPED && taken.isGivenBack())) {
                throw new GivenBack();
            }
        } finally {
            taken.end();
            atWork.remove(taken);
            lastAtWork = System.nanoTime();
        }
    }

    /** The message is in the queue again; the next look may have more luck, but not at once. */
    @Override
    public void failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GivenBack) {
                pause();
                return;
            }
        }
        waits(failure);
        pause();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PULSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waits(Throwable failure) {
        boolean known = away;
        away = true;
        if (!ending) {
            LOG.atLevel(known ? Level.DEBUG : Level.WARN)
                    .addKeyValue(EventCode.FIELD, EventCode.WORKER_WAITS)
                    .log("the database cannot be asked for partitions, trying again: {}", Causes.firstLine(failure));
        }
    }

    // The pulse

    private void beat() {
        MDC.put(LogField.WORKER.key(), name);
        if (database != null) {
            MDC.put(LogField.DATABASE.key(), database);
        }
        for (Taken taken : atWork) {
            try {
                taken.report();
            } catch (Exception lost) {
                // The queue has given the request to others.
                taken.giveBack();
            }
        }
        try {
            report();
            atWork.forEach(this::lookAfter);
            if (onShift && !ending) {
                requireSameVersion();
            }
        } catch (Refused other) {
            refused = other;
            stop();
        } catch (RuntimeException unreachable) {
            waits(unreachable);
        }
    }

    private void report() {
        jdbc.sql("""
                        insert into worker (worker, version, threads) values (:worker, :version, :threads)
                        on conflict (worker) do update set version = excluded.version, threads = excluded.threads, seen_at = clock_timestamp()
                        """)
                .param("worker", name)
                .param("version", queue.name())
                .param("threads", threads)
                .update();
    }

    /** The leader may want its run to stop, or may have been replaced. */
    private void lookAfter(Taken taken) {
        var term = taken.request().term();
        boolean wanted = jdbc.sql("""
                        select exists (select from run_lock
                                        where company_id = :company and currency_layer = :layer and term = :term and not stopping)
                        """)
                .param("company", term.company())
                .param("layer", term.layer().name())
                .param("term", term.number())
                .query(Boolean.class)
                .single();
        if (!wanted) {
            taken.stopWithTheRun();
        }
        try {
            taken.breakOff(dataSource);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only a worker that was started as one asks: who leads a run has nothing to do with the runs of others. */
    private void requireSameVersion() {
        jdbc.sql("""
                        select format('run %s is at work', coalesce(l.run_id::text, '(new)')) as run, l.queue
                          from run_lock l
                         where l.queue <> :mine and is_at_work(l.company_id, l.currency_layer)
                         limit 1
                        """)
                .param("mine", queue.name())
                .query((row, number) -> new Refused(
                        FaultCode.OTHER_VERSION,
                        row.getString(1) + " by version " + Text.quoted(Objects.toString(row.getString(2)))
                                + " of the program, and worker " + Text.quoted(name) + " is of version "
                                + Text.quoted(queue.name()),
                        "start workers of the version that the run was started with"))
                .optional()
                .ifPresent(other -> {
                    throw other;
                });
    }
}
