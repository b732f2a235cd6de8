package org.periodclose.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
    /** So that a user with many slow pages keeps only these pages waiting. */
    private static final int OF_A_USER = 3;

    private static final int WAITING_OF_A_USER = 30;
    /** An answer that nobody fetches is dropped soon: later the books may be others. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Desks desks;
    private final Clock clock;
    private final long moment;
    private final Map<String, Question<T>> asked = new HashMap<>();
    private final Map<String, Turns> turns = new HashMap<>();
    private final ThreadPoolExecutor threads = Threads.bounded("question", AT_A_TIME, WAITING);
    private int unanswered;

    /** The questions of a user: how many have a thread or wait for one of all, and which wait for their turn. */
    private static final class Turns {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int begun;
    }

    private static final class Question<T> {
        private final String user;
        private final FutureTask<T> answer;
        private final Instant begun;
        private Instant lastAsked;

        Question(String user, FutureTask<T> answer, Instant now) {
            this.user = user;
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
        Question<T> mine = new Question<>(user, new FutureTask<>(() -> onDesk(user, question)), now);
        begin(user, mine.answer);
        asked.put(key, mine);
        return mine;
    }

    private synchronized void begin(String user, Runnable answer) {
        if (unanswered == AT_A_TIME + WAITING) {
            throw busy(unanswered + " pages are being computed here or are waiting");
        }
        Turns of = turns.computeIfAbsent(user, name -> new Turns());
        if (of.begun < OF_A_USER) {
            of.begun++;
            threads.execute(() -> inTurn(user, answer));
        } else if (of.waiting.size() < WAITING_OF_A_USER) {
            of.waiting.add(answer);
        } else {
            throw busy(OF_A_USER + " pages of yours are being computed here and " + WAITING_OF_A_USER + " are waiting");
        }
        unanswered++;
    }

    /** How many pages are being computed or wait, of all users. */
    synchronized int unanswered() {
        return unanswered;
    }

    private static Refused busy(String message) {
        return new Refused(
                FaultCode.CONSOLE_BUSY, message, "wait until some of them have been answered, or use the command line");
    }

    /** Goes back to the end of the line after each answer, so that the other users have their turn. */
    private void inTurn(String user, Runnable answer) {
        try {
            answer.run();
        } finally {
            next(user);
        }
    }

    private synchronized void next(String user) {
        unanswered--;
        Turns of = Objects.requireNonNull(turns.get(user));
        Runnable next = of.waiting.poll();
        if (next != null && !threads.isShutdown()) {
            threads.execute(() -> inTurn(user, next));
        } else if (--of.begun == 0) {
            turns.remove(user);
        }
    }

    /** What a user is being told was true before something changed: who asks now asks anew. */
    synchronized void drop(String user) {
        asked.values().removeIf(question -> question.user.equals(user));
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
    public synchronized void close() {
        threads.shutdownNow();
    }
}
