package org.periodclose.core.costing;

import static org.periodclose.core.costing.RowTable.FINANCIAL;
import static org.periodclose.core.costing.RowTable.IN_SCOPE;
import static org.periodclose.core.costing.RowTable.ISSUE;
import static org.periodclose.core.costing.RowTable.MADE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What recalculation and close look at of one cost object in one currency layer: its open receipts, layers and issues in the order of time, what is
 * matched, and what that makes them worth. Small: some seventy bytes a row, so that two million rows of one cost object fit into memory.
 *
 * <p>Rows are numbered from 0 in their order; layers that the run makes follow them. First {@link #add} every row, then its inventory model computes it.
 */
public final class Stock {
    private final LocalDate dateOfTheRun;
    private final int decimals;
    private final List<Marking> markings;
    private final List<EarlierMatch> earlier;
    private final RowIndex index;

    private final RowTable rows;
    private final Decimals quantity;
    private final Decimals matched;
    private final Decimals adjusting = new Decimals(0);
    private Decimals available = new Decimals(0);
    private final Decimals value;
    private final Decimals handed;
    private final Decimals adjusted;
    private final Decimals posted;

    private final Matches matches;
    /** Issues with a marking that nothing came of, in this run or before. */
    private final BitSet markedInVain = new BitSet();

    private final List<Remainder> remainders = new ArrayList<>();
    /** Layers of circles, with their exact values. */
    private final Map<Integer, Fraction> ofCircles = new HashMap<>();

    private @Nullable Principle principle;
    private @Nullable HandOuts handOuts;
    /** By number of the earlier match: the match that says how it changes, counted from 1; 0: none does. */
    private int[] changed = {};

    /**
     * An empty one.
     *
     * @param dateOfTheRun the day up to which everything counts
     * @param decimals of the currency
     * @param markings with a row of the cost object, in the order of the issues, then of the receipts
     * @param earlier what earlier closes have settled from layers whose value may have changed since, in the order of the layers (receipts first, then
     *     made layers as they were made)
     */
    public Stock(LocalDate dateOfTheRun, int decimals, List<Marking> markings, List<EarlierMatch> earlier) {
        this.dateOfTheRun = dateOfTheRun;
        this.decimals = decimals;
        this.markings = markings;
        this.earlier = earlier;
        this.index = new RowIndex(markings, earlier);
        this.rows = new RowTable();
        this.quantity = new Decimals(0);
        this.matched = new Decimals(0);
        this.value = new Decimals(decimals);
        this.handed = new Decimals(decimals);
        this.adjusted = new Decimals(decimals);
        this.posted = new Decimals(decimals);
        this.matches = new Matches(decimals);
    }

    private Stock(Stock matched) {
        this.dateOfTheRun = matched.dateOfTheRun;
        this.decimals = matched.decimals;
        this.markings = matched.markings;
        this.earlier = matched.earlier;
        this.index = matched.index;
        this.rows = matched.rows;
        this.quantity = matched.quantity;
        this.matched = matched.matched.copy();
        this.value = matched.value.copy();
        this.handed = matched.handed.copy();
        this.adjusted = new Decimals(decimals);
        this.posted = matched.posted;
        this.matches = matched.matches.settled(decimals);
    }

    /** The same without the matches that only adjust; to be taken when it is matched and not valued. */
    public Stock settledAlone() {
        Stock settled = new Stock(this);
        settled.end();
        return settled;
    }

    /** Whether there is no match that only adjusts. */
    public boolean isSettledAlone() {
        return matches.allSettled();
    }

    /**
     * Units of a circle that are in a match, or are not any more, besides what its quantity accounts for.
     *
     * @param layer row
     * @param issue row; or of the made layer that the quantity was handed into
     * @param from of the match
     * @param units more, or less, than before the run
     * @param writtenOff at the issue
     * @param passedOn the issue is in no circle with the layer: its links pass them on
     * @param settled the match is
     */
    public record Remainder(
            int layer,
            int issue,
            BigDecimal from,
            BigDecimal units,
            boolean writtenOff,
            boolean passedOn,
            boolean settled) {}

    /** Adds the next row in the order of time. */
    public void add(StockRow row) {
        int number = rows.add(row);
        quantity.set(number, row.quantity());
        matched.set(number, row.matched());
        available.set(number, row.inScope() ? row.quantity().subtract(row.matched()) : BigDecimal.ZERO);
        value.set(number, row.value());
        handed.set(number, row.handed());
        posted.set(number, row.posted());
        index.found(row.id(), number);
    }

    /** When everything is matched: the matches by layer, from which layers hand out. */
    void end() {
        available = new Decimals(0);
        changed = new int[earlier.size()];
        int[] layerOfEarlier = new int[earlier.size()];
        for (int number = 0; number < layerOfEarlier.length; number++) {
            EarlierMatch match = earlier.get(number);
            layerOfEarlier[number] = index.row(match.layer());
            if (layerOfEarlier[number] < 0 || index.row(match.issue()) < 0) {
                throw new IllegalStateException("an earlier match of layer id " + match.layer() + " and issue id "
                        + match.issue() + " has no row");
            }
        }
        handOuts = HandOuts.of(rows.size(), layerOfEarlier, matches);
    }

    // What the models ask

    /** The issues with something to match, in the order of time. */
    Ints issues() {
        return all(true);
    }

    /** The layers with something to hand out, in the order of time. */
    Ints layers() {
        return all(false);
    }

    private Ints all(boolean issues) {
        Ints found = new Ints();
        for (int row = 0; row < rows.given(); row++) {
            if (rows.is(row, ISSUE) == issues && isOpen(row)) {
                found.add(row);
            }
        }
        return found;
    }

    /** Those that are still open. */
    Ints open(Ints some) {
        Ints open = new Ints();
        for (int place = 0; place < some.size(); place++) {
            if (isOpen(some.get(place))) {
                open.add(some.get(place));
            }
        }
        return open;
    }

    boolean isOpen(int row) {
        return !available.isZero(row);
    }

    /** The day of a row. */
    int date(int row) {
        return rows.date(row);
    }

    int dateOfTheRun() {
        return Math.toIntExact(dateOfTheRun.toEpochDay());
    }

    boolean isOwnReturn(int issue, int layer) {
        return rows.isReturnOf(layer, issue);
    }

    void by(Principle reason) {
        this.principle = reason;
    }

    /** The issue takes from the layer as much as the one needs and the other has. */
    void match(int layer, int issue) {
        match(layer, issue, available.get(layer).min(available.get(issue)));
    }

    private void match(int layer, int issue, BigDecimal taken) {
        boolean settled = is(layer, FINANCIAL) && is(issue, FINANCIAL);
        matches.add(layer, issue, taken, Objects.requireNonNull(principle), settled);
        available.add(layer, taken.negate());
        available.add(issue, taken.negate());
        (settled ? matched : adjusting).add(issue, taken);
    }

    /** Hands layers whole into a new one; gives that one. */
    int average(Ints layers, int date) {
        int average = rows.make(LocalDate.ofEpochDay(date));
        for (int place = 0; place < layers.size(); place++) {
            int layer = layers.get(place);
            BigDecimal whole = available.get(layer);
            matches.add(layer, average, whole, Objects.requireNonNull(principle), true);
            available.set(layer, BigDecimal.ZERO);
            quantity.add(average, whole);
            available.add(average, whole);
        }
        return average;
    }

    // Markings

    /** Matches what is marked if both sides take part; otherwise neither side has the marked quantity for anybody else. */
    void matchMarkings() {
        by(Principle.MARKING);
        for (Marking marking : markings) {
            int issue = index.row(marking.issue());
            int layer = index.row(marking.receipt());
            if (issue >= 0 && !matchMarked(marking, layer, issue) && !marking.begun()) {
                markedInVain.set(issue);
            }
        }
        for (Marking marking : markings) {
            if (!marking.bothInScope()) {
                reserve(index.row(marking.issue()), marking.left());
                reserve(index.row(marking.receipt()), marking.left());
            }
        }
    }

    /** False: nothing could be matched. */
    private boolean matchMarked(Marking marking, int layer, int issue) {
        if (!marking.bothInScope() || layer < 0) {
            return false;
        }
        BigDecimal taken = marking.left().min(available.get(issue)).min(available.get(layer));
        if (taken.signum() <= 0) {
            return false;
        }
        match(layer, issue, taken);
        return true;
    }

    private void reserve(int row, BigDecimal reserved) {
        if (row >= 0) {
            available.set(row, available.get(row).subtract(reserved).max(BigDecimal.ZERO));
        }
    }

    // Value

    /** The part of a layer's value that it hands out from one cumulative quantity to another: the only rounding of costs (close.md 3.1). */
    static BigDecimal share(BigDecimal value, BigDecimal from, BigDecimal to, BigDecimal whole, int decimals) {
        return share(value, to, whole, decimals).subtract(share(value, from, whole, decimals));
    }

    private static BigDecimal share(BigDecimal value, BigDecimal part, BigDecimal whole, int decimals) {
        return part.compareTo(whole) == 0 ? value : value.multiply(part).divide(whole, decimals, RoundingMode.HALF_UP);
    }

    /** The value of a layer is known: it hands out, first anew what earlier closes have settled from it. */
    void handOut(int layer) {
        handOut(layer, part -> share(value.get(layer), part, quantity.get(layer), decimals));
    }

    /**
     * The same of a layer of a circle.
     *
     * @param exact its value
     */
    void handOut(int layer, Fraction exact) {
        BigDecimal whole = quantity.get(layer);
        ofCircles.put(layer, exact);
        handOut(layer, part -> exact.times(Fraction.of(part, whole)).rounded(decimals));
    }

    /** @param handedOut what the layer has handed out with a cumulative quantity */
    private void handOut(int layer, UnaryOperator<BigDecimal> handedOut) {
        for (int place = handOuts().first(layer); place < handOuts().end(layer); place++) {
            BigDecimal from = from(layer, place);
            BigDecimal taken = taken(place);
            BigDecimal amount = handedOut.apply(from.add(taken)).subtract(handedOut.apply(from));
            if (handOuts().isEarlier(place)) {
                EarlierMatch match = earlier(place);
                remain(place, match.remainder().negate(), match.writtenOff(), match.passedOn());
                changeEarlier(place, amount.subtract(match.amount()));
            } else {
                matches.value(handOuts().number(place), from, amount);
                (isSettled(place) ? matched : adjusting).add(layer, taken);
                give(place, amount);
            }
        }
    }

    /** What only adjusts uses up nothing, but comes after all that is used up and what other adjustments have been given. */
    private BigDecimal from(int layer, int place) {
        return handOuts().isEarlier(place)
                ? earlier(place).from()
                : matched.get(layer).add(adjusting.get(layer));
    }

    /**
     * Units of a circle more for the consumer, besides what the layer hands out by its quantity.
     *
     * @param writtenOff at the consumer, an issue
     * @param passedOn by the links of the consumer, an issue
     */
    void add(int place, BigDecimal units, boolean writtenOff, boolean passedOn) {
        remain(place, units, writtenOff, passedOn);
        if (handOuts().isEarlier(place)) {
            changeEarlier(place, units);
        } else {
            matches.add(handOuts().number(place), units);
            give(place, units);
        }
    }

    private void remain(int place, BigDecimal units, boolean writtenOff, boolean passedOn) {
        if (units.signum() != 0) {
            int layer = handOuts().isEarlier(place)
                    ? index.row(earlier(place).layer())
                    : matches.layer(handOuts().number(place));
            BigDecimal from = handOuts().isEarlier(place)
                    ? earlier(place).from()
                    : matches.from(handOuts().number(place));
            remainders.add(new Remainder(layer, consumer(place), from, units, writtenOff, passedOn, isSettled(place)));
        }
    }

    private void changeEarlier(int place, BigDecimal change) {
        if (change.signum() == 0) {
            return;
        }
        int number = handOuts().number(place);
        if (changed[number] == 0) {
            EarlierMatch match = earlier.get(number);
            matches.addChange(index.row(match.layer()), consumer(place), match.from(), change, match.principle());
            changed[number] = matches.size();
        } else {
            matches.add(changed[number] - 1, change);
        }
        give(place, change);
    }

    private void give(int place, BigDecimal amount) {
        int consumer = consumer(place);
        (is(consumer, MADE) ? value : isSettled(place) ? handed : adjusted).add(consumer, amount);
    }

    HandOuts handOuts() {
        return Objects.requireNonNull(handOuts, "matched first");
    }

    EarlierMatch earlier(int place) {
        return earlier.get(handOuts().number(place));
    }

    private boolean isSettled(int place) {
        return handOuts().isEarlier(place) || matches.isSettled(handOuts().number(place));
    }

    /** The issue, or the made layer that the quantity is handed into. */
    int consumer(int place) {
        return handOuts().isEarlier(place)
                ? index.row(earlier(place).issue())
                : matches.issue(handOuts().number(place));
    }

    BigDecimal taken(int place) {
        return handOuts().isEarlier(place)
                ? earlier(place).quantity()
                : matches.quantity(handOuts().number(place));
    }

    /** What the layer gives at a place of its hand-outs, as far as it is known. */
    BigDecimal given(int place) {
        int number = handOuts().number(place);
        if (!handOuts().isEarlier(place)) {
            return matches.amount(number);
        }
        BigDecimal before = earlier.get(number).amount();
        return changed[number] == 0 ? before : before.add(matches.amount(changed[number] - 1));
    }

    /** So much more is carried to a receipt. */
    void carry(int receipt, BigDecimal change) {
        value.add(receipt, change);
    }

    /** Whether a layer has something that no issue takes, not even one that it only adjusts. */
    boolean isLeft(int layer) {
        return open(layer).compareTo(adjusting.get(layer)) > 0;
    }

    /** The units of circles that the run has put into an issue and its links do not pass on, without those that it took away. */
    BigDecimal remainder(int issue) {
        return sum(issue, remainder -> !remainder.passedOn());
    }

    BigDecimal remainderWrittenOff(int issue) {
        return sum(issue, Remainder::writtenOff);
    }

    private BigDecimal sum(int issue, Predicate<Remainder> which) {
        return remainders.stream()
                .filter(remainder -> remainder.issue() == issue && which.test(remainder))
                .map(Remainder::units)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public List<Remainder> remainders() {
        return remainders;
    }

    boolean isMade(int row) {
        return is(row, MADE);
    }

    private boolean is(int row, int kind) {
        return rows.is(row, kind);
    }

    // Results

    /** How many rows there are; those that the run made come after {@link #given()}. */
    public int rows() {
        return rows.size();
    }

    /** How many rows were added. */
    public int given() {
        return rows.given();
    }

    /** What the run has matched, in the order of making. */
    public Matches matches() {
        return matches;
    }

    public long id(int row) {
        return rows.id(row);
    }

    /** The name of a row that was added. */
    public String name(int row) {
        return rows.name(row);
    }

    public LocalDate day(int row) {
        return LocalDate.ofEpochDay(rows.date(row));
    }

    public boolean isIssue(int row) {
        return is(row, ISSUE);
    }

    public boolean isFinancial(int row) {
        return is(row, FINANCIAL);
    }

    public @Nullable Integer inventoryAccount(int row) {
        return rows.inventoryAccount(row);
    }

    public @Nullable Integer offsetAccount(int row) {
        return rows.offsetAccount(row);
    }

    /** The whole basis quantity of a row. */
    public BigDecimal quantity(int row) {
        return quantity.get(row);
    }

    /** The part of the quantity that is settled, by earlier closes and by this run. */
    public BigDecimal matched(int row) {
        return matched.get(row);
    }

    /** Of a layer its value, of an issue its posted basis cost. */
    public BigDecimal value(int row) {
        return value.get(row);
    }

    /** Of an issue what it has taken by settled matches, of a layer what it has handed out by them. */
    public BigDecimal handed(int row) {
        if (is(row, ISSUE)) {
            return handed.get(row);
        }
        Fraction exact = ofCircles.get(row);
        if (exact == null) {
            return share(value.get(row), matched.get(row), quantity.get(row), decimals);
        }
        return remainders.stream()
                .filter(remainder -> remainder.layer() == row)
                .map(Remainder::units)
                .reduce(
                        exact.times(Fraction.of(matched.get(row), quantity.get(row)))
                                .rounded(decimals),
                        BigDecimal::add);
    }

    /** Of an issue what active runs have posted before. */
    public BigDecimal posted(int row) {
        return posted.get(row);
    }

    /** What is open of a row after the run. */
    public BigDecimal open(int row) {
        return is(row, IN_SCOPE) ? quantity.get(row).subtract(matched.get(row)) : BigDecimal.ZERO;
    }

    /**
     * What the run posts on an issue: the change of the inventory balance that its cost asks for, without what is posted already (close.md 3.2). What
     * nothing is matched with keeps its posted cost.
     */
    public BigDecimal change(int issue) {
        BigDecimal whole = quantity.get(issue);
        BigDecimal of = matched.get(issue).add(adjusting.get(issue));
        BigDecimal taken = handed.get(issue).add(adjusted.get(issue));
        BigDecimal replaced = whole.signum() == 0 ? BigDecimal.ZERO : share(value.get(issue), of, whole, decimals);
        return replaced.subtract(taken).subtract(posted.get(issue)).setScale(decimals, RoundingMode.UNNECESSARY);
    }

    /** Why an issue has an open quantity. */
    public Unsettled reason(int issue) {
        if (markedInVain.get(issue)) {
            return Unsettled.MARKED_RECEIPT_NOT_THERE;
        }
        if (!adjusting.isZero(issue)) {
            return Unsettled.RECEIPT_ONLY_PHYSICAL;
        }
        return rows.returnsOf(issue).stream().anyMatch(receipt -> open(receipt).signum() > 0)
                ? Unsettled.OWN_RETURN
                : Unsettled.NO_RECEIPT;
    }
}
