package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** What a run has matched of a cost object, in the order of making; rows are those of its {@link Stock}. */
public final class Matches {
    private static final int SETTLED = 16;
    private static final int CHANGE = 32;
    private static final List<Principle> PRINCIPLES = List.of(Principle.values());

    private int size;
    private int[] layers = {};
    private int[] issues = {};
    private byte[] kinds = {};
    private final Decimals quantities;
    private final Decimals from;
    private final Decimals amounts;

    /** @param decimals of amounts */
    Matches(int decimals) {
        this.quantities = new Decimals(0);
        this.from = new Decimals(0);
        this.amounts = new Decimals(decimals);
    }

    /** Those that are settled, without amounts. */
    Matches settled(int decimals) {
        Matches settled = new Matches(decimals);
        for (int match = 0; match < size; match++) {
            if (isSettled(match)) {
                settled.add(layers[match], issues[match], quantity(match), principle(match), true);
            }
        }
        return settled;
    }

    boolean allSettled() {
        for (int match = 0; match < size; match++) {
            if (!isSettled(match)) {
                return false;
            }
        }
        return true;
    }

    void add(int layer, int issue, BigDecimal quantity, Principle principle, boolean settled) {
        put(layer, issue, principle, settled ? SETTLED : 0);
        quantities.set(size - 1, quantity);
    }

    /** The amount of an earlier match has changed. */
    void addChange(int layer, int issue, BigDecimal ofFrom, BigDecimal change, Principle principle) {
        put(layer, issue, principle, SETTLED | CHANGE);
        value(size - 1, ofFrom, change);
    }

    private void put(int layer, int issue, Principle principle, int kind) {
        if (size == layers.length) {
            int length = size + size / 4 + 8;
            layers = Arrays.copyOf(layers, length);
            issues = Arrays.copyOf(issues, length);
            kinds = Arrays.copyOf(kinds, length);
        }
        layers[size] = layer;
        issues[size] = issue;
        kinds[size] = (byte) (PRINCIPLES.indexOf(principle) | kind);
        size++;
    }

    /** So much more, or less. */
    void add(int match, BigDecimal more) {
        amounts.add(match, more);
    }

    void value(int match, BigDecimal handedBefore, BigDecimal amount) {
        from.set(match, handedBefore);
        amounts.set(match, amount);
    }

    public int size() {
        return size;
    }

    public int layer(int match) {
        return layers[match];
    }

    /** The row of the issue, or of the layer that the quantity was handed into. */
    public int issue(int match) {
        return issues[match];
    }

    public Principle principle(int match) {
        return PRINCIPLES.get(kinds[match] & (SETTLED - 1));
    }

    /** False: one side is only physically updated. */
    public boolean isSettled(int match) {
        return (kinds[match] & SETTLED) != 0;
    }

    /** It has no quantity: the amount of an earlier match changes by its amount. */
    public boolean isChange(int match) {
        return (kinds[match] & CHANGE) != 0;
    }

    public BigDecimal quantity(int match) {
        return quantities.get(match);
    }

    /** What the layer had handed out before. */
    public BigDecimal from(int match) {
        return from.get(match);
    }

    public BigDecimal amount(int match) {
        return amounts.get(match);
    }
}
