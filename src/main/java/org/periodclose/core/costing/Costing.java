package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.settlement.Part;

/**
 * Values cost objects that depend on each other, when they are matched: a layer hands out as soon as its value is known, an issue passes its change on
 * as soon as all that it takes is known. What depends on itself is a {@link Circle}.
 *
 * <p>Nodes are numbered: the rows of the first stock, of the second and so on, then the links.
 */
public final class Costing {
    private final List<Stock> stocks;
    private final List<Link> links;
    private final BigDecimal minimumThroughput;
    private final int decimals;
    private final int maxIterations;

    private final int[] first;
    /** By node: how many others are to be known first; below zero: it is done. */
    private final int[] waits;

    private final Ints ready = new Ints();
    private final BitSet cut = new BitSet();
    private final LegIndex legs;
    private final List<LinkValue> values = new ArrayList<>();
    private final List<Solved> circles = new ArrayList<>();

    /**
     * A circle and the rows in it, in no order.
     *
     * @param moved null, or the circle was too large to be solved exactly: by how much the value that moved most did in the last sweep
     */
    public record Solved(
            List<Member> members, boolean solved, @Nullable BigDecimal moved) {}

    /** A row of a stock. */
    public record Member(int stock, int row) {}

    /**
     * @param stocks that are matched
     * @param links of which an issue may cost something else now, or a receipt has come
     * @param minimumThroughput smaller changes are not carried
     * @param maxIterations sweeps over a circle that is too large to be solved exactly
     */
    public Costing(
            List<Stock> stocks, List<Link> links, BigDecimal minimumThroughput, int decimals, int maxIterations) {
        this.stocks = stocks;
        this.links = links;
        this.minimumThroughput = minimumThroughput;
        this.decimals = decimals;
        this.maxIterations = maxIterations;
        this.first = new int[stocks.size() + 1];
        for (int stock = 0; stock < stocks.size(); stock++) {
            first[stock + 1] = first[stock] + stocks.get(stock).rows();
        }
        this.waits = new int[first[stocks.size()] + links.size()];
        this.legs = new LegIndex(links);
        links.forEach(link -> values.add(new LinkValue(link, decimals)));
    }

    /** Values what depends on no circle. To be called once. */
    void begin() {
        for (int stock = 0; stock < stocks.size(); stock++) {
            locateLegs(stock);
        }
        for (int stock = 0; stock < stocks.size(); stock++) {
            countWhatIsWaitedFor(stock);
        }
        for (int node = 0; node < waits.length; node++) {
            if (waits[node] == 0) {
                ready.add(node);
            }
        }
        drain();
    }

    private void locateLegs(int stock) {
        Stock of = stocks.get(stock);
        for (int row = 0; row < of.given(); row++) {
            legs.found(of.id(row), first[stock] + row);
        }
    }

    private void countWhatIsWaitedFor(int stock) {
        Stock of = stocks.get(stock);
        HandOuts handOuts = of.handOuts();
        for (int layer = 0; layer < of.rows(); layer++) {
            for (int place = handOuts.first(layer); place < handOuts.end(layer); place++) {
                waits[first[stock] + handOuts.consumer(place)]++;
            }
        }
        for (int row = 0; row < of.given(); row++) {
            int link = legs.link(of.id(row));
            if (link >= 0) {
                waits[of.isIssue(row) ? linkNode(link) : first[stock] + row]++;
            }
        }
    }

    int decimals() {
        return decimals;
    }

    int maxIterations() {
        return maxIterations;
    }

    int linkNode(int link) {
        return first[stocks.size()] + link;
    }

    boolean isLink(int node) {
        return node >= first[stocks.size()];
    }

    int link(int node) {
        return node - first[stocks.size()];
    }

    int stockOf(int node) {
        int place = Arrays.binarySearch(first, node);
        int stock = place < 0 ? -place - 2 : place;
        while (stocks.get(stock).rows() == 0) {
            stock++;
        }
        return stock;
    }

    int row(int node) {
        return node - first[stockOf(node)];
    }

    Stock stock(int node) {
        return stocks.get(stockOf(node));
    }

    int nodes() {
        return waits.length;
    }

    boolean isDone(int node) {
        return waits[node] < 0;
    }

    /** Values all that waits for nothing, and what that makes known. */
    void drain() {
        while (!ready.isEmpty()) {
            value(ready.removeLast());
        }
    }

    private void value(int node) {
        waits[node] = -1;
        if (isLink(node)) {
            passOn(link(node), other -> false);
            return;
        }
        Stock stock = stock(node);
        int row = row(node);
        if (!stock.isIssue(row)) {
            stock.handOut(row);
        }
        known(node);
    }

    /** Those that wait for a node wait no longer. */
    void known(int node) {
        for (int next : next(node)) {
            waitsLess(next);
        }
    }

    /** What a node's cost goes on to. */
    int[] next(int node) {
        if (isLink(node)) {
            return legs.receipts(link(node));
        }
        Stock stock = stock(node);
        int row = row(node);
        if (stock.isIssue(row)) {
            int link = legs.link(stock.id(row));
            return link < 0 ? new int[0] : new int[] {linkNode(link)};
        }
        HandOuts handOuts = stock.handOuts();
        int[] consumers = new int[handOuts.end(row) - handOuts.first(row)];
        for (int place = handOuts.first(row); place < handOuts.end(row); place++) {
            consumers[place - handOuts.first(row)] = node - row + handOuts.consumer(place);
        }
        return consumers;
    }

    /** Some nodes. */
    interface Nodes {
        boolean has(int node);
    }

    /**
     * All issues of a link cost what they cost: its receipts follow.
     *
     * @param members what is in the same circle
     */
    void passOn(int link, Nodes members) {
        waits[linkNode(link)] = -1;
        LinkValue value = values.get(link);
        value.dearer(issue -> dearer(link, issue));
        value.share(
                minimumThroughput,
                receipt -> isOf(legs.receipt(link, receipt), members),
                receipt -> isOf(legs.receipt(link, receipt), cut::get));
        for (int receipt = 0; receipt < links.get(link).receipts().size(); receipt++) {
            int node = legs.receipt(link, receipt);
            if (node >= 0 && !cut.get(node)) {
                stock(node).carry(row(node), value.more(receipt));
                if (!members.has(node)) {
                    waitsLess(node);
                }
            }
        }
    }

    private void waitsLess(int node) {
        if (waits[node] > 0 && --waits[node] == 0) {
            ready.add(node);
        }
    }

    private static boolean isOf(int node, Nodes some) {
        return node >= 0 && some.has(node);
    }

    /** By how much an issue of a link costs more than posted, for the link: without the units of circles. */
    BigDecimal dearer(int link, int issue) {
        Leg leg = links.get(link).issues().get(issue);
        int node = legs.issue(link, issue);
        return node < 0
                ? leg.changed().negate().subtract(leg.remainder())
                : leg.changed()
                        .add(stock(node).change(row(node)))
                        .negate()
                        .subtract(leg.remainder())
                        .subtract(stock(node).remainder(row(node)));
    }

    LegIndex legs() {
        return legs;
    }

    List<Link> links() {
        return links;
    }

    /** All of a circle is known; those outside that wait for it wait no longer. */
    void done(int node) {
        waits[node] = -1;
    }

    /** A receipt of a closed circle: it keeps what had been carried to it. */
    void cut(int node, Leg receipt) {
        cut.set(node);
        if (receipt.takes() == Leg.Takes.CARRIED) {
            stock(node).carry(row(node), receipt.carriedAtTheLastClose().subtract(receipt.carried()));
        }
        waitsLess(node);
    }

    void circle(List<Member> members, boolean solved, @Nullable BigDecimal moved) {
        circles.add(new Solved(members, solved, moved));
    }

    // Results

    /**
     * What is posted on a transaction of a link.
     *
     * @param amount change of the inventory balance, not zero
     */
    public record Posting(Link link, Leg leg, Part part, BigDecimal amount) {}

    /** What the run posts because of links: on the issues of flows all that they change by, on receipts what is carried to them. */
    public List<Posting> postings() {
        List<Posting> postings = new ArrayList<>();
        for (int link = 0; link < links.size(); link++) {
            Link of = links.get(link);
            for (int issue = 0; of.isFlow() && issue < of.issues().size(); issue++) {
                addIssue(link, issue, postings);
            }
            for (int receipt = 0; receipt < of.receipts().size(); receipt++) {
                add(
                        of,
                        of.receipts().get(receipt),
                        Part.CARRIED,
                        values.get(link).more(receipt),
                        postings);
            }
        }
        return postings;
    }

    private void addIssue(int link, int issue, List<Posting> postings) {
        Link of = links.get(link);
        Leg leg = of.issues().get(issue);
        int node = legs.issue(link, issue);
        BigDecimal units = node < 0 ? BigDecimal.ZERO : stock(node).remainderWrittenOff(row(node));
        BigDecimal change = node < 0 ? BigDecimal.ZERO : stock(node).change(row(node));
        BigDecimal rounding = values.get(link)
                .rounding(issue)
                .subtract(leg.remainderWrittenOff())
                .subtract(units)
                .subtract(leg.rounding());
        BigDecimal priceDifference = values.get(link).priceDifference(issue).subtract(leg.priceDifference());
        add(of, leg, Part.NORMAL, change.subtract(rounding).subtract(priceDifference), postings);
        add(of, leg, Part.ROUNDING, rounding, postings);
        add(of, leg, Part.PRICE_DIFFERENCE, priceDifference, postings);
    }

    private void add(Link link, Leg leg, Part part, BigDecimal amount, List<Posting> postings) {
        if (amount.signum() != 0) {
            postings.add(new Posting(link, leg, part, amount.setScale(decimals, RoundingMode.UNNECESSARY)));
        }
    }

    /** The circles that it has found, in no order. */
    public List<Solved> circles() {
        return circles;
    }
}
