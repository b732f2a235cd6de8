package org.periodclose.workers;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.periodclose.run.PartitionWork.Request;

/** Takes requests for partitions to workers. What a worker does not finish comes to another, so a request may come twice. */
interface PartitionQueue extends AutoCloseable {
    /** Only processes with queues of one name share one. */
    String name();

    /** All of them or none. */
    void send(List<Request> requests);

    /**
     * Hands requests to a taker, several at a time, until it is closed.
     *
     * @param open while it gives false, nothing is taken
     */
    void consume(int atATime, BooleanSupplier open, Taker taker);

    @Override
    void close();

    /** Does what is asked for. If it throws, the request goes back to the queue. */
    interface Taker {
        /**
         * Does a partition.
         *
         * @param keeper what keeps the request for this process
         */
        void take(Request request, Keeper keeper);

        /** The queue cannot be read, or the taker has thrown. */
        void failed(Throwable failure);
    }

    /** Must be told that this process lives; if it is not, the queue gives the request to another. */
    interface Keeper {
        void report() throws Exception;
    }
}
