package org.periodclose.core.costing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Costs that depend on themselves (close.md 3.8): the exact value of each layer is the solution of linear equations. Layers hand out their exact values,
 * rounded only by quantity; the units by which what a layer has taken in differs from that stay with its stock, or go to its last consumer.
 */
final class Circle {
    /** A circle of more of them is not solved exactly. */
    private static final int MOST_MADE_LAYERS = 500;
    /** Of the unit of the currency: what sweeps calculate with, and by what decimal nothing moves any more. */
    private static final int DECIMALS_OF_A_UNIT = 12;

    private static final int ENOUGH = 9;

    private final Costing costing;
    private final List<Integer> layers;
    private final List<Integer> issues;
    private final List<Integer> links;
    private final Map<Integer, Integer> unknowns = new HashMap<>();

    Circle(Costing costing, Ints nodes) {
        this.costing = costing;
        List<Integer> all = IntStream.range(0, nodes.size())
                .map(nodes::get)
                .sorted()
                .boxed()
                .toList();
        this.links = all.stream().filter(costing::isLink).toList();
        this.layers = all.stream()
                .filter(node -> !costing.isLink(node) && !costing.stock(node).isIssue(costing.row(node)))
                .sorted(Comparator.comparing(
                                (Integer node) -> costing.stock(node).isMade(costing.row(node)))
                        .thenComparing(node -> node))
                .toList();
        this.issues = all.stream()
                .filter(node -> !costing.isLink(node) && costing.stock(node).isIssue(costing.row(node)))
                .toList();
        for (List<Integer> some : List.of(links, layers, issues)) {
            some.forEach(node -> unknowns.put(node, unknowns.size()));
        }
    }

    void solve() {
        if (layers.stream().filter(this::isMade).count() > MOST_MADE_LAYERS) {
            approximate();
            return;
        }
        Optional<Fraction[]> solution = equations().solution();
        costing.circle(members(), solution.isPresent(), null);
        solution.ifPresentOrElse(this::handOut, this::cut);
    }

    private boolean isMade(int node) {
        return costing.stock(node).isMade(costing.row(node));
    }

    private void approximate() {
        LinearEquations.Approximation found = equations()
                .approximation(
                        costing.decimals() + DECIMALS_OF_A_UNIT,
                        BigDecimal.ONE.movePointLeft(costing.decimals() + ENOUGH),
                        costing.maxIterations());
        costing.circle(members(), true, found.moved());
        handOut(found.values().toArray(Fraction[]::new));
    }

    private List<Costing.Member> members() {
        List<Costing.Member> members = new ArrayList<>();
        for (List<Integer> some : List.of(layers, issues)) {
            some.forEach(node -> members.add(new Costing.Member(costing.stockOf(node), costing.row(node))));
        }
        return members;
    }

    private boolean isMember(int node) {
        return unknowns.containsKey(node);
    }

    /** What each link passes on, each layer is worth and each issue costs more, as sums of shares of each other and of what is known. */
    private LinearEquations equations() {
        LinearEquations equations = new LinearEquations(unknowns.size());
        links.forEach(node -> ofLink(node, equations));
        layers.forEach(node -> ofLayer(node, equations));
        issues.forEach(node -> ofIssue(node, equations));
        layers.forEach(node -> ofHandOuts(node, equations));
        return equations;
    }

    private void ofLink(int node, LinearEquations equations) {
        int link = costing.link(node);
        Link of = costing.links().get(link);
        int unknown = unknown(node);
        if (!of.isFlow()) {
            equations.add(unknown, Fraction.of(of.issues().get(0).cost()));
        }
        for (int issue = 0; issue < of.issues().size(); issue++) {
            int from = costing.legs().issue(link, issue);
            if (from >= 0 && isMember(from)) {
                equations.add(unknown, unknown(from), Fraction.ONE);
            } else {
                equations.add(unknown, Fraction.of(costing.dearer(link, issue)));
            }
        }
        for (int receipt = 0; receipt < of.receipts().size(); receipt++) {
            int to = costing.legs().receipt(link, receipt);
            Leg leg = of.receipts().get(receipt);
            if (to >= 0 && isMember(to) && leg.takes() == Leg.Takes.CARRIED) {
                equations.add(unknown(to), unknown, of.part(receipt));
                equations.add(unknown(to), Fraction.of(leg.carried()).negated());
                if (!of.isFlow()) {
                    equations.add(unknown(to), Fraction.of(leg.cost()).negated());
                }
            }
        }
    }

    private void ofLayer(int node, LinearEquations equations) {
        equations.add(unknown(node), Fraction.of(costing.stock(node).value(costing.row(node))));
    }

    private void ofIssue(int node, LinearEquations equations) {
        Stock stock = costing.stock(node);
        int row = costing.row(node);
        int link = costing.legs().link(stock.id(row));
        int issue = costing.legs().issue(stock.id(row));
        equations.add(unknown(node), Fraction.of(costing.dearer(link, issue)));
    }

    /** Instead of what the layers of the circle have given so far, shares of what they are worth. */
    private void ofHandOuts(int node, LinearEquations equations) {
        Stock stock = costing.stock(node);
        int layer = costing.row(node);
        HandOuts handOuts = stock.handOuts();
        for (int place = handOuts.first(layer); place < handOuts.end(layer); place++) {
            int consumer = node - layer + handOuts.consumer(place);
            if (isMember(consumer)) {
                equations.add(
                        unknown(consumer), unknown(node), Fraction.of(handOuts.taken(place), stock.quantity(layer)));
                equations.add(
                        unknown(consumer),
                        Fraction.of(handOuts.given(place).subtract(remainderBefore(stock, place)))
                                .negated());
            }
        }
    }

    /** The units of the last solution in an earlier match, which an issue has not passed on. */
    private static BigDecimal remainderBefore(Stock stock, int place) {
        HandOuts handOuts = stock.handOuts();
        return handOuts.isEarlier(place)
                        && !stock.isMade(handOuts.consumer(place))
                        && !handOuts.earlier(place).passedOn()
                ? handOuts.earlier(place).remainder()
                : BigDecimal.ZERO;
    }

    private int unknown(int node) {
        return unknowns.getOrDefault(node, -1);
    }

    // Solved

    private void handOut(Fraction[] solution) {
        for (int node : layers) {
            costing.stock(node).handOut(costing.row(node), solution[unknown(node)]);
        }
        links.forEach(node -> costing.passOn(costing.link(node), this::isMember));
        layers.forEach(this::settleRemainder);
        for (List<Integer> some : List.of(layers, issues)) {
            some.forEach(costing::done);
        }
        layers.forEach(costing::known);
        issues.forEach(costing::known);
    }

    /** The units by which what a layer has taken in differs from what it has handed out stay with its stock, if it has any. */
    private void settleRemainder(int node) {
        Stock stock = costing.stock(node);
        int layer = costing.row(node);
        HandOuts handOuts = stock.handOuts();
        int first = handOuts.first(layer);
        int end = handOuts.end(layer);
        BigDecimal units = stock.value(layer);
        for (int place = first; place < end; place++) {
            units = units.subtract(handOuts.given(place));
        }
        if (units.signum() == 0 || stock.isLeft(layer)) {
            return;
        }
        int taker = end - 1;
        while (taker >= first && isOfAFlow(node - layer + handOuts.consumer(taker))) {
            taker--;
        }
        if (taker >= first) {
            stock.add(taker, units, false, !isMember(node - layer + handOuts.consumer(taker)));
        } else {
            stock.add(end - 1, units, true, false);
        }
    }

    /** Whether it is an issue of a flow of this circle. */
    private boolean isOfAFlow(int node) {
        Stock stock = costing.stock(node);
        int row = costing.row(node);
        if (!stock.isIssue(row)) {
            return false;
        }
        int link = costing.legs().link(stock.id(row));
        return link >= 0 && costing.links().get(link).isFlow() && isMember(costing.linkNode(link));
    }

    // Closed

    /** Nothing decides what it is worth: its receipts keep what had been carried to them at the last close. */
    private void cut() {
        for (int node : links) {
            int link = costing.link(node);
            List<Leg> receipts = costing.links().get(link).receipts();
            for (int receipt = 0; receipt < receipts.size(); receipt++) {
                int to = costing.legs().receipt(link, receipt);
                if (to >= 0 && isMember(to)) {
                    costing.cut(to, receipts.get(receipt));
                }
            }
        }
    }
}
