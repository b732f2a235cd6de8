package org.periodclose.intake;

import java.util.Locale;

/**
 * The cost objects and cost flows of inventory transactions: an item with those of its dimensions that its item model group tracks. A transaction keeps the
 * cost object that it was imported into.
 */
final class CostObjects {
    private CostObjects() {}

    /** The dimensions {@code d} that the tracked ones of {@code %1$s} leave of a transaction {@code %2$s}. */
    private static final String TRACKED = """
            cross join lateral (
                   select %2$s.site,
                          case when 'WAREHOUSE' = any (%1$s.financial_dimensions) then %2$s.warehouse end as warehouse,
                          case when 'BATCH' = any (%1$s.financial_dimensions) then %2$s.batch_number end as batch_number,
                          case when 'SERIAL' = any (%1$s.financial_dimensions) then %2$s.serial_number end as serial_number
                   ) d""";

    /** Joins to a staged transaction {@code s} its company {@code c}, its item {@code i} and the dimensions {@code d} of its cost object. */
    private static final String STAGED = """
            staged_inventory_transactions s
              join company c on c.company = s.company
              join item i on i.company_id = c.id and i.item_number = s.item_number
              left join item_model_group g on g.id = i.item_model_group_id
            """ + String.format(Locale.ROOT, TRACKED, "g", "s");

    /** No code is empty; so this is null-safe equality that can be hashed. */
    private static final String SAME = """
            coalesce(o.site, '') = coalesce(%1$s.site, '')
               and coalesce(o.warehouse, '') = coalesce(%1$s.warehouse, '')
               and coalesce(o.batch_number, '') = coalesce(%1$s.batch_number, '')
               and coalesce(o.serial_number, '') = coalesce(%1$s.serial_number, '')""";

    /** The same with its cost object {@code o}, its cost flow {@code f} and the last close {@code z} of its company. */
    static final String OF_STAGED = STAGED + """

              join cost_object o on o.item_id = i.id and\s""" + String.format(Locale.ROOT, SAME, "d") + """

              left join cost_flow f on f.company_id = c.id and f.cost_flow = s.cost_flow
              left join last_close z on z.company_id = c.id""";

    static final String INSERT = """
            insert into cost_object (company_id, item_id, site, warehouse, batch_number, serial_number)
            select n.*
              from (select distinct c.id as company_id, i.id as item_id, d.* from\s""" + STAGED + """

                     where s.sound) n
             where not exists (select from cost_object o where o.item_id = n.item_id and\s""" + String.format(Locale.ROOT, SAME, "n") + """
            )
             order by n.item_id""";

    static final String INSERT_FLOWS = """
            insert into cost_flow (company_id, cost_flow)
            select distinct c.id, s.cost_flow
              from staged_inventory_transactions s
              join company c on c.company = s.company
             where s.sound
               and s.cost_flow <> ''
               and not exists (select from cost_flow f where f.company_id = c.id and f.cost_flow = s.cost_flow)
             order by 1, 2""";

    /** What items were tracked by before the import, of which item or item model group changes. */
    static final String REMEMBER = """
            create temporary table if not exists tracked_before (
                item_id integer primary key, financial_dimensions text[] not null, file text not null, line bigint not null) on commit drop""";

    static final String REMEMBER_OF_GROUPS = """
            insert into tracked_before
            select i.id, g.financial_dimensions, 'item_model_groups.csv', s.line
              from staged_item_model_groups s
              join company c on c.company = s.company
              join item_model_group g on g.company_id = c.id and g.item_model_group = s.item_model_group
              join item i on i.item_model_group_id = g.id
             where s.sound
               and g.financial_dimensions <> s.financial_dimensions
                on conflict do nothing""";

    static final String REMEMBER_OF_ITEMS = """
            insert into tracked_before
            select i.id, coalesce(g.financial_dimensions, array['SITE']), 'items.csv', s.line
              from staged_items s
              join company c on c.company = s.company
              join item i on i.company_id = c.id and i.item_number = s.item_number
              left join item_model_group g on g.id = i.item_model_group_id
             where s.sound
               and s.item_model_group <> coalesce(g.item_model_group, '')
                on conflict do nothing""";

    /**
     * The items that are tracked by other dimensions now, so that some of their transactions would belong to other cost objects, and what is open of them in
     * a currency layer: in the accounting layer always, in another one only where the company closes it with this program.
     */
    static final String FIND_IN_USE = """
            create temporary table items_in_use on commit drop as
            with tracked_otherwise as materialized (
                select distinct b.item_id
                  from tracked_before b
                  join item_model m on m.item_id = b.item_id and m.currency_layer = 'ACCOUNTING' and m.financial_dimensions <> b.financial_dimensions
                  join inventory_transaction t on t.item_id = b.item_id
                  join cost_object o on o.id = t.cost_object_id
            """ + String.format(Locale.ROOT, TRACKED, "m", "t") + """

                 where (o.warehouse, o.batch_number, o.serial_number) is distinct from (d.warehouse, d.batch_number, d.serial_number)
            ), asked as materialized (
                select m.item_id, m.currency_layer
                  from tracked_otherwise x
                  join item_model m on m.item_id = x.item_id
                 where m.currency_layer = 'ACCOUNTING'
                    or is_periodic(m.inventory_model)
                       and exists (select from active_run r where r.company_id = m.company_id and r.currency_layer = m.currency_layer and r.type = 'CLOSE')
            ), settled as materialized (
                select m.item_id, r.currency_layer, m.issue_id, m.layer_id, m.quantity
                  from tracked_otherwise x
                  join match m on m.item_id = x.item_id and m.settled
                  join active_run r on r.id = m.run_id
            ), issued as (
                select currency_layer, issue_id as id, sum(quantity) as quantity from settled group by 1, 2
            ), handed_out as (
                select currency_layer, layer_id as id, sum(quantity) as quantity from settled group by 1, 2
            )
            select a.item_id, a.currency_layer
              from asked a
              join inventory_transaction t on t.item_id = a.item_id and t.open
              left join issued i on i.currency_layer = a.currency_layer and i.id = t.id and t.kind = 'ISSUE'
              left join handed_out h on h.currency_layer = a.currency_layer and h.id = t.id and t.kind = 'RECEIPT'
             where abs(t.quantity - t.settled_quantity) > coalesce(i.quantity, h.quantity, 0)
            union
            select a.item_id, a.currency_layer
              from asked a
              join cost_layer l on l.item_id = a.item_id
              join active_run r on r.id = l.run_id and r.currency_layer = a.currency_layer
              left join handed_out h on h.currency_layer = a.currency_layer and h.id = l.id
             where l.quantity > coalesce(h.quantity, 0)""";

    /** For the name of each of the two files. */
    static final String IN_USE = """
            select b.line,
                   case b.file when 'items.csv' then 'item_model_group' else 'financial_dimensions' end as column,
                   'DIMENSIONS_IN_USE' as code,
                   format('the financial dimensions of item "%s"%s of company "%s" cannot change: transactions of it are open in layer %s',
                          min(i.item_number),
                          case count(distinct i.id) when 1 then '' else format(' and of %s more', count(distinct i.id) - 1) end, c.company,
                          string_agg(distinct u.currency_layer, ' and ')) as what,
                   'keep the dimensions until a close has settled all of it, or give the goods another item number' as remedy
              from items_in_use u
              join tracked_before b on b.item_id = u.item_id
              join item i on i.id = u.item_id
              join company c on c.id = i.company_id
             where b.file = ?
             group by b.file, b.line, c.company
             order by b.line""";
}
