package org.periodclose.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses passwords: after some failures in a row each further one costs twice the wait, for the name and for the address. Who has
 * waited a quarter of an hour longer begins anew: an office behind one address does not pay for the mistypings of a day.
 */
final class Throttle {
    private static final int FREE = 5;
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int KEPT = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > KEPT;
        }
    };

    private record Failures(int inARow, Instant until) {}

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** How long one has to wait before the next try; zero: not at all. */
    synchronized Duration wait(String... who) {
        Duration longest = Duration.ZERO;
        for (String each : who) {
            Failures of = failures.get(each);
            Duration left = of == null ? Duration.ZERO : Duration.between(clock.instant(), of.until());
            longest = left.compareTo(longest) > 0 ? left : longest;
        }
        return longest;
    }

    synchronized void failed(String... who) {
        for (String each : who) {
            failures.merge(each, next(null), (before, first) -> next(before));
        }
    }

    private Failures next(@Nullable Failures before) {
        int inARow =
                before == null || before.until().plus(FORGOTTEN).isBefore(clock.instant()) ? 1 : before.inARow() + 1;
        Duration pause = inARow < FREE
                ? Duration.ZERO
                : FIRST.multipliedBy(1L << Math.min(inARow - FREE, 20)).compareTo(LONGEST) > 0
                        ? LONGEST
                        : FIRST.multipliedBy(1L << Math.min(inARow - FREE, 20));
        return new Failures(inARow, clock.instant().plus(pause));
    }

    /** The name begins anew; an address does not, or one good password would pay for guessing at others. */
    synchronized void succeeded(String name) {
        failures.remove(name);
    }
}
