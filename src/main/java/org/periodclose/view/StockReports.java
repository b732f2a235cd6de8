package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.inventory.Grouping;
import org.periodclose.core.inventory.StockRequest;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.Books;
import org.periodclose.inquiry.OnHand;
import org.periodclose.inquiry.OpenLayer;
import org.periodclose.inquiry.StockInquiry.Turnovers;
import org.periodclose.inquiry.StockLine;
import org.periodclose.inquiry.StockLine.Stock;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Report.Fact;
import org.periodclose.view.Report.Figure;
import org.periodclose.view.Table.Style;

/** Stock by quantity and value: at a day, over a period, after a close. */
public final class StockReports {
    private static final Fields<StockLine> WHAT = new Fields<StockLine>()
            .text("itemGroup", "Item group", StockLine::itemGroup)
            .text(
                    "itemNumber",
                    "Item",
                    line -> line.itemNumber() == null ? null : Cell.named(line.itemNumber(), line.name()))
            .text("site", "Site", StockLine::site)
            .text("warehouse", "Warehouse", StockLine::warehouse)
            .text("batchNumber", "Batch", StockLine::batchNumber)
            .text("serialNumber", "Serial number", StockLine::serialNumber)
            .text("inventoryAccount", "Account", StockLine::account)
            .text("storno", "", line -> new Cell.Flag(line.storno(), "storno"));

    private static final Fields<StockLine> CLOSING = stock("", "Quantity", "Value", StockLine::closing);

    private static final Fields<StockLine> TURNOVER = stock("opening", "Opening", "Opening value", StockLine::opening)
            .and(stock("receipts", "Receipts", "Receipts value", StockLine::receipts))
            .and(stock("issues", "Issues", "Issues value", StockLine::issues))
            .and(stock("closing", "Closing", "Closing value", StockLine::closing));

    private static final Fields<OnHand.Balance> BALANCE = new Fields<OnHand.Balance>()
            .text("itemNumber", "Item", balance -> Cell.named(balance.itemNumber(), balance.name()))
            .text("site", "Site", OnHand.Balance::site)
            .text("warehouse", "Warehouse", OnHand.Balance::warehouse)
            .text("batchNumber", "Batch", OnHand.Balance::batchNumber)
            .text("serialNumber", "Serial number", OnHand.Balance::serialNumber)
            .figure("quantity", "Quantity", OnHand.Balance::quantity)
            .figure("value", "Value", balance -> known(balance.value()));

    private StockReports() {}

    private static Fields<StockLine> stock(
            String key, String quantity, String value, Function<StockLine, Stock> stock) {
        return new Fields<StockLine>()
                .figure(
                        key(key, "Quantity"),
                        quantity,
                        line -> new Cell.Amount(stock.apply(line).quantity(), true))
                .figure(
                        key(key, "Value"),
                        value,
                        line -> known(stock.apply(line).value()));
    }

    private static String key(String of, String figure) {
        return of.isEmpty() ? figure.toLowerCase(Locale.ROOT) : of + figure;
    }

    private static Cell known(@Nullable Money value) {
        return value == null ? new Cell.Missing("unknown") : Cell.unlessZero(value);
    }

    private static Object head(Stock stock) {
        return stock.value() == null ? "unknown" : stock.value();
    }

    /** What stock was worth at the end of a day. */
    public static Report value(Turnovers stock) {
        String day = stock.request().to().toString();
        return report(
                stock,
                "Inventory value",
                "Inventory value on " + day,
                Said.data(day),
                CLOSING,
                Said.of(
                        "Cost as the ERP posted it and what runs have changed of it up to the day, receipts less issues."),
                List.of(Figure.of("Value" + in(stock), head(stock.totals().closing()), false)));
    }

    /** What came and went in a period. */
    public static Report turnover(Turnovers stock) {
        StockRequest request = stock.request();
        StockLine totals = stock.totals();
        Said period = Said.of("{0} to {1}", request.from(), request.to());
        return report(
                stock,
                "Balance and turnover",
                "Balance and turnover of inventory",
                period,
                TURNOVER,
                Said.of(
                        "Opening + receipts - issues = closing. An adjustment counts on the side of its transaction; a storno lowers that side."),
                List.of(
                        Figure.of("Opening" + in(stock), head(totals.opening()), false),
                        Figure.of("Receipts" + in(stock), head(totals.receipts()), false),
                        Figure.of("Issues" + in(stock), head(totals.issues()), false),
                        Figure.of("Closing" + in(stock), head(totals.closing()), false)));
    }

    private static Report report(
            Turnovers stock,
            String kind,
            String title,
            Said when,
            Fields<StockLine> figures,
            Said note,
            List<Figure> head) {
        Fields<StockLine> fields = WHAT.only(
                        stock.request().by().stream().map(StockReports::key).toArray(String[]::new))
                .and(figures);
        Table lines = new Table(
                "Stock",
                Said.of("Stock ({0})", stock.books().currency()),
                note,
                fields.columns(),
                reader -> {
                    boolean[] any = {false};
                    stock.lines().accept(line -> {
                        any[0] = true;
                        reader.accept(fields.row(line.storno() ? Style.STORNO : Style.PLAIN, line));
                    });
                    if (any[0]) {
                        // Its quantities are zero, and a page shows nothing in their place: they would be of different
                        // items.
                        reader.accept(fields.row(Style.TOTAL, stock.totals()).called(Said.of("Total")));
                    }
                },
                Said.of("There is no stock."));
        return new Report(
                kind,
                title,
                stock.books().name() + ", " + when,
                head,
                facts(stock, when),
                List.of(lines),
                lines,
                List.of(),
                List.of());
    }

    private static String key(Grouping grouping) {
        return switch (grouping) {
            case ITEM_GROUP -> "itemGroup";
            case ITEM -> "itemNumber";
            case SITE -> "site";
            case WAREHOUSE -> "warehouse";
            case BATCH -> "batchNumber";
            case SERIAL -> "serialNumber";
            case ACCOUNT -> "inventoryAccount";
            case STORNO -> "storno";
        };
    }

    private static String in(Turnovers stock) {
        return " (" + stock.books().currency() + ")";
    }

    private static List<Fact> facts(Turnovers stock, Said when) {
        StockRequest request = stock.request();
        List<Fact> facts = new ArrayList<>(books(stock.books(), when));
        facts.add(new Fact(
                "By", Said.list(request.by().stream().map(Report::words).toList(), ", ")));
        facts.add(new Fact(
                "Read from",
                stock.start().isClose()
                        ? Said.of(
                                "the balances of the close of {0} (run {1}) and what is newer",
                                stock.start().day(), Cell.number(stock.start().run()))
                        : Said.of("all transactions")));
        if (request.expandTransfers()) {
            facts.add(new Fact("Option", Said.of("transfers inside a row are shown")));
        }
        if (request.physical()) {
            facts.add(new Fact("Option", Said.of("goods count on the day on which they moved")));
        }
        return facts;
    }

    private static List<Fact> books(Books books, Said when) {
        return List.of(
                new Fact("Company", books.company() + "  " + books.name()),
                new Fact("Date", when),
                new Fact("Currency layer", Said.joined(Report.words(books.layer()), ", ", books.currency())));
    }

    /** What a close found on hand, and which layers were open after it. */
    public static Report onHand(OnHand onHand) {
        Books books = onHand.books();
        String day = onHand.close().postingDate().toString();
        Table balances = table(
                "On hand",
                Said.of("On hand ({0})", books.currency()),
                Said.of("Each item with those of its dimensions that costs are tracked by."),
                BALANCE,
                onHand.balances()::accept);
        Fields<OpenLayer> layer = SettledViews.LAYER.value("quantity", OpenLayer::quantity);
        Table layers = table(
                "Layers",
                Said.of("Open layers ({0})", books.currency()),
                Said.of("What issues can take cost from: receipts, and layers that closes have made (~RUN/NUMBER)."),
                layer,
                onHand.layers()::accept);
        List<Fact> facts = new ArrayList<>(books(books, Said.data(day)));
        facts.add(
                new Fact("Close", Said.of("run {0}", Cell.number(onHand.close().run()))));
        Said cancelled = RunViews.cancellation(onHand.close());
        if (!cancelled.isEmpty()) {
            facts.add(new Fact(
                    "Status",
                    Said.of(
                            "the close is cancelled by {0}: it counts for nothing",
                            Cell.number(onHand.close().cancelledBy()))));
        }
        return new Report(
                "On hand",
                "On hand after the close of " + day,
                books.name() + ", " + day + cancelled,
                List.of(),
                facts,
                List.of(balances, layers),
                balances,
                List.of(),
                List.of());
    }

    private static <T> Table table(String name, Said title, Said note, Fields<T> fields, Rows<T> rows) {
        return new Table(
                name,
                title,
                note,
                fields.columns(),
                reader -> rows.forEach(row -> reader.accept(fields.row(Style.PLAIN, row))),
                Said.of("There is none."));
    }
}
