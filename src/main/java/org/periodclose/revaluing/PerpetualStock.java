package org.periodclose.revaluing;

import java.util.ArrayList;
import java.util.List;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.run.Books;
import org.periodclose.run.OpenDates;
import org.periodclose.run.RunArguments;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the ERP values by itself: each cost object on hand is set to its price by a change of its last receipt. */
final class PerpetualStock implements ValuedStock {
    /** What is on hand of each cost object on the day, and its value: posted costs and what runs in force have settled. */
    private static final String ON_HAND = """
            select b.cost_object_id, sum(b.quantity) as quantity, case when bool_and(b.value is not null) then sum(b.value) end as value
              from (select t.cost_object_id, t.quantity, cost_in(t, :layer) + coalesce(s.amount, 0) as value
                      from run_item i
                      join inventory_transaction t on t.company_id = :company and t.item_id = i.item_id
                      left join (select s.item_id, s.inventory_transaction_id, sum(s.amount) as amount
                                   from active_run r
                                   join settlement s on s.run_id = r.id
                                   join run_item i on i.run_id = :run and i.item_id = s.item_id
                                  where r.company_id = :company and r.currency_layer = :layer and r.posting_date <= :day
                                  group by s.item_id, s.inventory_transaction_id) s
                             on s.item_id = t.item_id and s.inventory_transaction_id = t.id
                     where i.run_id = :run and takes_part(t) <= :day
                    union all
                    select l.cost_object_id, 0, s.amount
                      from active_run r
                      join settlement s on s.run_id = r.id
                      join run_item i on i.run_id = :run and i.item_id = s.item_id
                      join cost_layer l on l.id = s.inventory_transaction_id
                     where r.company_id = :company and r.currency_layer = :layer and r.posting_date <= :day) b
             group by b.cost_object_id
            """;

    private static final String LINES = """
            insert into revaluation_line (run_id, item_id, inventory_transaction_id, cost_object_id, name, quantity, price, amount, inventory_account_id)
            with stock as materialized (<on hand>)
            select :run, o.item_id, t.id, o.id, t.transaction_id, trim_scale(s.quantity), p.price, round(s.quantity * p.price, :decimals) - s.value,
                   case when t.inventory_account is null then i.inventory_account_id else a.id end
              from stock s
              join cost_object o on o.id = s.cost_object_id
              join run_item i on i.run_id = :run and i.item_id = o.item_id
             cross join lateral (select revaluation_price_of(:run, o.item_id, o.site) as price) p
              join (select distinct on (t.cost_object_id) t.cost_object_id, t.id, t.transaction_id, t.inventory_account
                      from run_item i
                      join inventory_transaction t on t.company_id = :company and t.item_id = i.item_id
                     where i.run_id = :run and t.kind = 'RECEIPT' and takes_part(t) <= :day
                     order by t.cost_object_id, takes_part(t) desc, t.sequence desc, t.transaction_id desc) t on t.cost_object_id = s.cost_object_id
              left join main_account a on a.company_id = :company and a.main_account = t.inventory_account
             where s.quantity > 0 and p.price is not null
            """.replace("<on hand>", ON_HAND);

    private static final String LEFT_OUT = """
            update posting_run
               set left_out = (with stock as (<on hand>)
                               select count(*)
                                 from stock s
                                 join cost_object o on o.id = s.cost_object_id
                                where s.quantity <= 0 and revaluation_price_of(:run, o.item_id, o.site) is not null)
             where id = :run
            """.replace("<on hand>", ON_HAND);

    private final RevaluationRequest request;
    private final Books books;

    PerpetualStock(RevaluationRequest request, Books books) {
        this.request = request;
        this.books = books;
    }

    @Override
    public String command() {
        return "revalue";
    }

    @Override
    public List<Fault> faults(JdbcClient jdbc, Work work, RunArguments arguments) {
        return new OpenDates(jdbc)
                .closed(books, request.date()).stream()
                        .map(closed -> Fault.of(
                                FaultCode.INVENTORY_CLOSED,
                                closed.words() + ": " + request.words() + " is not after that",
                                closed.remedy("revalue with a later --date")))
                        .toList();
    }

    @Override
    public List<Fault> freeze(JdbcClient jdbc, long run) {
        StockOnADay stock = new StockOnADay(run, books, request.date(), 0);
        LineRules rules = new LineRules(request, stock, jdbc);
        List<Fault> faults = new ArrayList<>(rules.models(
                true,
                FaultCode.NOT_PERPETUAL,
                "only MOVING_AVERAGE and STANDARD_COST are revalued",
                "leave the item out, and change the value of its receipts with adjust"));
        long lines = stock.ask(jdbc, LINES).update();
        stock.ask(jdbc, LEFT_OUT).update();
        faults.addAll(rules.unpriced(ON_HAND, false));
        if (lines == 0 && faults.isEmpty()) {
            faults.add(Fault.of(
                    FaultCode.NOTHING_SELECTED,
                    "none of the items has stock on " + request.date(),
                    "correct --item, --prices or --date"));
        }
        String valued = "(select distinct item_id, cost_object_id from revaluation_line where run_id = :run)";
        faults.addAll(rules.laterTransactions(valued, (later, byRun) -> "revalue with --date " + later + " or later"));
        faults.addAll(rules.laterRuns(
                valued,
                (later, byRun) -> "revalue with --date " + later + " or later"
                        + (byRun == 0 ? "" : ", or cancel --run " + byRun + " first")));
        faults.addAll(rules.accountsAndCosts());
        return faults;
    }
}
