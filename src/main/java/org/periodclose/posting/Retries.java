package org.periodclose.posting;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts how often a run goes on after a passing trouble of the database, which at that moment can keep no count. */
final class Retries {
    private final RunRecords runs;
    private final AtomicInteger uncounted = new AtomicInteger();

    Retries(RunRecords runs) {
        this.runs = runs;
    }

    void forget() {
        uncounted.set(0);
    }

    void oneMore() {
        uncounted.incrementAndGet();
    }

    /** Writes them to the run, in the caller's transaction. */
    void countFor(long run) {
        int retries = uncounted.get();
        if (retries > 0) {
            runs.addRetries(run, retries);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    uncounted.addAndGet(-retries);
                }
            });
        }
    }
}
