package org.periodclose.closing;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is on hand of each cost object at the end of the day of a close: the balance of the last close and what came after it, with what runs had
 * changed before of goods whose invoice came after it.
 */
final class ClosingBalances {
    private ClosingBalances() {}

    static void insert(Frozen frozen, JdbcClient jdbc) {
        jdbc.sql("""
                        insert into closing_balance (run_id, cost_object_id, quantity, value)
                        select :run, cost_object_id, sum(quantity), case when bool_and(value is not null) then sum(value) end
                          from (select cost_object_id, quantity, value from closing_balance where run_id = :lastRun
                                union all
                                select t.cost_object_id, sum(t.quantity), case when bool_and(cost_in(t, :layer) is not null) then sum(cost_in(t, :layer)) end
                                  from inventory_transaction t
                                 where t.company_id = :company
                                   and takes_part_within(t, :lastDate, :date)
                                 group by t.cost_object_id
                                union all
                                select coalesce(t.cost_object_id, l.cost_object_id), 0, sum(s.amount)
                                  from posting_run r
                                  join settlement s on s.run_id = r.id
                                  left join inventory_transaction t on t.id = s.inventory_transaction_id
                                  left join cost_layer l on l.id = s.inventory_transaction_id
                                 where r.company_id = :company and r.currency_layer = :layer and r.posting_date <= :date
                                   and (r.id = :run or r.id in (select id from active_run)
                                                       and (r.posting_date > :lastDate or r.posting_date = :lastDate and r.type = 'ON_HAND_ADJUSTMENT'))
                                   and (t.id is null or takes_part(t) <= :date)
                                 group by 1
                                union all
                                select t.cost_object_id, 0, sum(s.amount)
                                  from inventory_transaction t
                                  join settlement s on s.item_id = t.item_id and s.inventory_transaction_id = t.id
                                  join active_run r on r.id = s.run_id and r.currency_layer = :layer
                                 where t.company_id = :company and :lastRun > 0
                                   and takes_part_within(t, :lastDate, :date)
                                   and r.posting_date <= :lastDate and r.type <> 'ON_HAND_ADJUSTMENT'
                                 group by 1) b
                         group by cost_object_id
                        having sum(quantity) <> 0 or sum(value) <> 0 or bool_or(value is null)
                        on conflict do nothing
                        """)
                .param("run", frozen.run())
                .param("company", frozen.books().companyId())
                .param("layer", frozen.books().layer().name())
                .param("date", frozen.date())
                .param("lastRun", frozen.last().run())
                .param("lastDate", frozen.last().date())
                .update();
    }
}
