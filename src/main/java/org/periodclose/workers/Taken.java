package org.periodclose.workers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.periodclose.core.fault.Outcome;
import org.periodclose.run.PartitionWork.Request;
import org.periodclose.run.StopRequest;

/** A partition that this worker has. */
final class Taken {
    private static final Duration FOR_A_CHECKPOINT = Duration.ofSeconds(4);

    private final Request request;
    private final PartitionQueue.Keeper keeper;
    private final StopRequest stop = new StopRequest();
    private final ReentrantLock keeperIsMine = new ReentrantLock();
    private volatile boolean given;
    private volatile long askedAt;
    private boolean over;

    Taken(Request request, PartitionQueue.Keeper keeper) {
        this.request = request;
        this.keeper = keeper;
    }

    Request request() {
        return request;
    }

    StopRequest stop() {
        return stop;
    }

    /** Shows the queue that this process lives. */
    void report() throws Exception {
        if (!keeperIsMine.tryLock()) {
            return;
        }
        try {
            if (!over) {
                keeper.report();
            }
        } finally {
            keeperIsMine.unlock();
        }
    }

    /** From now on the queue decides on the request again. */
    void end() {
        keeperIsMine.lock();
        try {
            over = true;
        } finally {
            keeperIsMine.unlock();
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
