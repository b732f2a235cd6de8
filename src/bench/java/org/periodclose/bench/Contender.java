package org.periodclose.bench;

/** One way to post the journals of a workload; used once, on a database of its own. */
interface Contender extends AutoCloseable {
    /** Does the measured work, all of it. */
    void post();

    /** What it has posted. */
    Outcome outcome();

    /** Where the time went, for those who tell. */
    default String phases() {
        return "";
    }

    @Override
    void close();

    /** Makes a contender ready on a database: connected, warm, nothing posted. This is not measured. */
    @FunctionalInterface
    interface Entry {
        Contender on(Server server, String database);
    }
}
