package org.periodclose.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

/**
 * What pages show, found out beside their requests: a request waits a moment for it, and who reads the page again later finds the
 * same question. So the largest report keeps no browser hanging, and is computed once however often it is asked for.
 *
 * @param <T> an answer
 */
final class Questions<T> implements AutoCloseable {
    private static final int AT_A_TIME = 8;
    private static final int WAITING = 100;
    /** An answer that nobody fetches is dropped soon: later the books may be others. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Desks desks;
    private final Clock clock;
    private final long moment;
    private final Map<String, Question<T>> asked = new HashMap<>();
    private final ThreadPoolExecutor threads = Threads.bounded("question", AT_A_TIME, WAITING);

    private static final class Question<T> {
        private final FutureTask<T> answer;
        private final Instant begun;
        private Instant lastAsked;

        Question(FutureTask<T> answer, Instant now) {
            this.answer = answer;
            this.begun = now;
            this.lastAsked = now;
        }
    }

    /** An answer is not there yet. */
    static final class NotYet extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Duration since;

        private NotYet(Duration since) {
            this.since = since;
        }

        Duration since() {
            return since;
        }
    }

    /** @param moment how long a request waits for its answer, in milliseconds */
    Questions(Desks desks, Clock clock, long moment) {
        this.desks = desks;
        this.clock = clock;
        this.moment = moment;
    }

    /**
     * The answer to a question.
     *
     * @param address what is asked; the same question of the same user is asked once at a time
     * @throws NotYet if it takes longer than a moment
     * @throws Refused if the answer is a refusal, or if too many questions are waiting
     */
    T answer(String user, String address, Supplier<T> question) throws NotYet {
        String key = user + " " + address;
        Question<T> mine = ask(key, user, question);
        try {
            T answer = mine.answer.get(moment, TimeUnit.MILLISECONDS);
            forget(key, mine);
            return answer;
        } catch (TimeoutException later) {
            throw new NotYet(Duration.between(mine.begun, clock.instant()));
        } catch (ExecutionException failed) {
            forget(key, mine);
            throw failed.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized Question<T> ask(String key, String user, Supplier<T> question) {
        Instant now = clock.instant();
        asked.values()
                .removeIf(old -> old.answer.isDone() && old.lastAsked.plus(KEPT).isBefore(now));
        Question<T> before = asked.get(key);
        if (before != null) {
            before.lastAsked = now;
            return before;
        }
        Question<T> mine = new Question<>(new FutureTask<>(() -> onDesk(user, question)), now);
        try {
            threads.execute(mine.answer);
        } catch (RejectedExecutionException full) {
            throw new Refused(
                    FaultCode.CONSOLE_BUSY,
                    AT_A_TIME + " pages are being computed here and " + WAITING + " are waiting",
                    "wait until some of them have been answered, or use the command line");
        }
        asked.put(key, mine);
        return mine;
    }

    private T onDesk(String user, Supplier<T> question) {
        desks.hold(user);
        try {
            return question.get();
        } finally {
            desks.released(user);
        }
    }

    private synchronized void forget(String key, Question<T> read) {
        asked.remove(key, read);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
