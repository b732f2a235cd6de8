package org.periodclose.workers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.periodclose.core.fault.Outcome;
import org.periodclose.run.PartitionWork.Request;
import org.periodclose.run.StopRequest;

/** A partition that this worker has, and the session that keeps its message. */
final class Taken {
    private static final Duration FOR_A_CHECKPOINT = Duration.ofSeconds(4);

    private final Request request;
    private final Connection queue;
    private final StopRequest stop = new StopRequest();
    private final ReentrantLock queueIsMine = new ReentrantLock();
    private volatile boolean given;
    private volatile long askedAt;
    private boolean over;

    Taken(Request request, Connection queue) {
        this.request = request;
        this.queue = queue;
    }

    Request request() {
        return request;
    }

    StopRequest stop() {
        return stop;
    }

    /** Shows the server that this process lives. */
    void report() throws SQLException {
        if (!queueIsMine.tryLock()) {
            return;
        }
        try {
            if (!over) {
                try (Statement nothing = queue.createStatement()) {
                    nothing.execute("select 1");
                }
            }
        } finally {
            queueIsMine.unlock();
        }
    }

    /** From now on the session belongs to the transaction of the message again. */
    void end() {
        queueIsMine.lock();
        try {
            over = true;
        } finally {
            queueIsMine.unlock();
        }
    }

    /** The run is stopped: nobody shall go on with the partition now. */
    void stopWithTheRun() {
        ask();
    }

    /** Another worker shall go on with it. */
    void giveBack() {
        given = true;
        ask();
    }

    boolean isGivenBack() {
        return given;
    }

    private void ask() {
        if (!stop.isRequested()) {
            askedAt = System.nanoTime();
            stop.request(Outcome.TERMINATED);
        }
    }

    /** A statement that outlasts the time for a checkpoint is cancelled. */
    void breakOff(DataSource dataSource) throws SQLException {
        if (stop.isRequested() && System.nanoTime() - askedAt > FOR_A_CHECKPOINT.toNanos()) {
            stop.cancelStatements(dataSource);
        }
    }
}
