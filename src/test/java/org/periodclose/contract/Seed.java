package org.periodclose.contract;

import java.util.Random;

/** Chance that can be repeated: the seed is printed, and {@code -Dseed=N} gives it back. */
public final class Seed {
    private final long value;

    private Seed(long value) {
        this.value = value;
    }

    public static Seed of(String test) {
        Long given = Long.getLong("seed");
        Seed seed = new Seed(given == null ? new Random().nextLong() : given);
        System.out.println(test + ": repeat with -Dseed=" + seed.value);
        return seed;
    }

    public Random random() {
        return new Random(value);
    }

    @Override
    public String toString() {
        return "seed " + value;
    }
}
