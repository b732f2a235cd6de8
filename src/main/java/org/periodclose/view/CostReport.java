package org.periodclose.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.CostCard;
import org.periodclose.inquiry.CostChain;
import org.periodclose.inquiry.CostKind;
import org.periodclose.inquiry.CostNode;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Report.Fact;
import org.periodclose.view.Report.Figure;

/** Where the cost of a transaction comes from, as a drawn tree that an auditor follows from a sale to its purchases. */
public final class CostReport {
    private final CostChain chain;
    private final CostNode root;
    private final CostCard card;
    private final String in;

    private CostReport(CostChain chain) {
        this.chain = chain;
        this.root = chain.root();
        this.card = CostViews.card(root);
        this.in = " (" + chain.books().currency() + ")";
    }

    public static Report of(CostChain chain) {
        return new CostReport(chain).report();
    }

    private Report report() {
        return new Report(
                "Cost explorer",
                "Cost of " + card.name(),
                chain.books().name() + (card.date() == null ? "" : ", " + card.date()),
                figures(),
                facts(),
                List.of(CostViews.drawn(chain)),
                CostViews.listing(chain),
                List.of(new Fact("Adds up", addsUp())),
                List.of());
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(
                (root.kind() == CostKind.ISSUE ? "Cost" : "Value") + in, CostViews.known(root.value()), false));
        figures.add(Figure.of("Quantity", Cell.quantity(Objects.requireNonNull(root.quantity())), false));
        figures.add(Figure.of("Unit cost" + in, CostViews.known(root.unitCost()), false));
        if (root.kind() == CostKind.ISSUE) {
            figures.add(Figure.of("Nothing has paid for" + in, rest(), false));
        }
        return figures;
    }

    private Money rest() {
        return root.parts().stream()
                .filter(part -> part.kind() == CostKind.REST)
                .map(CostNode::amount)
                .filter(Objects::nonNull)
                .reduce(Money.zero(chain.books().currency()), Money::plus);
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Company", chain.books().company() + "  " + chain.books().name()));
        facts.add(new Fact(
                "Currency layer",
                Said.joined(
                        Report.words(chain.books().layer()), ", ", chain.books().currency())));
        facts.add(new Fact("Transaction", Said.joined(card.name(), ", ", CostViews.label(root))));
        fact(facts, "Item", card.itemNumber());
        fact(facts, "Site", card.site());
        fact(facts, "Warehouse", card.warehouse());
        fact(facts, "Batch", card.batchNumber());
        fact(facts, "Serial number", card.serialNumber());
        facts.add(new Fact("Lines", Said.data(chain.nodes().size())));
        facts.add(new Fact("Levels", Said.of("at most {0}", Cell.number(chain.depth()))));
        return facts;
    }

    private static void fact(List<Fact> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(name, value));
        }
    }

    /** The page says of itself whether each line is the sum of those below it. */
    private Said addsUp() {
        List<CostNode> sums =
                chain.nodes().stream().filter(node -> !node.parts().isEmpty()).toList();
        long right = sums.stream().filter(CostReport::addsUp).count();
        return Said.of("{0} of {1} lines that have others below them are the sum of these", right, sums.size());
    }

    private static boolean addsUp(CostNode node) {
        BigDecimal sum = node.parts().stream()
                .map(part -> Objects.requireNonNull(part.amount()).amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return node.parts().stream().noneMatch(part -> part.kind() == CostKind.UNEXPLAINED)
                && sum.compareTo(Objects.requireNonNull(node.value()).amount()) == 0;
    }
}
