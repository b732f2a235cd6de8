package org.periodclose.closing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.periodclose.core.costing.Circles;
import org.periodclose.core.costing.Costing;
import org.periodclose.core.costing.Leg;
import org.periodclose.core.costing.Link;
import org.periodclose.core.costing.Remainder;
import org.periodclose.core.costing.Stock;
import org.periodclose.run.Kept;
import org.periodclose.run.Position;
import org.periodclose.run.Settlements;

/**
 * Cost objects that depend on each other, valued; most are alone. What the run writes of them are its outputs, numbered: what links post, circles, then those
 * of each cost object. A partition ends with its last line: with the last output, and not before.
 */
final class Component {
    static final String CIRCLES = "copy circle (run_id, circle_id, member_id, solved) from stdin";
    private static final String REMAINDERS =
            "copy circle_remainder (item_id, issue_id, layer_id, run_id, from_quantity, written_off, passed_on, settled, units) from stdin";

    private final Frozen frozen;
    private final Position end;
    private final List<ValuedObject> objects;
    private final List<Costing.Posting> postings;
    private final List<Costing.Solved> circles;
    private final LinkAccounts accounts;
    /** By cost object: its first output among those of all; of the last one, where they end. */
    private final int[] firstOutputs;
    /** By cost object: how many rows were given before; of the last one, of all: the lines. There are never more made layers than given rows. */
    private final int[] givenBefore;

    /** A match that has units of a circle. */
    private record MatchOfUnits(
            long issue, long layer, String from, boolean writtenOff, boolean passedOn, boolean settled) {}

    private Component(
            Frozen frozen,
            Position end,
            List<ValuedObject> objects,
            List<Costing.Posting> postings,
            List<Costing.Solved> circles,
            LinkAccounts accounts) {
        this.frozen = frozen;
        this.end = end;
        this.objects = objects;
        this.postings = postings;
        this.circles = circles;
        this.accounts = accounts;
        this.firstOutputs = new int[objects.size() + 1];
        this.givenBefore = new int[objects.size() + 1];
        for (int object = 0; object < objects.size(); object++) {
            firstOutputs[object + 1] =
                    firstOutputs[object] + objects.get(object).outputs();
            givenBefore[object + 1] =
                    givenBefore[object] + objects.get(object).stock().given();
        }
    }

    static Component valued(
            Frozen frozen,
            Position end,
            List<CostObject> objects,
            List<Stock> stocks,
            List<Link> links,
            LinkAccounts accounts) {
        List<Stock> kept = kept(frozen, stocks, links);
        Costing costing = costing(frozen, stocks, links);
        CloseLog.tellOfCircles(costing.circles(), frozen);
        long[] settledByFlows = links.stream()
                .filter(Link::isFlow)
                .flatMap(link -> link.issues().stream())
                .mapToLong(Leg::id)
                .sorted()
                .toArray();
        LongPredicate isInFlow = id -> Arrays.binarySearch(settledByFlows, id) >= 0;
        List<ValuedObject> valued = new ArrayList<>();
        for (int object = 0; object < objects.size(); object++) {
            valued.add(new ValuedObject(objects.get(object), stocks.get(object), kept.get(object), frozen, isInFlow));
        }
        if (!frozen.isRead()) {
            CloseLog.tell(valued, costing.circles());
        }
        return new Component(frozen, end, valued, costing.postings(), costing.circles(), accounts);
    }

    /**
     * The stocks as they are worth by what a close keeps. What only adjusts an issue is on its books as long as the run is the last one, and passes on to
     * other stocks; what is open of these is worth something else then.
     */
    private static List<Stock> kept(Frozen frozen, List<Stock> stocks, List<Link> links) {
        if (!frozen.keeps() || links.isEmpty() || stocks.stream().allMatch(Stock::isSettledAlone)) {
            return stocks;
        }
        List<Stock> kept = stocks.stream().map(Stock::settledAlone).toList();
        costing(frozen, kept, links);
        return kept;
    }

    private static Costing costing(Frozen frozen, List<Stock> stocks, List<Link> links) {
        Costing costing =
                new Costing(stocks, links, frozen.minimumThroughput(), frozen.decimals(), frozen.maxIterations());
        Circles.compute(costing);
        return costing;
    }

    Position end() {
        return end;
    }

    /** Those of links and circles, before those of the cost objects. */
    private int ofLinks() {
        return postings.size() + circles.size() + objects.size();
    }

    int outputs() {
        return ofLinks() + firstOutputs[objects.size()];
    }

    /** How many lines are done with the first so many outputs: each output is an equal share of the lines, so that they show how much is written. */
    int lines(int outputs) {
        return (int) ((long) outputs * givenBefore[objects.size()] / outputs());
    }

    /** @param firstMade id of the first layer that the run makes */
    void output(int output, long firstMade, Settlements made) {
        int number = output;
        if (number == 0) {
            accounts.require(postings);
        }
        if (number < postings.size()) {
            accounts.settle(postings.get(number), made);
            return;
        }
        number -= postings.size();
        if (number < circles.size()) {
            circle(circles.get(number), firstMade, made.kept());
            return;
        }
        number -= circles.size();
        if (number < objects.size()) {
            remainders(number, firstMade, made.kept());
            return;
        }
        number -= objects.size();
        int object = objectOf(number);
        objects.get(object).output(number - firstOutputs[object], firstMade(object, firstMade), made);
    }

    private int objectOf(int output) {
        int place = Arrays.binarySearch(firstOutputs, output);
        int object = place < 0 ? -place - 2 : place;
        while (firstOutputs[object + 1] == firstOutputs[object]) {
            object++;
        }
        return object;
    }

    private long firstMade(int object, long firstMade) {
        return firstMade + givenBefore[object];
    }

    private void circle(Costing.Solved circle, long firstMade, Kept kept) {
        kept.countCircle();
        if (!frozen.keeps()) {
            return;
        }
        long[] ids = circle.members().stream()
                .mapToLong(member -> objects.get(member.stock()).id(member.row(), firstMade(member.stock(), firstMade)))
                .sorted()
                .toArray();
        for (long id : ids) {
            kept.rows(CIRCLES)
                    .number(frozen.run())
                    .number(ids[0])
                    .number(id)
                    .flag(circle.solved())
                    .end();
        }
    }

    private void remainders(int object, long firstMade, Kept kept) {
        if (!frozen.keeps()) {
            return;
        }
        ValuedObject of = objects.get(object);
        long first = firstMade(object, firstMade);
        of.stock().remainders().stream()
                .collect(Collectors.groupingBy(
                        remainder -> new MatchOfUnits(
                                of.id(remainder.issue(), first),
                                of.id(remainder.layer(), first),
                                ValuedObject.plain(remainder.from()),
                                remainder.writtenOff(),
                                remainder.passedOn(),
                                remainder.settled()),
                        LinkedHashMap::new,
                        Collectors.reducing(BigDecimal.ZERO, Remainder::units, BigDecimal::add)))
                .forEach((match, units) -> kept.rows(REMAINDERS)
                        .number(of.object().itemId())
                        .number(match.issue())
                        .number(match.layer())
                        .number(frozen.run())
                        .text(match.from())
                        .flag(match.writtenOff())
                        .flag(match.passedOn())
                        .flag(match.settled())
                        .text(units.toPlainString())
                        .end());
    }
}
