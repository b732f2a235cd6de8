package org.periodclose.view;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.AdjustmentsRequest;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.Books;
import org.periodclose.inquiry.PostedAdjustments.Adjustments;
import org.periodclose.inquiry.PostedAdjustments.Details;
import org.periodclose.inquiry.PostedAdjustments.Line;
import org.periodclose.inquiry.PostedAdjustments.Totals;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Report.Fact;
import org.periodclose.view.Report.Figure;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** Posted adjustments item by item: direct and reverse postings line by line, or reversals folded into the total of their item. */
public final class AdjustmentsReport {
    private static final Fields<Line> LINE = new Fields<Line>()
            .text("itemGroup", "Item group", Line::itemGroup)
            .text("itemNumber", "Item", line -> new Cell.Named(line.itemNumber(), line.name()))
            .with(
                    new Fields<Details>()
                            .code("postingDate", "Date", Details::postingDate)
                            .code("voucher", "Voucher", Details::voucher)
                            .figure("run", "Run", Details::run)
                            .text("type", "", AdjustmentsReport::type)
                            .text("debitAccount", "Debit", Details::debit)
                            .text("creditAccount", "Credit", Details::credit),
                    Line::details)
            .figure("settlements", "Settlements", Line::settlements)
            .figure("amount", "Amount", Line::amount)
            .text("storno", "", line -> new Cell.Flag(isStorno(line), "storno"));

    private static final Fields<Line> FOLDED = LINE.only("itemGroup", "itemNumber", "settlements", "amount");

    private AdjustmentsReport() {}

    private static Cell type(Details details) {
        return new Cell.Worded(
                details.type().name(), details.type() == RunType.CANCELLATION ? Said.of("cancels") : Said.NOTHING);
    }

    private static boolean isStorno(Line line) {
        return line.details() != null && line.details().storno();
    }

    /** Its rows are read when it is written. */
    public static Report of(Adjustments adjustments) {
        Books books = adjustments.books();
        AdjustmentsRequest request = adjustments.request();
        Totals totals = adjustments.totals();
        boolean folded = request.excludeStorno();
        Fields<Line> fields = folded ? FOLDED : LINE;
        String in = " (" + books.currency() + ")";
        Table lines = new Table(
                "Adjustments",
                Said.of(folded ? "Items ({0})" : "Direct and reverse postings ({0})", books.currency()),
                Said.of(
                        folded
                                ? "One line an item: reversals are folded into its total, so the sum is that of all postings."
                                : "What each run moved on each item and pair of accounts, direct and reverse postings apart. The amount is the change of the inventory value."),
                fields.columns(),
                reader -> {
                    Sums sums = new Sums(fields, Money.zero(books.currency()), reader);
                    adjustments.lines().accept(sums::add);
                    sums.end();
                },
                Said.of("Nothing is posted that fits."));
        return new Report(
                "Posted adjustments",
                folded ? "Adjustments by item" : "Adjustments",
                books.name() + ", " + period(request.from(), request.to()),
                List.of(
                        Figure.of("Value changes by" + in, totals.amount(), false),
                        Figure.of(
                                "Direct" + in,
                                totals.amount().plus(totals.storno().negated()),
                                false),
                        Figure.of(
                                "Reverse, storno" + in,
                                totals.storno(),
                                !totals.storno().isZero()),
                        Figure.of("Settlements", totals.settlements(), false)),
                facts(books, request),
                List.of(lines),
                lines,
                List.of(),
                List.of());
    }

    private static List<Fact> facts(Books books, AdjustmentsRequest request) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("Company", books.company() + "  " + books.name()),
                new Fact("Posting dates", period(request.from(), request.to())),
                new Fact("Currency layer", Said.joined(Report.words(books.layer()), ", ", books.currency())),
                new Fact("Reversals", Said.of(request.excludeStorno() ? "folded into totals" : "listed"))));
        if (!request.items().isEmpty()) {
            facts.add(new Fact("Items", String.join(", ", request.items())));
        }
        if (!request.vouchers().isEmpty()) {
            facts.add(new Fact("Vouchers", String.join(", ", request.vouchers())));
        }
        return facts;
    }

    private static Said period(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null) {
            return to == null ? Said.of("all posting dates") : Said.of("up to {0}", to);
        }
        return to == null ? Said.of("from {0}", from) : Said.of("{0} to {1}", from, to);
    }

    /** Gives lines on, with a sum after each item group and after all. */
    private static final class Sums {
        private final Fields<Line> fields;
        private final Consumer<Row> reader;
        private final Money zero;
        private @Nullable String group;
        private Money ofGroup;
        private Money ofAll;
        private long settlementsOfGroup;
        private long settlementsOfAll;
        private int groups;
        private int linesOfGroup;

        Sums(Fields<Line> fields, Money zero, Consumer<Row> reader) {
            this.fields = fields;
            this.zero = zero;
            this.ofGroup = zero;
            this.ofAll = zero;
            this.reader = reader;
        }

        void add(Line line) {
            if (!line.itemGroup().equals(group)) {
                endGroup();
                group = line.itemGroup();
                groups++;
            }
            ofGroup = ofGroup.plus(line.amount());
            ofAll = ofAll.plus(line.amount());
            settlementsOfGroup += line.settlements();
            settlementsOfAll += line.settlements();
            linesOfGroup++;
            reader.accept(fields.row(isStorno(line) ? Style.STORNO : Style.PLAIN, line));
        }

        private void endGroup() {
            if (group != null && linesOfGroup > 1) {
                sum(Style.SUBTOTAL, Said.data(group), settlementsOfGroup, ofGroup);
            }
            ofGroup = zero;
            settlementsOfGroup = 0;
            linesOfGroup = 0;
        }

        void end() {
            endGroup();
            if (groups > 0) {
                sum(Style.TOTAL, Said.of("Total"), settlementsOfAll, ofAll);
            }
        }

        private void sum(Style style, Said name, long settlements, Money amount) {
            reader.accept(fields.sum(style, Map.of("itemGroup", name, "settlements", settlements, "amount", amount)));
        }
    }
}
