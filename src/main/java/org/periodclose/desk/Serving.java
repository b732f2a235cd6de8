package org.periodclose.desk;

import java.util.Map;

/** Starts the console in the browser. */
@FunctionalInterface
public interface Serving {
    /**
     * Starts it; it is ready when this returns.
     *
     * @param settings in the words of Spring Boot
     * @throws org.periodclose.core.fault.Refused if the database cannot be opened, or the port is taken
     */
    Served serve(Map<String, Object> settings);

    /** A console that is ready. To stop it is to stop its runs at their next checkpoint. */
    interface Served extends Stoppable, AutoCloseable {
        /** Where a browser finds it. */
        String address();

        /** Whether anybody can sign in. */
        boolean hasUsers();

        /** Returns when it was asked to stop and its runs have come to their checkpoints. */
        void await();

        @Override
        void close();
    }
}
