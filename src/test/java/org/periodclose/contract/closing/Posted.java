package org.periodclose.contract.closing;

import java.util.List;
import org.periodclose.contract.Books;

/** What the tables and views show of a company after its runs. */
final class Posted {
    private Posted() {}

    static List<String> values(Books books, String company) {
        return books.sql().sql("""
                        select v.transaction_id || ' ' || v.value || case v.currency_layer when 'REPORTING' then ' REPORTING' else '' end
                          from period_close_view.inventory_value v
                          join company c on c.company = v.company
                          join inventory_transaction t on t.company_id = c.id and t.transaction_id = v.transaction_id
                         where v.company = ? and (v.currency_layer = 'ACCOUNTING' or t.reporting_cost_amount is not null)
                        """).param(company).query(String.class).list();
    }

    /** In the accounting currency, whatever the rows' state; settlements on made layers count. */
    static List<String> onHand(Books books, String company) {
        return books.sql()
                .sql("""
                        with value as (
                            select t.cost_object_id, t.quantity, v.value
                              from inventory_transaction t
                              join company c on c.id = t.company_id
                              join period_close_view.inventory_value v
                                on v.company = c.company and v.transaction_id = t.transaction_id and v.currency_layer = 'ACCOUNTING'
                             where c.company = :company
                            union all
                            select l.cost_object_id, 0, s.amount
                              from settlement s
                              join active_run r on r.id = s.run_id and r.currency_layer = 'ACCOUNTING'
                              join cost_layer l on l.id = s.inventory_transaction_id
                              join company c on c.id = r.company_id
                             where c.company = :company)
                        select '[' || concat_ws(', ', i.item_number, o.site, o.warehouse, o.batch_number, o.serial_number) || '] '
                                   || trim_scale(sum(v.quantity)) || ' for ' || sum(v.value)
                          from value v
                          join cost_object o on o.id = v.cost_object_id
                          join item i on i.id = o.item_id
                         group by o.id, i.id
                        """)
                .param("company", company)
                .query(String.class)
                .list();
    }
}
