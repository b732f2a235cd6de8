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
 * of each cost object. A partition ends with its last line, and the last output is one.
 */
final class Component {
    private static final String CIRCLES = "copy circle (run_id, circle_id, member_id, solved) from stdin";
    private static final String REMAINDERS =
            "copy circle_remainder (item_id, issue_id, layer_id, run_id, from_quantity, written_off, passed_on, settled, units) from stdin";

    private final Frozen frozen;
    private final Position end;
    private final List<ValuedObject> objects;
    private final List<Costing.Posting> postings;
    private final List<Costing.Solved> circles;
    private final LinkAccounts accounts;

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
        return ofLinks() + objects.stream().mapToInt(ValuedObject::outputs).sum();
    }

    /** How many lines are in the first so many outputs. */
    int lines(int outputs) {
        int left = outputs - ofLinks();
        int lines = 0;
        for (ValuedObject object : objects) {
            lines += object.lines(Math.min(left, object.outputs()));
            left -= object.outputs();
        }
        return lines;
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
        int object = 0;
        while (number >= objects.get(object).outputs()) {
            number -= objects.get(object++).outputs();
        }
        objects.get(object).output(number, firstMade(object, firstMade), made);
    }

    /** There are never more made layers than given rows. */
    private long firstMade(int object, long firstMade) {
        long first = firstMade;
        for (int before = 0; before < object; before++) {
            first += objects.get(before).stock().given();
        }
        return first;
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
                        remainder -> List.of(
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
                        .number((Long) match.get(0))
                        .number((Long) match.get(1))
                        .number(frozen.run())
                        .text((String) match.get(2))
                        .flag((Boolean) match.get(3))
                        .flag((Boolean) match.get(4))
                        .flag((Boolean) match.get(5))
                        .text(units.toPlainString())
                        .end());
    }
}
