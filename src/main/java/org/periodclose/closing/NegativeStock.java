package org.periodclose.closing;

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
}
