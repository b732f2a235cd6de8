package org.periodclose.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Work in pieces that do not wait for each other, each in a transaction of its own. */
final class SideBySide {
    private final SimpleAsyncTaskExecutor threads;
    private final TransactionTemplate transaction;

    /** All pieces at once, whatever the number of cores: they differ in length, and who has one left to do should not do it alone. */
    SideBySide(PlatformTransactionManager transactions) {
        threads = new SimpleAsyncTaskExecutor("verify-");
        threads.setDaemon(true);
        threads.setTaskDecorator(RunLog::carried);
        transaction = new TransactionTemplate(transactions);
    }

    /**
     * Begins the pieces and waits for all of them.
     *
     * @return what they gave, in their order
     * @throws RuntimeException of the first piece that failed
     */
    <T> List<T> all(List<Supplier<T>> pieces) {
        List<CompletableFuture<T>> begun = pieces.stream()
                .map(piece -> threads.submitCompletable(() -> transaction.execute(status -> piece.get())))
                .toList();
        CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
        return begun.stream().map(SideBySide::result).toList();
    }

    /** What a piece gave, or what it threw. */
    static <T> T result(CompletableFuture<T> piece) {
        try {
            return piece.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
