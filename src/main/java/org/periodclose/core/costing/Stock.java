package org.periodclose.core.costing;

import static org.periodclose.core.costing.RowTable.FINANCIAL;
import static org.periodclose.core.costing.RowTable.ISSUE;
import static org.periodclose.core.costing.RowTable.MADE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What recalculation and close look at of one cost object in one currency layer: its open receipts, layers and issues in the order of time, what is
 * matched, and what that makes them worth. Small: some seventy bytes a row, so that two million rows of one cost object fit into memory.
 *
 * <p>Rows are numbered from 0 in their order; layers that the run makes follow them. First {@link #add} every row, then its inventory model computes it.
 */
public final class Stock {
    private final int decimals;
    private final List<EarlierMatch> earlier;
    private final RowIndex index;
    private final Markings markings;

    private final RowTable rows;
    private final Quantities quantities;
    private final Decimals value;
    private final Decimals handed;
    private final Decimals adjusted;
    private final Decimals posted;

    private final Remainders remainders = new Remainders();
    /** Layers of circles, with their exact values. */
    private final Map<Integer, Fraction> ofCircles = new HashMap<>();

    private @Nullable HandOuts handOuts;

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
        this.decimals = decimals;
        this.earlier = earlier;
        this.index = new RowIndex(markings, earlier);
        this.markings = new Markings(markings, index);
        this.rows = new RowTable();
        this.quantities = new Quantities(dateOfTheRun, rows, decimals);
        this.value = new Decimals(decimals);
        this.handed = new Decimals(decimals);
        this.adjusted = new Decimals(decimals);
        this.posted = new Decimals(decimals);
    }

    private Stock(Stock matched) {
        this.decimals = matched.decimals;
        this.earlier = matched.earlier;
        this.index = matched.index;
        this.markings = matched.markings;
        this.rows = matched.rows;
        this.quantities = matched.quantities.settledAlone(decimals);
        this.value = matched.value.copy();
        this.handed = matched.handed.copy();
        this.adjusted = new Decimals(decimals);
        this.posted = matched.posted;
    }

    /** The same without the matches that only adjust; to be taken when it is matched and not valued. */
    public Stock settledAlone() {
        Stock settled = new Stock(this);
        settled.end();
        return settled;
    }

    /** Whether there is no match that only adjusts. */
    public boolean isSettledAlone() {
        return matches().allSettled();
    }

    /** Adds the next row in the order of time. */
    public void add(StockRow row) {
        int number = rows.add(row);
        quantities.add(number, row);
        value.set(number, row.value());
        handed.set(number, row.handed());
        posted.set(number, row.posted());
        index.found(row.id(), number);
    }

    /** How much there is of the rows, for the models to match. */
    Quantities quantities() {
        return quantities;
    }

    void matchMarkings() {
        markings.match(quantities);
    }

    /** When everything is matched: from then on layers hand out. */
    void end() {
        quantities.end();
        handOuts = new HandOuts(rows.size(), earlier, index, matches());
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
        handOut(layer, part -> share(value.get(layer), part, quantity(layer), decimals));
    }

    /**
     * The same of a layer of a circle.
     *
     * @param exact its value
     */
    void handOut(int layer, Fraction exact) {
        BigDecimal whole = quantity(layer);
        ofCircles.put(layer, exact);
        handOut(layer, part -> exact.times(Fraction.of(part, whole)).rounded(decimals));
    }

    /** @param handedOut what the layer has handed out with a cumulative quantity */
    private void handOut(int layer, UnaryOperator<BigDecimal> handedOut) {
        HandOuts of = handOuts();
        for (int place = of.first(layer); place < of.end(layer); place++) {
            BigDecimal from = from(layer, place);
            BigDecimal taken = of.taken(place);
            BigDecimal amount = handedOut.apply(from.add(taken)).subtract(handedOut.apply(from));
            if (of.isEarlier(place)) {
                EarlierMatch match = of.earlier(place);
                remain(place, match.remainder().negate(), match.writtenOff(), match.passedOn());
                change(place, amount.subtract(match.amount()));
            } else {
                of.value(place, from, amount);
                quantities.count(layer, taken, of.isSettled(place));
                give(place, amount);
            }
        }
    }

    /** What only adjusts uses up nothing, but comes after all that is used up and what other adjustments have been given. */
    private BigDecimal from(int layer, int place) {
        return handOuts().isEarlier(place) ? handOuts().from(place) : quantities.taken(layer);
    }

    /**
     * Units of a circle more for the consumer, besides what the layer hands out by its quantity.
     *
     * @param writtenOff at the consumer, an issue
     * @param passedOn by the links of the consumer, an issue
     */
    void add(int place, BigDecimal units, boolean writtenOff, boolean passedOn) {
        remain(place, units, writtenOff, passedOn);
        change(place, units);
    }

    private void remain(int place, BigDecimal units, boolean writtenOff, boolean passedOn) {
        if (units.signum() != 0) {
            HandOuts of = handOuts();
            remainders.add(new Remainder(
                    of.layer(place),
                    of.consumer(place),
                    of.from(place),
                    units,
                    writtenOff,
                    passedOn,
                    of.isSettled(place)));
        }
    }

    private void change(int place, BigDecimal change) {
        if (change.signum() != 0) {
            handOuts().add(place, change);
            give(place, change);
        }
    }

    private void give(int place, BigDecimal amount) {
        int consumer = handOuts().consumer(place);
        (isMade(consumer) ? value : handOuts().isSettled(place) ? handed : adjusted).add(consumer, amount);
    }

    HandOuts handOuts() {
        return Objects.requireNonNull(handOuts, "matched first");
    }

    /** So much more is carried to a receipt. */
    void carry(int receipt, BigDecimal change) {
        value.add(receipt, change);
    }

    /** Whether a layer has something that no issue takes, not even one that it only adjusts. */
    boolean isLeft(int layer) {
        return quantities.isLeft(layer);
    }

    /** The units of circles that the run has put into an issue and its links do not pass on, without those that it took away. */
    BigDecimal remainder(int issue) {
        return remainders.keptBy(issue);
    }

    BigDecimal remainderWrittenOff(int issue) {
        return remainders.writtenOffAt(issue);
    }

    boolean isMade(int row) {
        return rows.is(row, MADE);
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
        return quantities.matches();
    }

    /** The units of circles that the run has put into its matches, or taken away. */
    public List<Remainder> remainders() {
        return remainders.all();
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
        return rows.is(row, ISSUE);
    }

    public boolean isFinancial(int row) {
        return rows.is(row, FINANCIAL);
    }

    public @Nullable Integer inventoryAccount(int row) {
        return rows.inventoryAccount(row);
    }

    public @Nullable Integer offsetAccount(int row) {
        return rows.offsetAccount(row);
    }

    /** The whole basis quantity of a row. */
    public BigDecimal quantity(int row) {
        return quantities.whole(row);
    }

    /** The part of the quantity that is settled, by earlier closes and by this run. */
    public BigDecimal matched(int row) {
        return quantities.matched(row);
    }

    /** Of a layer its value, of an issue its posted basis cost. */
    public BigDecimal value(int row) {
        return value.get(row);
    }

    /** Of an issue what it has taken by settled matches, of a layer what it has handed out by them. */
    public BigDecimal handed(int row) {
        if (isIssue(row)) {
            return handed.get(row);
        }
        Fraction exact = ofCircles.get(row);
        if (exact == null) {
            return share(value.get(row), matched(row), quantity(row), decimals);
        }
        return exact.times(Fraction.of(matched(row), quantity(row)))
                .rounded(decimals)
                .add(remainders.givenBy(row));
    }

    /** Of an issue what active runs have posted before. */
    public BigDecimal posted(int row) {
        return posted.get(row);
    }

    /** What is open of a row after the run. */
    public BigDecimal open(int row) {
        return quantities.left(row);
    }

    /**
     * What the run posts on an issue: the change of the inventory balance that its cost asks for, without what is posted already (close.md 3.2). What
     * nothing is matched with keeps its posted cost.
     */
    public BigDecimal change(int issue) {
        BigDecimal whole = quantity(issue);
        BigDecimal of = quantities.taken(issue);
        BigDecimal taken = handed.get(issue).add(adjusted.get(issue));
        BigDecimal replaced = whole.signum() == 0 ? BigDecimal.ZERO : share(value.get(issue), of, whole, decimals);
        return replaced.subtract(taken).subtract(posted.get(issue)).setScale(decimals, RoundingMode.UNNECESSARY);
    }

    /** Why an issue has an open quantity. */
    public Unsettled reason(int issue) {
        if (markings.isInVain(issue)) {
            return Unsettled.MARKED_RECEIPT_NOT_THERE;
        }
        if (quantities.isAdjusting(issue)) {
            return Unsettled.RECEIPT_ONLY_PHYSICAL;
        }
        return rows.returnsOf(issue).stream().anyMatch(receipt -> open(receipt).signum() > 0)
                ? Unsettled.OWN_RETURN
                : Unsettled.NO_RECEIPT;
    }
}
