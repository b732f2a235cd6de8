package org.periodclose.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Execution;
import org.periodclose.desk.Failure;
import org.periodclose.desk.Stoppable;
import org.periodclose.desk.Watcher;

/** What a user has started: how far it is, and what came of it. It goes on whether the user's browser is there or not. */
final class Work implements Watcher, Stoppable {
    private final String id;
    private final String user;
    private final String title;
    private final String again;
    private final Clock clock;
    private final Runnable atEnd;
    private final Instant begun;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String subject = "";
    private volatile long done;
    private volatile long lines;
    private volatile boolean running;
    private volatile boolean stopping;
    private volatile @Nullable Execution execution;
    private volatile @Nullable Result result;
    private volatile List<Fault> faults = List.of();
    private volatile @Nullable Instant endedAt;

    /** What is done on the user's desk. */
    @FunctionalInterface
    interface Task extends AutoCloseable {
        Result perform(Desk desk, Execution execution, Watcher watcher);

        /** Gives back what it holds, whether it was performed or not. */
        @Override
        default void close() {}
    }

    /**
     * New work.
     *
     * @param title what it is, for its user
     * @param again where it can be asked for anew
     * @param atEnd is done before anybody sees that it has ended
     */
    Work(String id, String user, String title, String again, Clock clock, Runnable atEnd) {
        this.id = id;
        this.user = user;
        this.title = title;
        this.again = again;
        this.clock = clock;
        this.atEnd = atEnd;
        this.begun = clock.instant();
    }

    /** Does it in this thread. */
    void perform(Desk desk, Task task) {
        try {
            Execution mine = desk.execution();
            execution = mine;
            running = true;
            if (stopping) {
                mine.stop(Outcome.TERMINATED);
            }
            result = task.perform(desk, mine, this);
        } catch (Refused refused) {
            faults = refused.faults();
        } catch (RuntimeException failure) {
            faults = Failure.faults(failure);
        } finally {
            running = false;
            end();
        }
    }

    /** It was not begun. */
    void refuse(Fault fault) {
        faults = List.of(fault);
        end();
    }

    private void end() {
        endedAt = clock.instant();
        try {
            atEnd.run();
        } finally {
            ended.countDown();
        }
    }

    /** Whether it has ended before an instant. */
    boolean endedBefore(Instant instant) {
        Instant end = endedAt;
        return isEnded() && end != null && end.isBefore(instant);
    }

    @Override
    public void begins(String name, long doneBefore, long all) {
        subject = name;
        done = doneBefore;
        lines = all;
    }

    @Override
    public void settled(long doneNow, long all) {
        done = doneNow;
        lines = all;
    }

    @Override
    public void stop(Outcome outcome) {
        stopping = true;
        Execution mine = execution;
        if (mine != null) {
            mine.stop(outcome);
        }
    }

    @Override
    public void cancelStatements() {
        Execution mine = execution;
        if (mine != null && running) {
            mine.cancelStatements();
        }
    }

    /** Whether it has ended within a time. */
    boolean endsWithin(long millis) {
        try {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** It has ended, and not all of it was done. */
    boolean isRefused() {
        Result of = result;
        return isEnded() && (of == null || of.isRefused());
    }

    public boolean isEnded() {
        return ended.getCount() == 0;
    }

    public boolean isRunning() {
        return running;
    }

    public boolean isStopping() {
        return stopping;
    }

    public String id() {
        return id;
    }

    public String user() {
        return user;
    }

    public String title() {
        return title;
    }

    public String again() {
        return again;
    }

    public Instant begun() {
        return begun;
    }

    public String subject() {
        return subject;
    }

    public long done() {
        return done;
    }

    public long lines() {
        return lines;
    }

    public @Nullable Result result() {
        return result;
    }

    public List<Fault> faults() {
        return faults;
    }
}
