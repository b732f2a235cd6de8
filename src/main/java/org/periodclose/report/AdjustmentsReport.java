package org.periodclose.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.report.PostedAdjustments.Details;
import org.periodclose.report.PostedAdjustments.Line;
import org.periodclose.report.PostedAdjustments.Totals;
import org.periodclose.report.Report.Fact;
import org.periodclose.report.Table.Column;
import org.periodclose.report.Table.Row;
import org.periodclose.report.Table.Style;

/** Posted adjustments item by item: direct and reverse postings line by line, or reversals folded into the total of their item. */
final class AdjustmentsReport {
    private final Books books;
    private final AdjustmentsRequest request;
    private final PostedAdjustments adjustments;

    AdjustmentsReport(Books books, AdjustmentsRequest request, PostedAdjustments adjustments) {
        this.books = books;
        this.request = request;
        this.adjustments = adjustments;
    }

    Report report() {
        Totals totals = adjustments.totals(books, request);
        String in = " (" + books.currency() + ")";
        Table lines = new Table(
                "Adjustments",
                (request.excludeStorno() ? "Items" : "Direct and reverse postings") + in,
                request.excludeStorno()
                        ? "One line an item: reversals are folded into its total, so the sum is that of all postings."
                        : "What each run moved on each item and pair of accounts, direct and reverse postings apart. The amount is the change of the inventory value.",
                request.excludeStorno() ? foldedColumns() : columns(),
                this::rows,
                "Nothing is posted that fits.");
        return new Report(
                "Posted adjustments",
                request.excludeStorno() ? "Adjustments by item" : "Adjustments",
                books.name() + ", " + period(request.from(), request.to()),
                List.of(
                        new Report.Figure(
                                "Value changes by" + in,
                                Cell.of(totals.amount()).shown(),
                                false),
                        new Report.Figure(
                                "Direct" + in,
                                Cell.of(totals.amount().plus(totals.storno().negated()))
                                        .shown(),
                                false),
                        new Report.Figure(
                                "Reverse, storno" + in,
                                Cell.of(totals.storno()).shown(),
                                !totals.storno().isZero()),
                        new Report.Figure(
                                "Settlements", Cell.of(totals.settlements()).shown(), false)),
                facts(),
                List.of(lines),
                lines,
                List.of());
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("Company", books.company() + "  " + books.name()),
                new Fact("Posting dates", period(request.from(), request.to())),
                new Fact("Currency layer", RunReport.words(books.layer()) + ", " + books.currency()),
                new Fact("Reversals", request.excludeStorno() ? "folded into totals" : "listed")));
        if (!request.items().isEmpty()) {
            facts.add(new Fact("Items", String.join(", ", request.items())));
        }
        if (!request.vouchers().isEmpty()) {
            facts.add(new Fact("Vouchers", String.join(", ", request.vouchers())));
        }
        return facts;
    }

    private static String period(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null) {
            return to == null ? "all posting dates" : "up to " + to;
        }
        return to == null ? "from " + from : from + " to " + to;
    }

    private static List<Column> columns() {
        return List.of(
                Column.text("Item group", "item_group"),
                Column.text("Item", "item_number"),
                Column.code("Date", "posting_date"),
                Column.code("Voucher", "voucher"),
                Column.figure("Run", "run"),
                Column.text("", "type"),
                Column.text("Debit", "debit_account"),
                Column.text("Credit", "credit_account"),
                Column.figure("Settlements", "settlements"),
                Column.figure("Amount", "amount"),
                Column.text("", "storno"));
    }

    private static List<Column> foldedColumns() {
        return List.of(
                Column.text("Item group", "item_group"),
                Column.text("Item", "item_number"),
                Column.figure("Settlements", "settlements"),
                Column.figure("Amount", "amount"));
    }

    private void rows(Consumer<Row> reader) {
        Sums sums = new Sums(reader);
        adjustments.lines(books, request, sums::add);
        sums.end();
    }

    /** Tells lines on, with a sum after each item group and after all. */
    private final class Sums {
        private final Consumer<Row> reader;
        private final Money zero = Money.zero(books.currency());
        private @Nullable String group;
        private Money ofGroup = zero;
        private Money ofAll = zero;
        private long settlementsOfGroup;
        private long settlementsOfAll;
        private int groups;
        private int linesOfGroup;

        Sums(Consumer<Row> reader) {
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
            reader.accept(row(line));
        }

        private void endGroup() {
            if (group != null && linesOfGroup > 1) {
                reader.accept(sum(Style.SUBTOTAL, group, settlementsOfGroup, ofGroup));
            }
            ofGroup = zero;
            settlementsOfGroup = 0;
            linesOfGroup = 0;
        }

        void end() {
            endGroup();
            if (groups > 0) {
                reader.accept(sum(Style.TOTAL, "Total", settlementsOfAll, ofAll));
            }
        }
    }

    private Row sum(Style style, String name, long settlements, Money amount) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.of(name), Cell.blank()));
        if (!request.excludeStorno()) {
            cells.addAll(List.of(Cell.blank(), Cell.blank(), Cell.blank(), Cell.blank(), Cell.blank(), Cell.blank()));
        }
        cells.addAll(List.of(Cell.of(settlements), Cell.of(amount)));
        if (!request.excludeStorno()) {
            cells.add(Cell.blank());
        }
        return new Row(style, cells);
    }

    private static Row row(Line line) {
        List<Cell> cells =
                new ArrayList<>(List.of(Cell.of(line.itemGroup()), new Cell.Named(line.itemNumber(), line.name())));
        Details details = line.details();
        if (details != null) {
            cells.addAll(List.of(
                    new Cell.Day(details.postingDate()),
                    Cell.of(details.voucher()),
                    Cell.of(details.run()),
                    new Cell.Coded(details.type().name(), details.type() == RunType.CANCELLATION ? "cancels" : ""),
                    Cell.of(details.debit()),
                    Cell.of(details.credit())));
        }
        cells.addAll(List.of(Cell.of(line.settlements()), Cell.of(line.amount())));
        if (details != null) {
            cells.add(new Cell.Flag(details.storno(), "storno"));
        }
        return new Row(details != null && details.storno() ? Style.STORNO : Style.PLAIN, cells);
    }
}
