package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Linear equations of the form x = known + sum of shares of the others, one for each unknown; solved exactly, by elimination of what is tied to the fewest
 * others first.
 */
final class LinearEquations {
    private final Fraction[] known;
    private final List<TreeMap<Integer, Fraction>> shares = new ArrayList<>();
    /** By unknown: the equations that it stands in. */
    private final List<TreeSet<Integer>> standsIn = new ArrayList<>();

    private final TreeSet<Tie> byTies = new TreeSet<>();
    private final long[] ties;

    private record Tie(long ties, int unknown) implements Comparable<Tie> {
        @Override
        public int compareTo(Tie other) {
            return ties == other.ties ? Integer.compare(unknown, other.unknown) : Long.compare(ties, other.ties);
        }
    }

    LinearEquations(int unknowns) {
        this.known = new Fraction[unknowns];
        this.ties = new long[unknowns];
        for (int unknown = 0; unknown < unknowns; unknown++) {
            known[unknown] = Fraction.ZERO;
            shares.add(new TreeMap<>());
            standsIn.add(new TreeSet<>());
        }
    }

    void add(int equation, Fraction amount) {
        known[equation] = known[equation].plus(amount);
    }

    void add(int equation, int of, Fraction share) {
        Fraction sum = shares.get(equation).getOrDefault(of, Fraction.ZERO).plus(share);
        if (sum.isZero()) {
            shares.get(equation).remove(of);
            standsIn.get(of).remove(equation);
        } else {
            shares.get(equation).put(of, sum);
            standsIn.get(of).add(equation);
        }
    }

    /** By unknown; empty: there is not exactly one. To be called once. */
    Optional<Fraction[]> solution() {
        for (int unknown = 0; unknown < known.length; unknown++) {
            enqueue(unknown);
        }
        Deque<Integer> eliminated = new ArrayDeque<>();
        for (Tie next = byTies.pollFirst(); next != null; next = byTies.pollFirst()) {
            if (!isolate(next.unknown())) {
                return Optional.empty();
            }
            eliminate(next.unknown());
            eliminated.push(next.unknown());
        }
        Fraction[] solved = new Fraction[known.length];
        for (int unknown : eliminated) {
            Fraction sum = known[unknown];
            for (Map.Entry<Integer, Fraction> share : shares.get(unknown).entrySet()) {
                sum = sum.plus(share.getValue().times(solved[share.getKey()]));
            }
            solved[unknown] = sum;
        }
        return Optional.of(solved);
    }

    /**
     * What sweeps over all equations come to, each in its order with what is known so far.
     *
     * @param values rounded to so many decimals as {@code scale} less six
     * @param moved by how much the value that moved most did in the last sweep
     */
    record Approximation(List<Fraction> values, BigDecimal moved) {}

    /**
     * @param scale decimals that are calculated with
     * @param enough sweeps end when nothing moves by it
     */
    Approximation approximation(int scale, BigDecimal enough, int maxIterations) {
        BigDecimal[] values = new BigDecimal[known.length];
        Arrays.fill(values, BigDecimal.ZERO);
        List<Map<Integer, BigDecimal>> parts = new ArrayList<>();
        shares.forEach(of -> parts.add(of.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        share -> share.getValue().rounded(2 * scale),
                        (one, other) -> one,
                        TreeMap::new))));
        BigDecimal moved = enough;
        for (int sweep = 0; sweep < maxIterations && moved.compareTo(enough) >= 0; sweep++) {
            moved = BigDecimal.ZERO;
            for (int unknown = 0; unknown < values.length; unknown++) {
                BigDecimal value = known[unknown].rounded(2 * scale);
                for (Map.Entry<Integer, BigDecimal> part : parts.get(unknown).entrySet()) {
                    value = value.add(part.getValue().multiply(values[part.getKey()]));
                }
                value = value.setScale(scale, RoundingMode.HALF_UP);
                moved = moved.max(value.subtract(values[unknown]).abs());
                values[unknown] = value;
            }
        }
        return new Approximation(
                Arrays.stream(values)
                        .map(value -> Fraction.of(value.setScale(scale - 6, RoundingMode.HALF_UP)))
                        .toList(),
                moved);
    }

    private void enqueue(int unknown) {
        ties[unknown] =
                (long) shares.get(unknown).size() * standsIn.get(unknown).size();
        byTies.add(new Tie(ties[unknown], unknown));
    }

    /** Brings what an unknown has of itself to one side; false: nothing of it is left there. */
    private boolean isolate(int unknown) {
        Fraction ofItself = shares.get(unknown).remove(unknown);
        if (ofItself == null) {
            return true;
        }
        standsIn.get(unknown).remove(unknown);
        Fraction left = Fraction.ONE.minus(ofItself);
        if (left.isZero()) {
            return false;
        }
        known[unknown] = known[unknown].dividedBy(left);
        shares.get(unknown).replaceAll((other, share) -> share.dividedBy(left));
        return true;
    }

    /** Puts what an unknown is into all other equations. */
    private void eliminate(int unknown) {
        Map<Integer, Fraction> of = shares.get(unknown);
        Set<Integer> equations = new TreeSet<>(standsIn.get(unknown));
        Set<Integer> affected = new TreeSet<>(equations);
        affected.addAll(of.keySet());
        affected.forEach(other -> byTies.remove(new Tie(ties[other], other)));
        // The unknowns that are eliminated later stand in this equation for good, but need no elimination from it.
        of.keySet().forEach(other -> standsIn.get(other).remove(unknown));
        for (int equation : equations) {
            Fraction times = Objects.requireNonNull(shares.get(equation).remove(unknown));
            known[equation] = known[equation].plus(known[unknown].times(times));
            of.forEach((other, share) -> add(equation, other, share.times(times)));
        }
        standsIn.get(unknown).clear();
        affected.forEach(this::enqueue);
    }
}
