package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.periodclose.contract.closing.CompanyFiles.Currencies;
import org.periodclose.contract.closing.CompanyFiles.Movement;
import org.periodclose.contract.closing.SecondMatching.Match;

/** Section 3 as it reads: what everything is worth, as a function of posted costs, adjustments and matches. */
final class SecondValues {
    /** What values depend on besides posted costs and matches. */
    interface Day {
        Currencies currencies();

        int decimals();

        BigDecimal minimumThroughput();

        /** By hand or on hand, dated up to the day. */
        BigDecimal adjusted(String layer);

        /** Not there on the day: neither carried to nor written off. */
        boolean waits(Movement receipt);

        boolean mayChange(Movement receipt);

        /** Section 3.6 applies. */
        boolean followsItsIssue(Movement receipt);

        /** What had been carried as of the last close. */
        BigDecimal carriedAtLastClose(String receipt);

        /** What an issue costs that a run does not look at. */
        @Nullable
        BigDecimal presentCost(Movement issue);
    }

    record Circle(Set<String> members, boolean solved) {}

    private static final String FLOW = " flow ";

    private final Day day;
    private final Map<String, Movement> movements;
    private final Map<String, BigDecimal> made;
    private final Map<String, List<Movement>> flows;
    private final Map<String, List<Match>> handedOut = new HashMap<>();
    private final Map<String, List<Match>> taken = new HashMap<>();
    private final Map<String, List<Movement>> returns = new HashMap<>();
    private final IdentityHashMap<Match, BigDecimal> amounts = new IdentityHashMap<>();
    private final Map<String, BigDecimal> carried = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> writtenOff = new HashMap<>();
    private final Map<String, Circle> circles = new TreeMap<>();

    /**
     * @param matches in the order in which the layers hand out: settled before unsettled, each in the order of making
     * @param made the quantities of the made layers
     * @param flows that take part, their legs in the order of ids
     * @param returns in key order
     */
    SecondValues(
            Day day,
            Map<String, Movement> movements,
            Map<String, BigDecimal> made,
            List<Match> matches,
            Map<String, List<Movement>> flows,
            List<Movement> returns) {
        this.day = day;
        this.movements = movements;
        this.made = made;
        this.flows = flows;
        for (Match match : matches) {
            handedOut.computeIfAbsent(match.layer(), layer -> new ArrayList<>()).add(match);
            taken.computeIfAbsent(match.issue(), issue -> new ArrayList<>()).add(match);
        }
        returns.stream()
                .filter(day::followsItsIssue)
                .forEach(back -> this.returns
                        .computeIfAbsent(Objects.requireNonNull(back.returnOf()), issue -> new ArrayList<>())
                        .add(back));
        for (Set<String> part : graph(matches).parts()) {
            if (part.size() == 1) {
                work(part.iterator().next(), part);
            } else {
                circle(part);
            }
        }
    }

    private SecondGraph graph(List<Match> matches) {
        SecondGraph graph = new SecondGraph();
        movements.keySet().forEach(graph::node);
        matches.stream()
                .filter(match -> isMade(match.issue()) || day.presentCost(movement(match.issue())) == null)
                .forEach(match -> graph.edge(match.layer(), match.issue()));
        flows.forEach((flow, legs) -> {
            graph.node(FLOW + flow);
            for (Movement leg : legs) {
                graph.edge(leg.receipt() ? FLOW + flow : leg.id(), leg.receipt() ? leg.id() : FLOW + flow);
            }
        });
        returns.forEach((issue, backs) -> backs.forEach(back -> graph.edge(issue, back.id())));
        return graph;
    }

    private boolean isMade(String node) {
        return made.containsKey(node);
    }

    private boolean isFlow(String node) {
        return node.startsWith(FLOW);
    }

    private boolean isIssue(String node) {
        return !isMade(node) && !isFlow(node) && !movement(node).receipt();
    }

    private boolean isLayer(String node) {
        return isMade(node) || (!isFlow(node) && movement(node).receipt());
    }

    private Movement movement(String id) {
        return Objects.requireNonNull(movements.get(id), id);
    }

    private BigDecimal quantity(String layer) {
        BigDecimal ofMade = made.get(layer);
        return ofMade != null ? ofMade : movement(layer).openQuantity();
    }

    private List<Match> handedOut(String layer) {
        return handedOut.getOrDefault(layer, List.of());
    }

    private List<Match> taken(String issue) {
        return taken.getOrDefault(issue, List.of());
    }

    private static BigDecimal sum(Collection<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void work(String node, Set<String> part) {
        if (isFlow(node)) {
            flow(node.substring(FLOW.length()), part, false);
        } else if (isLayer(node)) {
            handOut(node, Fraction.of(value(node)));
        } else {
            returns(movement(node));
        }
    }

    /** 3.1. */
    private void handOut(String layer, Fraction value) {
        BigDecimal before = BigDecimal.ZERO;
        for (Match match : handedOut(layer)) {
            BigDecimal after = before.add(match.quantity());
            amounts.put(match, upTo(layer, value, after).subtract(upTo(layer, value, before)));
            before = after;
        }
    }

    private BigDecimal upTo(String layer, Fraction value, BigDecimal handed) {
        return value.times(handed).over(quantity(layer)).rounded(day.decimals());
    }

    /** 3.2: the whole cost of an issue, positive. */
    BigDecimal cost(Movement issue) {
        BigDecimal present = day.presentCost(issue);
        return present != null
                ? present
                : constantCost(issue)
                        .add(sum(taken(issue.id()).stream().map(this::amount).toList()));
    }

    /** What does not come from layers: settled before, and the rest that nothing pays for. */
    private BigDecimal constantCost(Movement issue) {
        BigDecimal posted = issue.openCost(day.currencies());
        BigDecimal settled = issue.cost(day.currencies()).subtract(posted);
        BigDecimal matched = sum(taken(issue.id()).stream().map(Match::quantity).toList());
        return settled.add(
                issue.openQuantity().signum() == 0
                        ? posted
                        : posted.subtract(Fraction.of(posted)
                                .times(matched)
                                .over(issue.openQuantity())
                                .rounded(day.decimals())));
    }

    private BigDecimal changed(Movement issue) {
        return cost(issue).subtract(issue.cost(day.currencies()));
    }

    /** 3.3: of the whole open basis of a layer. */
    BigDecimal value(String layer) {
        return constantValue(layer)
                .add(isMade(layer) ? sum(taken(layer).stream().map(this::amount).toList()) : carried(layer));
    }

    private BigDecimal constantValue(String layer) {
        BigDecimal posted = isMade(layer) ? BigDecimal.ZERO : movement(layer).openCost(day.currencies());
        return posted.add(day.adjusted(layer));
    }

    /** 3.4 and 3.5. */
    private void flow(String flow, Set<String> circle, boolean cut) {
        List<Movement> legs = Objects.requireNonNull(flows.get(flow));
        List<Movement> issues = legs.stream().filter(leg -> !leg.receipt()).toList();
        List<Movement> receipts = legs.stream().filter(Movement::receipt).toList();
        if (issues.isEmpty() || receipts.isEmpty()) {
            return;
        }
        List<BigDecimal> shares = shares(sum(issues.stream().map(this::changed).toList()), bases(receipts));
        String dearest = issues.stream()
                .max(Comparator.comparing((Movement issue) -> changed(issue).abs())
                        .thenComparing(Movement::id, Comparator.reverseOrder()))
                .orElseThrow()
                .id();
        for (int i = 0; i < receipts.size(); i++) {
            Movement receipt = receipts.get(i);
            if (!day.waits(receipt)) {
                boolean member = circle.contains(receipt.id());
                BigDecimal share = shares.get(i);
                if (!day.mayChange(receipt)) {
                    writeOff(dearest, "PRICE_DIFFERENCE", share);
                } else if (member && cut) {
                    carried.put(receipt.id(), day.carriedAtLastClose(receipt.id()));
                    writeOff(dearest, "ROUNDING", share.subtract(carried(receipt.id())));
                } else if (!member && share.abs().compareTo(day.minimumThroughput()) < 0) {
                    writeOff(dearest, "ROUNDING", share);
                } else {
                    carried.put(receipt.id(), share);
                }
            }
        }
    }

    private List<BigDecimal> bases(List<Movement> receipts) {
        List<BigDecimal> costs =
                receipts.stream().map(receipt -> receipt.cost(day.currencies())).toList();
        return sum(costs).signum() == 0
                ? receipts.stream().map(Movement::quantity).toList()
                : costs;
    }

    /** To whole units by the largest remainder, ties to the larger base, then to the lower id. */
    private List<BigDecimal> shares(BigDecimal total, List<BigDecimal> bases) {
        BigDecimal base = sum(bases);
        BigInteger units = total.setScale(day.decimals()).unscaledValue();
        List<BigInteger> whole = new ArrayList<>();
        List<BigDecimal> rests = new ArrayList<>();
        for (BigDecimal each : bases) {
            BigDecimal[] divided = new BigDecimal(units.abs()).multiply(each).divideAndRemainder(base);
            whole.add(divided[0].toBigIntegerExact());
            rests.add(divided[1]);
        }
        BigInteger left = units.abs().subtract(whole.stream().reduce(BigInteger.ZERO, BigInteger::add));
        List<Integer> ranks = new ArrayList<>();
        for (int i = 0; i < bases.size(); i++) {
            ranks.add(i);
        }
        ranks.sort(Comparator.comparing((Integer i) -> rests.get(i))
                .thenComparing(bases::get)
                .reversed()
                .thenComparing(i -> i));
        ranks.subList(0, left.intValueExact())
                .forEach(i -> whole.set(i, whole.get(i).add(BigInteger.ONE)));
        return whole.stream()
                .map(share -> new BigDecimal(units.signum() < 0 ? share.negate() : share, day.decimals()))
                .toList();
    }

    /** @param cost that is not passed on */
    private void writeOff(String issue, String part, BigDecimal cost) {
        writtenOff.computeIfAbsent(issue, each -> new HashMap<>()).merge(part, cost.negate(), BigDecimal::add);
    }

    /** 3.6. */
    private void returns(Movement issue) {
        BigDecimal before = BigDecimal.ZERO;
        for (Movement back : returns.getOrDefault(issue.id(), List.of())) {
            BigDecimal after = before.add(back.quantity());
            BigDecimal share = part(issue, after).subtract(part(issue, before));
            BigDecimal difference = share.subtract(back.cost(day.currencies()));
            if (difference.abs().compareTo(day.minimumThroughput()) >= 0) {
                carried.put(back.id(), difference);
            }
            before = after;
        }
    }

    private BigDecimal part(Movement issue, BigDecimal quantity) {
        return Fraction.of(cost(issue)).times(quantity).over(issue.quantity()).rounded(day.decimals());
    }

    /** 3.8. */
    private void circle(Set<String> part) {
        Map<String, Fraction> exact = new SecondCircle(this, part).solve();
        Set<String> members = new TreeSet<>(part);
        members.removeIf(this::isFlow);
        circles.put(members.iterator().next(), new Circle(members, exact != null));
        if (exact == null) {
            cut(part);
            return;
        }
        exact.forEach(this::handOut);
        part.stream().filter(this::isIssue).forEach(issue -> circularReturns(movement(issue), part));
        part.stream().filter(this::isFlow).forEach(flow -> flow(flow.substring(FLOW.length()), part, false));
        part.stream().filter(node -> isLayer(node) && !isMade(node)).forEach(layer -> residual(layer, part));
        made.keySet().stream().filter(part::contains).forEach(layer -> residual(layer, part));
    }

    /** The minimum throughput does not apply to members. */
    private void circularReturns(Movement issue, Set<String> part) {
        returns(issue);
        BigDecimal before = BigDecimal.ZERO;
        for (Movement back : returns.getOrDefault(issue.id(), List.of())) {
            BigDecimal after = before.add(back.quantity());
            if (part.contains(back.id())) {
                BigDecimal share = part(issue, after).subtract(part(issue, before));
                carried.put(back.id(), share.subtract(back.cost(day.currencies())));
            }
            before = after;
        }
    }

    /** 3.8 c: the units by which a layer has taken in something else than it has handed out. */
    private void residual(String layer, Set<String> part) {
        List<Match> out = handedOut(layer);
        BigDecimal open =
                quantity(layer).subtract(sum(out.stream().map(Match::quantity).toList()));
        BigDecimal units =
                value(layer).subtract(sum(out.stream().map(this::amount).toList()));
        if (open.signum() > 0 || units.signum() == 0 || out.isEmpty()) {
            return;
        }
        Match last = out.get(out.size() - 1);
        Match to = out.stream()
                .filter(match -> isMade(match.issue()) || !isOfAFlowIn(part, movement(match.issue())))
                .reduce((one, later) -> later)
                .orElse(last);
        amounts.merge(to, units, BigDecimal::add);
        if (!isMade(to.issue()) && isOfAFlowIn(part, movement(to.issue()))) {
            writeOff(to.issue(), "ROUNDING", units);
        }
    }

    private static boolean isOfAFlowIn(Set<String> part, Movement issue) {
        return issue.flow() != null && part.contains(FLOW + issue.flow());
    }

    /** 3.8 a: nothing is carried inside, so that what is left has no circle. */
    private void cut(Set<String> part) {
        SecondGraph graph = new SecondGraph();
        for (String node : part) {
            graph.node(node);
            handedOut(node).stream()
                    .filter(match -> part.contains(match.issue()))
                    .forEach(match -> graph.edge(node, match.issue()));
            if (isIssue(node) && isOfAFlowIn(part, movement(node))) {
                graph.edge(node, FLOW + movement(node).flow());
            }
            if (isLayer(node) && !isMade(node)) {
                carried.put(node, day.mayChange(movement(node)) ? day.carriedAtLastClose(node) : BigDecimal.ZERO);
            }
        }
        for (Set<String> one : graph.parts()) {
            String node = one.iterator().next();
            if (isFlow(node)) {
                flow(node.substring(FLOW.length()), part, true);
            } else if (isLayer(node)) {
                handOut(node, Fraction.of(value(node)));
            } else {
                Map<String, BigDecimal> kept = new HashMap<>(carried);
                returns(movement(node));
                part.stream().filter(kept::containsKey).forEach(member -> carried.put(member, kept.get(member)));
            }
        }
    }

    /** The exact value of a layer of a circle as a sum of a constant and shares of others. */
    SecondCircle.Sum equation(String layer, Set<String> part) {
        SecondCircle.Sum sum = new SecondCircle.Sum(part, constantValue(layer));
        if (isMade(layer)) {
            taken(layer).forEach(match -> add(sum, match, Fraction.ONE));
            return sum;
        }
        Movement receipt = movement(layer);
        if (!day.mayChange(receipt)) {
            return sum;
        }
        if (receipt.flow() != null && part.contains(FLOW + receipt.flow())) {
            List<Movement> legs = Objects.requireNonNull(flows.get(receipt.flow()));
            List<Movement> receipts = legs.stream().filter(Movement::receipt).toList();
            List<BigDecimal> bases = bases(receipts);
            Fraction share = Fraction.of(bases.get(receipts.indexOf(receipt))).over(sum(bases));
            for (Movement leg : legs) {
                if (!leg.receipt()) {
                    add(sum, leg, share);
                    sum.constant(share.times(leg.cost(day.currencies()).negate()));
                }
            }
        } else {
            Movement issue = movement(Objects.requireNonNull(receipt.returnOf()));
            add(sum, issue, Fraction.of(receipt.quantity()).over(issue.quantity()));
            sum.constant(Fraction.of(receipt.cost(day.currencies()).negate()));
        }
        return sum;
    }

    private void add(SecondCircle.Sum sum, Movement issue, Fraction share) {
        if (!sum.part().contains(issue.id())) {
            sum.constant(share.times(cost(issue)));
            return;
        }
        sum.constant(share.times(constantCost(issue)));
        taken(issue.id()).forEach(match -> add(sum, match, share));
    }

    private void add(SecondCircle.Sum sum, Match match, Fraction share) {
        if (sum.part().contains(match.layer())) {
            sum.times(match.layer(), share.times(match.quantity()).over(quantity(match.layer())));
        } else {
            sum.constant(share.times(amount(match)));
        }
    }

    /** The layers of a circle, receipts first. */
    List<String> layers(Set<String> part) {
        List<String> layers = new ArrayList<>(
                part.stream().filter(node -> isLayer(node) && !isMade(node)).toList());
        made.keySet().stream().filter(part::contains).forEach(layers::add);
        return layers;
    }

    /** What the layer gives for a match. */
    BigDecimal amount(Match match) {
        return Objects.requireNonNull(amounts.get(match));
    }

    /** What a layer has not handed out to settled matches, and what that is worth. */
    BigDecimal[] open(String layer) {
        List<Match> out = handedOut(layer).stream().filter(Match::settled).toList();
        return new BigDecimal[] {
            quantity(layer).subtract(sum(out.stream().map(Match::quantity).toList())),
            value(layer).subtract(sum(out.stream().map(this::amount).toList()))
        };
    }

    BigDecimal carried(String receipt) {
        return carried.getOrDefault(receipt, BigDecimal.ZERO.setScale(day.decimals()));
    }

    BigDecimal writtenOff(String issue, String part) {
        return writtenOff.getOrDefault(issue, Map.of()).getOrDefault(part, BigDecimal.ZERO.setScale(day.decimals()));
    }

    /** In the order of their first members. */
    Collection<Circle> circles() {
        return circles.values();
    }
}
