package org.periodclose.closing;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Cost objects of items that allow no negative stock and have more issues than receipts. */
final class NegativeStock {
    private NegativeStock() {}

    /** Reads {@code scope_summary}. */
    static final String SQL = """
            select n.item_number, -sum(s.open_quantity) as quantity,
                   coalesce(' (' || nullif(concat_ws(', ', 'site ' || quoted(o.site), 'warehouse ' || quoted(o.warehouse), 'batch ' || quoted(o.batch_number),
                                                     'serial number ' || quoted(o.serial_number)), '') || ')', '') as dimensions
              from scope_summary s
              join item n on n.id = s.item_id
              join cost_object o on o.id = s.cost_object_id
              join item_model_group g on g.id = n.item_model_group_id and not g.negative_stock
             group by n.item_number, o.id
            having sum(s.open_quantity) < 0
             order by n.item_number, o.id
            """;

    /** The issues that a close left unsettled although their items allow no negative stock: it was told to accept that. */
    static void insertExceptions(long run, JdbcClient jdbc) {
        jdbc.sql("""
                        insert into posting_exception (run_id, ordinal, inventory_transaction_id, code, message, remedy)
                        select u.run_id, 1, u.issue_id, 'NEGATIVE_STOCK',
                               format('%s of transaction %s stay unsettled: item %s has more issues than receipts', u.quantity, quoted(t.transaction_id), quoted(i.item_number)),
                               'post the missing receipts; the next close settles the issues'
                          from unsettled_issue u
                          join inventory_transaction t on t.id = u.issue_id
                          join item i on i.id = u.item_id
                          join item_model_group g on g.id = i.item_model_group_id and not g.negative_stock
                          join (select cost_object_id from carry_over where run_id = :run group by cost_object_id
                                having sum(case when layer then quantity - matched else matched - quantity end) < 0) n on n.cost_object_id = t.cost_object_id
                         where u.run_id = :run
                        on conflict do nothing
                        """).param("run", run).update();
        jdbc.sql("""
                        update posting_run set exceptions = e.transactions
                          from (select count(*) as transactions from posting_exception where run_id = :run) e
                         where id = :run and exceptions <> e.transactions
                        """).param("run", run).update();
    }
}
