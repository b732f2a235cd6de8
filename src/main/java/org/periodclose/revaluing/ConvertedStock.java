package org.periodclose.revaluing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.run.Books;
import org.periodclose.run.OpenDates;
import org.periodclose.run.RunArguments;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What this program values up to a close: what is open after it is set to standard cost on the next day. A cost object is worth quantity times price
 * then; its layers share that by their quantities, in the order of time, each to the unit of the currency.
 */
final class ConvertedStock implements ValuedStock {
    /** The balances of the close, with what on-hand adjustments of it have changed. */
    private static final String ON_HAND = """
            select b.cost_object_id, sum(b.quantity) as quantity, case when bool_and(b.value is not null) then sum(b.value) end as value
              from (select c.cost_object_id, c.quantity, c.value
                      from run_item i
                      join cost_object o on o.item_id = i.item_id
                      join closing_balance c on c.run_id = :close and c.cost_object_id = o.id
                     where i.run_id = :run
                    union all
                    select coalesce(t.cost_object_id, l.cost_object_id), 0, s.amount
                      from active_run r
                      join settlement s on s.run_id = r.id
                      join run_item i on i.run_id = :run and i.item_id = s.item_id
                      left join inventory_transaction t on t.id = s.inventory_transaction_id
                      left join cost_layer l on l.id = s.inventory_transaction_id
                     where r.company_id = :company and r.currency_layer = :layer and r.posting_date = :day and r.type = 'ON_HAND_ADJUSTMENT') b
             group by b.cost_object_id
            """;

    /** What is open after the close, or after on-hand adjustments of it; a cost object that has no open layer is valued by its last receipt. */
    private static final String LINES = """
            insert into revaluation_line (run_id, item_id, inventory_transaction_id, cost_object_id, name, quantity, price, amount, inventory_account_id)
            with stock as materialized (<on hand>
            ), on_hand_run as materialized (
                select id from active_run
                 where company_id = :company and currency_layer = :layer and type = 'ON_HAND_ADJUSTMENT' and posting_date = :day
            ), handed as (
                select m.item_id, m.layer_id as id, sum(m.quantity) as quantity, sum(m.amount) as amount
                  from match m
                  join run_item i on i.run_id = :run and i.item_id = m.item_id
                 where m.principle = 'ON_HAND' and m.run_id in (select id from on_hand_run)
                 group by m.item_id, m.layer_id
            ), kept as (
                select c.item_id, c.cost_object_id, c.id, c.quantity - c.matched as quantity, c.value - c.handed as value
                  from carry_over c
                  join run_item i on i.run_id = :run and i.item_id = c.item_id
                 where c.run_id = :close and c.layer and c.quantity > c.matched
                union all
                select l.item_id, l.cost_object_id, l.id, l.quantity,
                       coalesce((select sum(m.amount) from match m where m.item_id = l.item_id and m.issue_id = l.id), 0)
                       + coalesce((select sum(s.amount) from settlement s
                                    where s.item_id = l.item_id and s.inventory_transaction_id = l.id and s.run_id in (select id from on_hand_run)), 0)
                  from cost_layer l
                  join run_item i on i.run_id = :run and i.item_id = l.item_id
                 where l.run_id in (select id from on_hand_run)
            ), open_layer as materialized (
                select k.item_id, k.cost_object_id, k.id, k.quantity - coalesce(h.quantity, 0) as quantity, k.value - coalesce(h.amount, 0) as value
                  from kept k
                  left join handed h on h.item_id = k.item_id and h.id = k.id
                 where k.quantity > coalesce(h.quantity, 0)
            ), layer as (
                select * from open_layer
                union all
                select o.item_id, o.id, r.id, s.quantity, s.value
                  from stock s
                  join cost_object o on o.id = s.cost_object_id
                 cross join lateral (select t.id from inventory_transaction t
                                      where t.company_id = :company and t.item_id = o.item_id and t.cost_object_id = o.id and t.kind = 'RECEIPT'
                                        and takes_part(t) <= :day
                                      order by takes_part(t) desc, t.sequence desc, t.transaction_id desc
                                      limit 1) r
                 where s.quantity > 0 and not exists (select from open_layer l where l.item_id = o.item_id and l.cost_object_id = o.id)
            ), named as (
                select y.*, coalesce(t.transaction_id, layer_label(c, :run)) as name, coalesce(takes_part(t), c.date) as date, coalesce(t.sequence, -1) as sequence,
                       case when t.id is not null then t.inventory_account else f.inventory_account end as inventory_account
                  from layer y
                  left join inventory_transaction t on t.id = y.id
                  left join cost_layer c on c.id = y.id
                  left join lateral (
                       with recursive source (id) as (
                           select y.id
                           union
                           select h.layer_id from source z join match h on h.item_id = y.item_id and h.issue_id = z.id
                            where z.id in (select made.id from cost_layer made where made.item_id = y.item_id)
                       )
                       select case when count(distinct coalesce(r.inventory_account, '')) = 1 then max(r.inventory_account) end as inventory_account
                         from source z
                         join inventory_transaction r on r.id = z.id) f on t.id is null
            ), shared as (
                select n.*, sum(n.quantity) over object as whole, sum(n.value) over object as worth,
                       coalesce(sum(n.quantity) over (object order by n.date, n.sequence, n.name collate "C" rows between unbounded preceding and 1 preceding), 0) as before
                  from named n
                window object as (partition by n.cost_object_id)
            )
            select :run, h.item_id, h.id, h.cost_object_id, h.name, trim_scale(h.quantity), p.price,
                   handed_out(g.value, h.before + h.quantity, h.whole, :decimals) - handed_out(g.value, h.before, h.whole, :decimals) - h.value,
                   case when h.inventory_account is null then i.inventory_account_id else a.id end
              from shared h
              join run_item i on i.run_id = :run and i.item_id = h.item_id
              join cost_object o on o.id = h.cost_object_id
             cross join lateral (select revaluation_price_of(:run, o.item_id, o.site) as price) p
              left join stock s on s.cost_object_id = h.cost_object_id
             cross join lateral (select h.worth + round(coalesce(s.quantity, 0) * p.price, :decimals)
                                        - case when s.cost_object_id is null then 0 else s.value end as value) g
              left join main_account a on a.company_id = :company and a.main_account = h.inventory_account
             where p.price is not null
            """.replace("<on hand>", ON_HAND);

    private final RevaluationRequest request;
    private final Books books;
    private final LocalDate closedOn;

    ConvertedStock(RevaluationRequest request, Books books) {
        this.request = request;
        this.books = books;
        this.closedOn = request.date().minusDays(1);
    }

    @Override
    public String command() {
        return "convert";
    }

    @Override
    public List<Fault> faults(JdbcClient jdbc, Work work, RunArguments arguments) {
        Optional<Fault> closed = new OpenDates(jdbc)
                .closed(books, request.date())
                .map(last -> Fault.of(
                        FaultCode.INVENTORY_CLOSED,
                        last.words() + ": " + request.words() + " is not after that",
                        "convert with --date " + last.date().plusDays(1)));
        return closed.or(() -> close(jdbc) == 0 ? Optional.of(noClose()) : Optional.empty()).stream()
                .toList();
    }

    private Fault noClose() {
        String layer = books.layer() == CurrencyLayer.REPORTING ? " --layer reporting" : "";
        return Fault.of(
                FaultCode.NO_CLOSE,
                "company " + Text.quoted(books.company()) + " was not closed by this program on " + closedOn
                        + " in the " + books.layer() + " layer, the day before " + request.words(),
                "run close " + Shell.company(books.company()) + layer + " --date " + closedOn
                        + " first, or convert with the day after the last close");
    }

    /** The number of the close of the day before; 0: there is none. */
    private long close(JdbcClient jdbc) {
        return jdbc.sql("""
                        select id from active_run
                         where company_id = :company and currency_layer = :layer and type = 'CLOSE' and posting_date = :day
                        """)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("day", closedOn)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public List<Fault> freeze(JdbcClient jdbc, long run) {
        StockOnADay stock = new StockOnADay(run, books, closedOn, close(jdbc));
        LineRules rules = new LineRules(request, stock, jdbc);
        List<Fault> faults = new ArrayList<>(rules.models(
                false,
                FaultCode.NOT_PERIODIC,
                "only what this program values is converted",
                "leave the item out, and set its value with revalue"));
        stock.ask(jdbc, LINES).update();
        String items =
                "(select o.item_id, o.id as cost_object_id from run_item i join cost_object o on o.item_id = i.item_id where i.run_id = :run)";
        faults.addAll(rules.laterTransactions(
                items, (later, byRun) -> "close " + later + " or a later day, then convert with the day after it"));
        faults.addAll(rules.laterRuns(
                items,
                (later, byRun) -> (byRun == 0 ? "" : "cancel --run " + byRun + " first, or ") + "close " + later
                        + " or a later day and convert with the day after it"));
        faults.addAll(rules.unpriced(ON_HAND, true));
        faults.addAll(rules.negative(ON_HAND));
        faults.addAll(rules.accountsAndCosts());
        return faults;
    }
}
