package org.periodclose.contract;

import java.util.Random;

/** Chance that can be repeated: the seed is printed, and {@code -Dseed=N} gives it back. */
public final class Seed {
    private final long value;

    private Seed(long value) {
        this.value = value;
    }

    /** A new one each time. */
    public static Seed of(String test) {
        return of(test, new Random().nextLong());
    }

    /**
     * The same each time, so that a build says the same of the same source; with {@code -Dfresh=true}, as every night, a new one.
     *
     * @param ofTheBuild one that has found a fault
     */
    public static Seed of(String test, long ofTheBuild) {
        Long given = Long.getLong("seed");
        long otherwise = Boolean.getBoolean("fresh") ? new Random().nextLong() : ofTheBuild;
        Seed seed = new Seed(given == null ? otherwise : given);
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
