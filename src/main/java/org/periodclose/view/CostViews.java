package org.periodclose.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Principle;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.CostCard;
import org.periodclose.inquiry.CostChain;
import org.periodclose.inquiry.CostCircle;
import org.periodclose.inquiry.CostKind;
import org.periodclose.inquiry.CostNode;
import org.periodclose.inquiry.CostReason;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Style;

/** Where a cost comes from, as a tree: for a terminal, and for programs. */
public final class CostViews {
    private static final Fields<CostCircle> CIRCLE = new Fields<CostCircle>()
            .json("run", circle -> Cell.number(circle.run()))
            .json("number", circle -> Cell.number(circle.number()));

    private static final Fields<CostNode> FACTS = new Fields<CostNode>()
            .data("node", node -> Cell.number(node.node()))
            .data("level", node -> Cell.number(node.level()))
            .data("kind", CostNode::kind)
            .data("name", of(CostCard::name))
            .data("itemNumber", of(CostCard::itemNumber))
            .data("site", of(CostCard::site))
            .data("warehouse", of(CostCard::warehouse))
            .data("batchNumber", of(CostCard::batchNumber))
            .data("serialNumber", of(CostCard::serialNumber))
            .data("date", of(CostCard::date))
            .data("invoiced", of(CostCard::invoiced))
            .data("returnOf", of(CostCard::returnOf))
            .data("costFlow", of(CostCard::costFlow))
            .data("quantity", CostNode::quantity)
            .data("unitCost", CostNode::unitCost)
            .data("amount", CostNode::amount)
            .data("share", CostNode::share)
            .data("wholeQuantity", CostNode::wholeQuantity)
            .data("value", CostNode::value)
            .data("principle", CostNode::principle)
            .data("settled", CostNode::settled)
            .json("runs", node -> node.runs().stream().map(Cell::number).toList())
            .and(new Fields<CostNode>().data("runs", CostViews::runs).inCsv())
            .data("journal", CostNode::journal)
            .data("reason", CostNode::reason)
            .data("circleUnits", CostNode::units)
            .data("count", node -> Cell.number(node.count()))
            .data("shown", CostNode::shown)
            .data("sameAs", node -> Cell.number(node.sameAs()))
            .json("circle", node -> node.circle() == null ? null : new Fields.Part<>(CIRCLE, node.circle()))
            .and(new Fields<CostNode>()
                    .data(
                            "circleRun",
                            node -> node.circle() == null
                                    ? null
                                    : Cell.number(node.circle().run()))
                    .data(
                            "circleNumber",
                            node -> node.circle() == null
                                    ? null
                                    : Cell.number(node.circle().number()))
                    .inCsv());

    private static final BigDecimal WHOLE_BAR = BigDecimal.valueOf(1_000);

    private CostViews() {}

    /** With its parts, and theirs. */
    private static Fields<CostNode> node() {
        return FACTS.json("parts", node -> new Fields.Parts<>(node(), node.parts()::forEach));
    }

    private static final Fields<CostChain> CHAIN = new Fields<CostChain>()
            .json("company", chain -> chain.books().company())
            .json("currencyLayer", chain -> chain.books().layer())
            .json("currency", chain -> chain.books().currency())
            .json("depth", chain -> Cell.number(chain.depth()))
            .json("limit", chain -> Cell.number(chain.limit()))
            .json("chain", chain -> new Fields.Part<>(node(), chain.root()));

    private static Function<CostNode, @Nullable Object> of(Function<CostCard, @Nullable Object> fact) {
        return node -> node.card() == null ? null : fact.apply(node.card());
    }

    public static View<?> chain(CostChain chain) {
        return View.of(CHAIN, chain, page -> page(chain, page)).has(FACTS, chain.nodes()::forEach);
    }

    /** For programs: the same columns for every chain. */
    static Table listing(CostChain chain) {
        return FACTS.listed().table(chain.nodes());
    }

    private static void page(CostChain chain, Page page) {
        CostNode root = chain.root();
        page.head(
                Said.of(
                        "Cost of transaction {0} of company {1}",
                        card(root).name(), chain.books().company()),
                Said.of(
                        ": {0} of {1} of item {2}, {3}, {4}",
                        Said.word(root.kind()),
                        root.quantity(),
                        card(root).itemNumber(),
                        Said.word(chain.books().layer()),
                        chain.books().currency()));
        page.blank().table(table(chain)).blank();
        notes(chain).forEach(page::line);
    }

    /** A node with its place in the drawn tree. */
    record Line(CostNode node, Cell.Branch branch) {}

    private static final Fields<Line> WHERE_FROM = new Fields<Line>()
            .shown("No.", Kind.FIGURE, line -> Cell.number(line.node().node()))
            .shown("Comes from", Kind.TREE, Line::branch);

    private static final Fields<CostNode> PLACE = new Fields<CostNode>()
            .shown("Date", Kind.TEXT, of(CostCard::date))
            .shown("Item", Kind.CODE, CostViews::item);

    private static final Fields<CostNode> GIVEN = new Fields<CostNode>()
            .shown("Quantity", Kind.FIGURE, node -> quantity(node.quantity()))
            .shown("Unit cost", Kind.FIGURE, CostNode::unitCost)
            .shown("Amount", Kind.FIGURE, node -> known(node.amount()))
            .shown("Share", Kind.FIGURE, node -> Cell.percent(node.share()));

    private static final Fields<CostNode> WHOLE = new Fields<CostNode>()
            .shown("Of", Kind.FIGURE, node -> node.isPartly() ? quantity(node.wholeQuantity()) : null)
            .shown("Worth", Kind.FIGURE, node -> node.isPartly() ? known(node.value()) : null);

    private static Table table(CostChain chain) {
        Fields<Line> fields = WHERE_FROM
                .with(PLACE.and(GIVEN).and(WHOLE), Line::node)
                .shown("How", Kind.TEXT, line -> how(line.node()));
        return Table.of(fields.columns(), fields.rows(lines(chain), CostViews::style));
    }

    /** For a page: what a list has columns for stands below the name. */
    static Table drawn(CostChain chain) {
        Fields<Line> fields = WHERE_FROM
                .with(GIVEN, Line::node)
                .shown("", Kind.BAR, line -> bars(line.node().share()))
                .and(new Fields<Line>().with(WHOLE, Line::node));
        return Table.of(
                "Cost",
                Said.of("Where it comes from ({0})", chain.books().currency()),
                Said.list(notes(chain), " "),
                fields.columns(),
                fields.rows(lines(chain), CostViews::style),
                Said.NOTHING);
    }

    private static Cell bars(@Nullable BigDecimal percent) {
        int thousandths = percent == null
                ? 0
                : percent.movePointRight(1)
                        .min(WHOLE_BAR)
                        .max(WHOLE_BAR.negate())
                        .intValue();
        return new Cell.Bars(Math.max(-thousandths, 0), Math.max(thousandths, 0), true);
    }

    private static List<Line> lines(CostChain chain) {
        List<Line> lines = new ArrayList<>();
        add(chain.root(), List.of(), lines);
        return lines;
    }

    /** @param more for each level above, whether more follows there; the last is for its own */
    private static void add(CostNode node, List<Boolean> more, List<Line> lines) {
        String name = node.card() == null ? "" : node.card().name();
        lines.add(new Line(node, new Cell.Branch(more, name, label(node), detail(node))));
        int last = node.parts().size() - 1;
        for (int part = 0; part <= last; part++) {
            List<Boolean> below = new ArrayList<>(more);
            below.add(part < last);
            add(node.parts().get(part), below, lines);
        }
    }

    /** Red, and it has a minus and the word, too. */
    private static Style style(Line line) {
        CostNode node = line.node();
        boolean negative = node.amount() != null && node.amount().isNegative();
        return negative || node.kind() == CostKind.UNEXPLAINED ? Style.STORNO : Style.PLAIN;
    }

    static Cell known(@Nullable Money amount) {
        return amount == null ? new Cell.Missing("unknown") : Cell.of(amount);
    }

    private static Cell quantity(@Nullable BigDecimal quantity) {
        return quantity == null ? Cell.blank() : Cell.quantity(quantity);
    }

    static CostCard card(CostNode node) {
        return Objects.requireNonNull(node.card());
    }

    // Words

    /** What it is. */
    static Said label(CostNode node) {
        CostCard card = node.card();
        return switch (node.kind()) {
            case ISSUE ->
                card(node).costFlow() == null
                        ? Said.of("issue")
                        : Said.of("issue of {0}", card(node).costFlow());
            case RECEIPT ->
                card != null && card.returnOf() != null
                        ? Said.of("return of {0}", card.returnOf())
                        : card != null && card.costFlow() != null
                                ? Said.of("receipt of {0}", card.costFlow())
                                : Said.of("receipt");
            case AVERAGE_LAYER -> Said.of("average layer");
            case ON_HAND_LAYER -> Said.of("on-hand layer");
            case FLOW -> card(node).itemNumber() == null ? Said.of("production") : Said.of("transfer");
            case SETTLED_BEFORE -> Said.of("settled before, by the ERP");
            case POSTED -> Said.of("posted by the ERP");
            case OTHERS -> Said.of(node.count() == 1 ? "{0} other" : "{0} others", node.count());
            case ADDED ->
                node.amount() != null && node.amount().isNegative()
                        ? Said.of("taken off in it: the receipts were posted lower than the issues")
                        : Said.of("added in it: labour, overhead");
            case ROUNDING ->
                node.reason() == CostReason.CIRCULAR
                        ? Said.of("written off: a circle into which no cost comes from outside")
                        : Said.of("written off: too small to be carried");
            case PRICE_DIFFERENCE -> Said.of("written off: a receipt may not change");
            case NOT_CARRIED -> Said.of("not carried yet: a receipt has not come");
            case REST -> Said.of("nothing has paid for it");
            case RECALCULATION -> Said.of("recalculation since the last close");
            case ADJUSTMENT -> Said.of("adjustment");
            case UNEXPLAINED -> Said.of("UNEXPLAINED: run verify");
        };
    }

    private static String item(CostNode node) {
        CostCard card = node.card();
        return card == null
                ? ""
                : Stream.of(card.itemNumber(), card.site(), card.warehouse(), card.batchNumber(), card.serialNumber())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" / "));
    }

    private static String runs(CostNode node) {
        return node.runs().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static Said words(Principle principle) {
        return switch (principle) {
            case FIFO, LIFO -> Said.word(principle, principle.name());
            case LIFO_DATE -> Said.word(principle, "LIFO date");
            case WEIGHTED_AVERAGE, WEIGHTED_AVERAGE_DATE, MARKING -> Said.word(principle);
            case ON_HAND -> Said.word(principle, "on-hand adjustment");
        };
    }

    /** Who decided it, and where it goes on. */
    static Said how(CostNode node) {
        List<Said> words = new ArrayList<>();
        if (node.principle() != null) {
            words.add(words(node.principle()));
        }
        if (!node.runs().isEmpty()) {
            words.add(Said.of(
                    node.runs().size() == 1 ? "run {0}" : "runs {0}", runs(node).replace(" ", ", ")));
        }
        if (node.journal() != null) {
            words.add(Said.of("journal {0}", node.journal()));
        }
        if (!node.settled()) {
            words.add(Said.of("not settled"));
        }
        if (node.card() != null && !node.card().invoiced()) {
            words.add(Said.of("no invoice yet"));
        }
        if (node.reason() != null) {
            words.add(Said.word(node.reason(), node.reason().words()));
        }
        if (node.units() != null) {
            words.add(Said.of("with {0} that is left of a circle", node.units()));
        }
        if (node.amount() != null && node.amount().isNegative()) {
            words.add(Said.of("negative"));
        }
        words.addAll(where(node));
        return Said.list(words, ", ");
    }

    private static List<Said> where(CostNode node) {
        Said circle = node.circle() == null
                ? Said.of("a circle")
                : Said.of(
                        "circle {0} of run {1}",
                        Cell.number(node.circle().number()),
                        Cell.number(node.circle().run()));
        Said same = Said.of("see no. {0}", Cell.number(node.sameAs()));
        return switch (node.shown()) {
            case HERE -> node.circle() == null ? List.of() : List.of(Said.of("in {0}", circle));
            case ELSEWHERE -> List.of(same);
            case CIRCLE -> List.of(Said.of("closes {0}", circle), same);
            case LEFT_OUT -> List.of(Said.of("goes on, not shown"));
        };
    }

    /** For a page, which has no room for columns of these. */
    private static Said detail(CostNode node) {
        CostCard card = node.card();
        return Said.list(
                Stream.of(
                                Said.data(card == null || card.date() == null ? "" : card.date()),
                                Said.data(item(node)),
                                how(node))
                        .filter(words -> !words.isEmpty())
                        .toList(),
                " · ");
    }

    /** How to read it, and what is not in it. */
    static List<Said> notes(CostChain chain) {
        List<Said> notes = new ArrayList<>();
        List<CostNode> nodes = chain.nodes();
        notes.add(
                Said.of(
                        "Amount is what a line gives to the line above it. Where that is only a part of it, Of and Worth are the whole,"));
        notes.add(Said.of("and the lines below it add up to the whole; else they add up to the amount."));
        if (nodes.stream().anyMatch(node -> node.shown() == CostNode.Shown.LEFT_OUT)) {
            notes.add(leftOut(nodes));
        }
        return notes;
    }

    private static Said leftOut(List<CostNode> nodes) {
        long leftOut = nodes.stream()
                .filter(node -> node.shown() == CostNode.Shown.LEFT_OUT)
                .count();
        return Said.of(
                leftOut == 1
                        ? "{0} line goes on and is not followed: give a higher --depth or --limit, or explain it by name."
                        : "{0} lines go on and are not followed: give a higher --depth or --limit, or explain them by name.",
                leftOut);
    }
}
