package org.periodclose.closing;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.run.Books;
import org.periodclose.run.Kind;
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
 * A recalculation or a close: finds the cost of all issues up to a day and posts what differs from what is posted. A close also keeps what it has
 * found and locks the days; a recalculation keeps nothing.
 */
public final class Valuation implements Work {
    /** What a close fills beside settlements. */
    private static final List<String> KEPT =
            List.of("cost_layer", "match", "carry_over", "unsettled_issue", "circle", "circle_remainder");

    /** What is kept when a run is prepared, and gets its number then. */
    private static final List<String> FROZEN = List.of("run_item", "run_component", "run_left_out");

    private final ValuationRequest request;
    private final Books books;

    private Valuation(ValuationRequest request, Books books) {
        this.request = request;
        this.books = books;
    }

    /** A run of it. */
    public static RunRequest requested(ValuationRequest request) {
        return new RequestedCosting(request, jdbc -> of(request, jdbc));
    }

    static Valuation of(ValuationRequest request, JdbcClient jdbc) {
        return new Valuation(request, Books.of(request.company(), request.layer(), jdbc));
    }

    /** Recalculations and closes, as kinds of run. */
    public record OfRun(RunType type) implements Kind {
        @Override
        public Work of(long run, JdbcClient jdbc) {
            return jdbc.sql("""
                            select c.company, r.currency_layer, r.posting_date, r.selected_items, r.selected_item_groups
                              from posting_run r
                              join company c on c.id = r.company_id
                             where r.id = :run
                            """)
                    .param("run", run)
                    .query((row, number) -> Valuation.of(
                            ValuationRequest.of(
                                    type,
                                    row.getString("company"),
                                    CurrencyLayer.valueOf(row.getString("currency_layer")),
                                    row.getObject("posting_date", LocalDate.class),
                                    set(row.getArray("selected_items")),
                                    set(row.getArray("selected_item_groups"))),
                            jdbc))
                    .single();
        }
    }

    private static Set<String> set(@Nullable Array values) throws SQLException {
        return values == null ? Set.of() : Set.of((String[]) values.getArray());
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
        return isClose() ? "close" : "recalculate";
    }

    @Override
    public String dateOption() {
        return "--date";
    }

    @Override
    public String words() {
        return request.words();
    }

    private boolean isClose() {
        return type() == RunType.CLOSE;
    }

    /** A close of the day, done or not; a recalculation of the day and the same items only while it is unfinished. */
    @Override
    public Optional<Long> run(JdbcClient jdbc) {
        return jdbc.sql("""
                        select r.id
                          from posting_run r
                         where r.company_id = :company and r.currency_layer = :layer and r.type = :type and r.posting_date = :date
                           and (r.status = 'RUNNING' or r.type = 'CLOSE' and r.id in (select id from active_run))
                           and coalesce(r.selected_items, '{}') = :items::text[] and coalesce(r.selected_item_groups, '{}') = :itemGroups::text[]
                         order by r.status = 'RUNNING' desc
                         limit 1
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("type", type().name())
                .param("date", request.date())
                .param("items", request.items().toArray(String[]::new))
                .param("itemGroups", request.itemGroups().toArray(String[]::new))
                .query(Long.class)
                .optional();
    }

    /** A recalculation without any transaction in scope makes no run; whether something of them is still open does not matter. */
    @Override
    public boolean isEmpty(JdbcClient jdbc) {
        return !isClose()
                && !jdbc.sql("""
                                select exists (select
                                                 from inventory_transaction t
                                                 join item n on n.id = t.item_id
                                                 join item_group g on g.id = n.item_group_id
                                                 join item_model i on i.item_id = t.item_id and i.currency_layer = :layer and is_periodic(i.inventory_model)
                                                where t.company_id = :company and (t.open and takes_part(t) <= :date or <physical>)
                                                  and (t.cost_flow_id is null or t.cost_flow_id not in (<left out>))
                                                  and (cardinality(:items::text[]) + cardinality(:itemGroups::text[]) = 0
                                                       or n.item_number = any (:items) or g.item_group = any (:itemGroups)))
                                """.replace("<physical>", LinkedScope.of(ScopeSql.IS_PHYSICAL, false))
                                .replace("<left out>", Components.LEFT_OUT_FLOWS))
                        .param("company", books.companyId())
                        .param("layer", books.layer().name())
                        .param("date", request.date())
                        .param("items", request.items().toArray(String[]::new))
                        .param("itemGroups", request.itemGroups().toArray(String[]::new))
                        .query(Boolean.class)
                        .single()
                && new ValuationRules(this, request, jdbc).unknown().isEmpty();
    }

    @Override
    public List<Fault> faults(JdbcClient jdbc, RunArguments arguments, boolean dryRun) {
        return new ValuationRules(this, request, jdbc).faults(arguments);
    }

    @Override
    public void hold(JdbcClient jdbc) {
        books.hold(jdbc);
    }

    /** About as many as there are: new, carried over, changed after they were settled. The run is planned with the exact number. */
    @Override
    public long lines(JdbcClient jdbc) {
        LastClose last = LastClose.before(request.date(), books, jdbc);
        return jdbc.sql("""
                        select (select count(*)
                                  from inventory_transaction t
                                  join item i on i.id = t.item_id
                                  join item_group g on g.id = i.item_group_id
                                  join item_model m on m.item_id = t.item_id and m.currency_layer = :layer and is_periodic(m.inventory_model)
                                 where t.company_id = :company and t.open
                                   and (takes_part_within(t, :lastDate, :date)
                                        or (t.financial_date is null or t.financial_date > :date) and t.physical_date <= :date and m.include_physical_value
                                           and m.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE'))
                                   and (cardinality(:items::text[]) + cardinality(:itemGroups::text[]) = 0
                                        or i.item_number = any (:items) or g.item_group = any (:itemGroups)))
                             + (select count(*)
                                  from carry_over c
                                  join item i on i.id = c.item_id
                                  join item_group g on g.id = i.item_group_id
                                 where c.run_id = :lastRun
                                   and (cardinality(:items::text[]) + cardinality(:itemGroups::text[]) = 0
                                        or i.item_number = any (:items) or g.item_group = any (:itemGroups)))
                             + (select count(*)
                                  from active_run r
                                  join settlement s on s.run_id = r.id
                                  join item i on i.id = s.item_id
                                  join item_group g on g.id = i.item_group_id
                                  join item_model m on m.item_id = s.item_id and m.currency_layer = :layer and is_periodic(m.inventory_model)
                                 where :lastRun > 0 and r.company_id = :company and r.currency_layer = :layer and r.posting_date <= :date
                                   and (r.posting_date > :lastDate or r.posting_date = :lastDate and r.type = 'ON_HAND_ADJUSTMENT')
                                   and exists (select from match x where x.item_id = s.item_id and x.layer_id = s.inventory_transaction_id and x.settled)
                                   and (cardinality(:items::text[]) + cardinality(:itemGroups::text[]) = 0
                                        or i.item_number = any (:items) or g.item_group = any (:itemGroups)))
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("date", request.date())
                .param("lastRun", last.run())
                .param("lastDate", last.date())
                .param("items", request.items().toArray(String[]::new))
                .param("itemGroups", request.itemGroups().toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    @Override
    public List<Fault> freeze(JdbcClient jdbc, long run, RunArguments arguments) {
        new SetUp(request, books, jdbc).keep(run);
        Frozen frozen = Frozen.of(run, books, jdbc);
        if (frozen.linked()) {
            new Components(frozen, jdbc).keep();
        }
        summarise(jdbc, run);
        return new ScopeRules(Frozen.of(run, books, jdbc), request, jdbc).faults();
    }

    /** What takes part, summed by cost object, for the rules and the ranges; and ids for as many made layers as there can be. */
    private void summarise(JdbcClient jdbc, long run) {
        Frozen.of(run, books, jdbc)
                .ask(
                        jdbc,
                        "create temporary table scope_summary on commit drop as " + ScopeSql.SUMMARY,
                        Position.BEGINNING,
                        Position.END)
                .update();
        QueryPlans.refreshStatistics(jdbc, "scope_summary");
        jdbc.sql("""
                        update posting_run r
                           set planned = c.lines, first_cost_layer = case when r.type = 'CLOSE' then reserve_cost_layers(c.lines) end
                          from (select coalesce(sum(lines), 0)::bigint as lines from scope_summary) c
                         where r.id = :run
                        """).param("run", run).update();
    }

    /** Whole cost objects, and those together that depend on each other. */
    @Override
    public List<Range> ranges(JdbcClient jdbc, long run, long lines, int most) {
        record Cut(int item, long object, long lines) {}
        FROZEN.forEach(table -> QueryPlans.refreshStatistics(jdbc, table));
        List<Cut> cuts = jdbc.sql("""
                        select max(item_id) as item, max(cost_object_id) filter (where last) as object, sum(lines) as lines
                          from (select item_id, cost_object_id, lines, part,
                                       row_number() over (partition by part order by item_id desc, cost_object_id desc) = 1 as last
                                  from (select *, floor((sum(lines) over (order by item_id, cost_object_id) - 1) * :most / greatest(:lines, 1)) as part
                                          from (select coalesce(k.leader_item_id, s.item_id) as item_id,
                                                       coalesce(k.leader_object_id, s.cost_object_id) as cost_object_id, sum(s.lines) as lines
                                                  from scope_summary s
                                                  left join run_component k on k.run_id = :run and k.cost_object_id = s.cost_object_id
                                                 group by 1, 2) o) c) p
                         group by part
                         order by part
                        """)
                .param("run", run)
                .param("most", most)
                .param("lines", lines)
                .query(Cut.class)
                .list();
        List<Range> ranges = new ArrayList<>();
        Position after = Position.BEGINNING;
        for (Cut cut : cuts) {
            boolean end = ranges.size() == cuts.size() - 1;
            Position last = end ? Position.END : new Position(cut.item(), cut.object());
            ranges.add(new Range(0, after, last, cut.lines()));
            after = last;
        }
        return ranges.isEmpty() ? List.of(new Range(0, after, Position.END, 0)) : ranges;
    }

    @Override
    public Stream<Unit> units(JdbcClient jdbc, Partition from, int size) {
        long before = jdbc.sql(
                        "select coalesce(sum(lines), 0) from run_partition where run_id = :run and partition < :partition")
                .param("run", from.run())
                .param("partition", from.partition())
                .query(Long.class)
                .single();
        Frozen frozen = Frozen.of(from.run(), books, jdbc);
        return StockUnits.of(new ValuedComponents(jdbc, frozen, from), frozen, from, before, size);
    }

    @Override
    public boolean plansWith(String copy) {
        return copy.equals(Component.CIRCLES);
    }

    @Override
    public long circles(JdbcClient jdbc, long run, long found) {
        Frozen frozen = Frozen.of(run, books, jdbc);
        return isClose() && frozen.linked() ? new Components(frozen, jdbc).keepCircles() : found;
    }

    @Override
    public void settled(JdbcClient jdbc, long run) {
        if (isClose()) {
            KEPT.forEach(table -> QueryPlans.refreshStatistics(jdbc, table));
            Frozen frozen = Frozen.of(run, books, jdbc);
            ClosingBalances.insert(frozen, jdbc);
            CloseLog.tell(run, jdbc);
            if (frozen.linked()) {
                new Components(frozen, jdbc).keepCircles();
            }
            NegativeStock.insertExceptions(run, jdbc);
        }
    }

    @Override
    public List<String> differences(JdbcClient jdbc, long run) {
        record Begun(BigDecimal minimumThroughput, int maxIterations, String accepted) {}
        Begun begun = jdbc.sql("""
                        select minimum_throughput, max_iterations, coalesce(array_to_string(accepted, ','), '') as accepted
                          from posting_run where id = :run
                        """).param("run", run).query(Begun.class).single();
        List<String> differences = new ArrayList<>();
        if (request.minimumThroughput() != null
                && request.minimumThroughput().compareTo(begun.minimumThroughput()) != 0) {
            differences.add("--minimum-throughput " + begun.minimumThroughput().toPlainString());
        }
        if (request.maxIterations() != null && request.maxIterations() != begun.maxIterations()) {
            differences.add("--max-iterations " + begun.maxIterations());
        }
        if (!request.accept().isEmpty() && !String.join(",", request.accept()).equals(begun.accepted())) {
            differences.add(begun.accepted().isEmpty() ? "no --accept" : "--accept " + begun.accepted());
        }
        return differences;
    }
}
