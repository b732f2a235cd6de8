package org.periodclose.revaluing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.costing.UnitPrice;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.run.Books;
import org.periodclose.run.BooksRules;
import org.periodclose.run.Kind;
import org.periodclose.run.OpenDates;
import org.periodclose.run.Page;
import org.periodclose.run.Partition;
import org.periodclose.run.Position;
import org.periodclose.run.QueryPlans;
import org.periodclose.run.Range;
import org.periodclose.run.RequestedCosting;
import org.periodclose.run.RunArguments;
import org.periodclose.run.RunRequest;
import org.periodclose.run.Subject;
import org.periodclose.run.Unit;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A revaluation of what the ERP values, or a conversion to standard cost of what this program values: both set the value of stock to quantity times
 * price, and find every change before they settle the first.
 */
public final class Revaluation implements Work {
    private final RevaluationRequest request;
    private final Books books;
    private final Prices prices;
    private final ValuedStock stock;

    private Revaluation(RevaluationRequest request, Books books) {
        this.request = request;
        this.books = books;
        this.prices = new Prices(request, books);
        this.stock = request.type() == RunType.REVALUATION
                ? new PerpetualStock(request, books)
                : new ConvertedStock(request, books);
    }

    /** A run of it. */
    public static RunRequest requested(RevaluationRequest request) {
        return new RequestedCosting(request, jdbc -> of(request, jdbc));
    }

    static Revaluation of(RevaluationRequest request, JdbcClient jdbc) {
        return new Revaluation(request, Books.of(request.company(), request.layer(), jdbc));
    }

    /** Revaluations and conversions, as kinds of run. */
    public record OfRun(RunType type) implements Kind {
        @Override
        public Work of(long run, JdbcClient jdbc) {
            return jdbc.sql("""
                            select c.company, r.currency_layer, r.posting_date, coalesce(r.selected_items, '{}') as items
                              from posting_run r
                              join company c on c.id = r.company_id
                             where r.id = :run
                            """)
                    .param("run", run)
                    .query((row, number) -> Revaluation.of(
                            RevaluationRequest.of(
                                    type,
                                    row.getString("company"),
                                    CurrencyLayer.valueOf(row.getString("currency_layer")),
                                    row.getObject("posting_date", LocalDate.class),
                                    Set.of((String[]) row.getArray("items").getArray())),
                            jdbc))
                    .single();
        }
    }

    @Override
    public RunType type() {
        return request.type();
    }

    @Override
    public Books books() {
        return books;
    }

    @Override
    public Subject subject() {
        return Subject.of(books.company(), request.words());
    }

    @Override
    public String command() {
        return stock.command();
    }

    @Override
    public String dateOption() {
        return "--date";
    }

    @Override
    public String words() {
        return request.words();
    }

    /** An unfinished one of the day; a conversion also when it is posted, of the same items at the same prices. */
    @Override
    public Optional<Long> run(JdbcClient jdbc) {
        return jdbc
                .sql("""
                        select r.id, r.status = 'RUNNING' as unfinished
                          from posting_run r
                         where r.company_id = :company and r.currency_layer = :layer and r.type = :type and r.posting_date = :date
                           and (r.status = 'RUNNING'
                                or r.type = 'STANDARD_COST_CONVERSION' and r.id in (select id from active_run) and r.selected_items = :items::text[])
                         order by r.status = 'RUNNING' desc
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("type", type().name())
                .param("date", request.date())
                .param("items", request.items().toArray(String[]::new))
                .query((row, number) -> new Found(row.getLong(1), row.getBoolean(2)))
                .stream()
                .filter(found -> found.unfinished() || !prices.differ(jdbc, found.run()))
                .map(Found::run)
                .findFirst();
    }

    private record Found(long run, boolean unfinished) {}

    @Override
    public List<Fault> faults(JdbcClient jdbc, RunArguments arguments, boolean dryRun) {
        List<Fault> faults = new ArrayList<>();
        new OpenDates(jdbc).periodFault(this, arguments.postingDate()).ifPresent(faults::add);
        BooksRules rules = new BooksRules(this, jdbc);
        faults.addAll(rules.faults(arguments));
        faults.addAll(rules.unknownItems(named()));
        faults.addAll(stock.faults(jdbc, this, arguments));
        return faults;
    }

    /** The items that the request names, on the command line or with a price. */
    private Set<String> named() {
        Set<String> named = new TreeSet<>(request.items());
        if (named.isEmpty() && request.prices() != null) {
            request.prices().stream().map(UnitPrice::item).forEach(named::add);
        }
        return named;
    }

    @Override
    public void hold(JdbcClient jdbc) {
        books.hold(jdbc);
    }

    /** About as many as there are cost objects; the run is planned with the exact number. */
    @Override
    public long lines(JdbcClient jdbc) {
        return jdbc.sql("""
                        select count(*)
                          from cost_object o
                          join item i on i.id = o.item_id
                         where o.company_id = :company and (cardinality(:named::text[]) = 0 or i.item_number = any (:named))
                        """)
                .param("company", books.companyId())
                .param("named", named().toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    @Override
    public List<Fault> freeze(JdbcClient jdbc, long run, RunArguments arguments) {
        prices.keep(jdbc, run);
        List<Fault> faults = stock.freeze(jdbc, run);
        jdbc.sql("""
                        update posting_run
                           set planned = (select count(*) from revaluation_line where run_id = :run), price_option = :priceOption,
                               selected_items = nullif(:items::text[], '{}')
                         where id = :run
                        """)
                .param("run", run)
                .param("priceOption", request.priceOption())
                .param("items", request.items().toArray(String[]::new))
                .update();
        QueryPlans.refreshStatistics(jdbc, "revaluation_line");
        return faults;
    }

    @Override
    public List<Range> ranges(JdbcClient jdbc, long run, long lines, int most) {
        return Range.ofEqualSize(lines, most, (after, size) -> range(jdbc, run, after, size));
    }

    private static Range range(JdbcClient jdbc, long run, Position after, long lines) {
        return jdbc.sql("""
                        select item_id, inventory_transaction_id
                          from revaluation_line
                         where run_id = :run and (item_id, inventory_transaction_id) > (:afterItem, :afterTransaction)
                         order by item_id, inventory_transaction_id
                        offset :lines - 1 limit 1
                        """)
                .param("run", run)
                .param("afterItem", after.item())
                .param("afterTransaction", after.transaction())
                .param("lines", lines)
                .query((row, number) -> new Range(0, after, new Position(row.getInt(1), row.getLong(2)), lines))
                .single();
    }

    @Override
    public Stream<Unit> units(JdbcClient jdbc, Partition from, int size) {
        Stream<RevaluedLine> lines = jdbc
                .sql("""
                        select n.item_id, n.inventory_transaction_id, n.name, i.item_group_id, n.amount, n.inventory_account_id,
                               case when n.amount > 0 then i.profit_account_id else i.loss_account_id end
                          from revaluation_line n
                          join run_item i on i.run_id = :run and i.item_id = n.item_id
                         where n.run_id = :run
                           and (n.item_id, n.inventory_transaction_id) > (:item, :transaction)
                           and (n.item_id, n.inventory_transaction_id) <= (:lastItem, :lastTransaction)
                         order by n.item_id, n.inventory_transaction_id
                        """)
                .param("run", from.run())
                .param("item", from.item())
                .param("transaction", from.transaction())
                .param("lastItem", from.lastItem())
                .param("lastTransaction", from.lastTransaction())
                .withFetchSize(size)
                .query((row, number) -> new RevaluedLine(
                        new Position(row.getInt(1), row.getLong(2)),
                        row.getString(3),
                        row.getInt(4),
                        Money.of(from.currency(), row.getBigDecimal(5)),
                        number(row, 6),
                        number(row, 7)))
                .stream();
        return Page.of(lines, size);
    }

    private static @Nullable Integer number(ResultSet row, int column) throws SQLException {
        return row.getObject(column, Integer.class);
    }

    @Override
    public List<String> differences(JdbcClient jdbc, long run) {
        record Begun(List<String> items, String priceOption) {}
        Begun begun = jdbc.sql("select coalesce(selected_items, '{}'), price_option from posting_run where id = :run")
                .param("run", run)
                .query((row, number) ->
                        new Begun(List.of((String[]) row.getArray(1).getArray()), row.getString(2)))
                .single();
        List<String> differences = new ArrayList<>();
        if (!List.copyOf(request.items()).equals(begun.items())) {
            differences.add(
                    begun.items().isEmpty()
                            ? "no --item"
                            : begun.items().stream()
                                    .map(item -> Shell.option("--item", item))
                                    .collect(Collectors.joining(" ")));
        }
        if (!request.priceOption().equals(begun.priceOption()) || prices.differ(jdbc, run)) {
            differences.add(begun.priceOption()
                    + (request.priceOption().equals(begun.priceOption()) ? " with other prices" : ""));
        }
        return differences;
    }
}
