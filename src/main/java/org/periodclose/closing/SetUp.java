package org.periodclose.closing;

import java.util.Objects;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.run.Books;
import org.periodclose.run.QueryPlans;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a run keeps of its request and of the set-up when it is prepared; {@link Frozen} reads it. */
final class SetUp {
    private static final int MAX_ITERATIONS = 1_000;

    private final ValuationRequest request;
    private final Books books;
    private final JdbcClient jdbc;

    SetUp(ValuationRequest request, Books books, JdbcClient jdbc) {
        this.request = request;
        this.books = books;
        this.jdbc = jdbc;
    }

    void keep(long run) {
        arguments(run);
        items(run);
    }

    private void arguments(long run) {
        jdbc.sql("""
                        update posting_run r
                           set minimum_throughput = coalesce(:minimumThroughput::numeric, case r.currency_layer when 'ACCOUNTING' then c.minimum_throughput
                                                                                                                else c.reporting_minimum_throughput end),
                               linked = exists (select from inventory_transaction t
                                           where t.company_id = r.company_id and (t.cost_flow_id is not null or t.return_of is not null)),
                               max_iterations = :maxIterations, accepted = :accepted::text[],
                               selected_items = nullif(:items::text[], '{}'), selected_item_groups = nullif(:itemGroups::text[], '{}')
                          from company c
                         where r.id = :run and c.id = r.company_id
                        """)
                .param("run", run)
                .param("minimumThroughput", request.minimumThroughput())
                .param("maxIterations", Objects.requireNonNullElse(request.maxIterations(), MAX_ITERATIONS))
                .param("accepted", request.accept().toArray(String[]::new))
                .param("items", request.items().toArray(String[]::new))
                .param("itemGroups", request.itemGroups().toArray(String[]::new))
                .update();
    }

    /**
     * What the set-up says now of every item that takes part, and since when it has rows that no close has read; nothing else says it later. An item
     * that the ERP valued at the last close, and that was on hand then, has older ones.
     */
    private void items(long run) {
        LastClose last = LastClose.before(request.date(), books, jdbc);
        jdbc.sql("""
                        insert into run_item (run_id, item_id, item_group_id, inventory_model, include_physical_value, fixed_receipt_price,
                               inventory_account_id, inventory_item_code, profit_account_id, profit_item_code, loss_account_id, loss_item_code,
                               issue_account_id, rounding_profit_account_id, rounding_loss_account_id,
                               price_difference_profit_account_id, price_difference_loss_account_id, selected, since)
                        select :run, i.id, i.item_group_id, m.inventory_model, m.include_physical_value, m.fixed_receipt_price,
                               a.inventory, a.inventory_code, a.profit, a.profit_code, a.loss, a.loss_code, a.issue,
                               case when y.use_rounding_accounts then a.rounding_profit end, case when y.use_rounding_accounts then a.rounding_loss end,
                               a.price_difference_profit, a.price_difference_loss,
                               cardinality(:items::text[]) + cardinality(:itemGroups::text[]) = 0
                                   or i.item_number = any (:items) or g.item_group = any (:itemGroups),
                               case when k.item_id is null
                                         and exists (select from cost_object o
                                                       join closing_balance b on b.run_id = :lastRun and b.cost_object_id = o.id
                                                      where o.item_id = i.id)
                                    then coalesce((select max(r.posting_date)
                                                     from active_run r
                                                     join run_item e on e.run_id = r.id and e.item_id = i.id
                                                    where r.company_id = :company and r.currency_layer = :layer and r.type = 'CLOSE'
                                                      and r.posting_date < :date), '-infinity')
                                    else :lastDate end
                          from item i
                          join company y on y.id = i.company_id
                          join item_group g on g.id = i.item_group_id
                          join item_model m on m.item_id = i.id and m.currency_layer = :layer and is_periodic(m.inventory_model)
                          left join run_item k on k.run_id = :lastRun and k.item_id = i.id
                          join (select p.item_id,
                                       max(p.main_account_id) filter (where p.account_type = 'INVENTORY') as inventory,
                                       max(p.item_code) filter (where p.account_type = 'INVENTORY') as inventory_code,
                                       max(p.main_account_id) filter (where p.account_type = 'PROFIT') as profit,
                                       max(p.item_code) filter (where p.account_type = 'PROFIT') as profit_code,
                                       max(p.main_account_id) filter (where p.account_type = 'LOSS') as loss,
                                       max(p.item_code) filter (where p.account_type = 'LOSS') as loss_code,
                                       max(p.main_account_id) filter (where p.account_type = 'ISSUE') as issue,
                                       max(p.main_account_id) filter (where p.account_type = 'ROUNDING_PROFIT') as rounding_profit,
                                       max(p.main_account_id) filter (where p.account_type = 'ROUNDING_LOSS') as rounding_loss,
                                       max(p.main_account_id) filter (where p.account_type = 'PRICE_DIFFERENCE_PROFIT') as price_difference_profit,
                                       max(p.main_account_id) filter (where p.account_type = 'PRICE_DIFFERENCE_LOSS') as price_difference_loss
                                  from item_account p
                                 where p.company_id = :company
                                 group by p.item_id) a on a.item_id = i.id
                         where i.company_id = :company
                        """)
                .param("run", run)
                .param("company", books.companyId())
                .param("layer", books.layer().name())
                .param("date", request.date())
                .param("lastRun", last.run())
                .param("lastDate", last.date())
                .param("items", request.items().toArray(String[]::new))
                .param("itemGroups", request.itemGroups().toArray(String[]::new))
                .update();
        QueryPlans.refreshStatistics(jdbc, "run_item");
    }
}
