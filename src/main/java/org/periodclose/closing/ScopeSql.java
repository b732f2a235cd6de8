package org.periodclose.closing;

import java.util.Locale;

/**
 * The queries that find what a calculation looks at (close.md sections 2, 3.9 and 6): what is carried over from the last close, what is dated after it,
 * what is only physically updated, and what has changed of what is older. Parameters: company, layer, date, lastRun, lastDate, run (its rows in run_item
 * say which items and models, and since when each has rows that no close has read), firstDate (the earliest of these days), and the range of cost
 * objects (item, object) to (lastItem, lastObject].
 */
final class ScopeSql {
    private ScopeSql() {}

    /** What was posted since the last close, and the layers of older closes whose value changes by it, with all that takes from them. */
    private static final String SINCE = """
            with recursive since as materialized (
                select s.item_id, s.inventory_transaction_id as id, sum(s.amount) as amount
                  from active_run r
                  join settlement s on s.run_id = r.id
                  join run_item i on i.run_id = :run and i.item_id = s.item_id
                 where r.company_id = :company and r.currency_layer = :layer and r.posting_date <= :date
                   and (r.posting_date > :firstDate or (r.posting_date = :firstDate and r.type = 'ON_HAND_ADJUSTMENT'))
                   and (r.posting_date > i.since or (r.posting_date = i.since and r.type = 'ON_HAND_ADJUSTMENT'))
                   and s.item_id between :item and :lastItem
                 group by s.item_id, s.inventory_transaction_id
            ), earlier_close as materialized (
                select id from active_run
                 where company_id = :company and currency_layer = :layer and type = 'CLOSE' and posting_date <= :lastDate
            ), late_layer (item_id, id) as (
                select s.item_id, s.id
                  from since s
                 where :lastRun > 0 and s.amount <> 0
                   and exists (select from match m where m.item_id = s.item_id and m.layer_id = s.id and m.settled
                                  and m.run_id in (select id from earlier_close))
                union
                select m.item_id, l.id
                  from late_layer y
                  join match m on m.item_id = y.item_id and m.layer_id = y.id and m.settled and m.run_id in (select id from earlier_close)
                  join cost_layer l on l.id = m.issue_id
            ), late_match as materialized (
                select m.item_id, m.layer_id, m.issue_id, m.from_quantity, m.principle, sum(m.quantity) as quantity, sum(m.amount) as amount
                  from late_layer y
                  join match m on m.item_id = y.item_id and m.layer_id = y.id and m.settled and m.run_id in (select id from earlier_close)
                 group by m.item_id, m.layer_id, m.issue_id, m.from_quantity, m.principle
            )
            """;

    /** Financially updated since the last close that has read the item. The first day lets the indexes of the dates serve. */
    private static final String IS_NEW =
            "t.open and takes_part_within(t, :firstDate, :date) and takes_part(t) > i.since";

    /** Only physically updated on the day, and of an item that includes physical value. */
    static final String IS_PHYSICAL = """
            t.open and (t.financial_date is null or t.financial_date > :date) and t.physical_date <= :date
                and i.include_physical_value and i.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE')
            """;

    /** The cost objects of the range. */
    private static String inRange(String table) {
        return "(x.item_id, x.cost_object_id) > (:item, :object) and (x.item_id, x.cost_object_id) <= (:lastItem, :lastObject)"
                .replace("x.", table + ".");
    }

    private static final String OPEN_QUANTITY = "abs(t.quantity - t.settled_quantity)";
    private static final String OPEN_COST = "abs(cost_in(t, :layer) - settled_in(t, :layer))";
    private static final String RETURN_OF =
            "case when t.return_of is not null then (select o.id from inventory_transaction o where o.company_id = t.company_id and o.transaction_id = t.return_of) end";

    /** One row for each transaction and layer, in no order. */
    private static final String ROWS = String.format(
            Locale.ROOT,
            """
            select t.item_id, t.cost_object_id, t.id, t.kind, true as financial, true as in_scope, takes_part(t) as date, t.sequence,
                   t.transaction_id as name, %1$s as quantity, 0 as matched,
                   %2$s + case t.kind when 'RECEIPT' then coalesce(s.amount, 0) else 0 end as value, 0 as handed,
                   case t.kind when 'ISSUE' then coalesce(c.posted, 0) + coalesce(s.amount, 0) else 0 end as posted,
                   %3$s as return_of, t.inventory_account, t.offset_account
              from inventory_transaction t
              join run_item i on i.run_id = :run and i.item_id = t.item_id
              left join since s on s.item_id = t.item_id and s.id = t.id
              left join carry_over c on c.run_id = :lastRun and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id
             where t.company_id = :company and %4$s and %5$s
            union all
            select c.item_id, c.cost_object_id, c.id, case when l.id is not null then 'MADE' when c.layer then 'RECEIPT' else 'ISSUE' end,
                   f.financial, case when f.financial then coalesce(t.open, true) else f.physical end,
                   coalesce(l.date, case when f.financial then takes_part(t) end, t.physical_date, :date), coalesce(t.sequence, -1),
                   coalesce(t.transaction_id, '~' || l.run_id || ':' || l.date),
                   case when f.financial then c.quantity when f.physical then %1$s else 0 end,
                   case when f.financial then c.matched else 0 end,
                   case when f.financial then c.value + case when c.layer then coalesce(s.amount, 0) else 0 end when f.physical then %2$s else 0 end,
                   case when f.financial then c.handed else 0 end,
                   case when c.layer then 0 else c.posted + coalesce(s.amount, 0) end,
                   %3$s, t.inventory_account, t.offset_account
              from carry_over c
              join run_item i on i.run_id = :run and i.item_id = c.item_id
              left join inventory_transaction t on t.id = c.id
              left join cost_layer l on l.id = c.id
              left join since s on s.item_id = c.item_id and s.id = c.id
             cross join lateral (select coalesce(l.id is not null or takes_part(t) <= i.since, false) as financial,
                                        coalesce(%6$s, false) as physical) f
             where c.run_id = :lastRun and %7$s and (t.id is null or (%4$s) is not true)
            union all
            select t.item_id, t.cost_object_id, t.id, t.kind, false, true, t.physical_date, t.sequence, t.transaction_id, %1$s, 0, %2$s, 0,
                   case t.kind when 'ISSUE' then coalesce(s.amount, 0) else 0 end,
                   %3$s, t.inventory_account, t.offset_account
              from inventory_transaction t
              join run_item i on i.run_id = :run and i.item_id = t.item_id
              left join since s on s.item_id = t.item_id and s.id = t.id
             where t.company_id = :company and %6$s and %5$s
               and not exists (select from carry_over c
                                where c.run_id = :lastRun and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id)
            union all
            select t.item_id, t.cost_object_id, t.id, t.kind, true, false, coalesce(takes_part(t), t.physical_date, :date), t.sequence, t.transaction_id,
                   case t.kind when 'RECEIPT' then %1$s else 0 end, 0,
                   case t.kind when 'RECEIPT'
                        then %2$s + (select coalesce(sum(a.amount), 0) from settlement a join active_run r on r.id = a.run_id
                                      where a.item_id = t.item_id and a.inventory_transaction_id = t.id and r.currency_layer = :layer and r.posting_date <= :date)
                        else 0 end, 0,
                   case t.kind when 'ISSUE' then s.amount else 0 end, null, t.inventory_account, t.offset_account
              from since s
              join inventory_transaction t on t.id = s.id
              join run_item i on i.run_id = :run and i.item_id = t.item_id
             where s.amount <> 0 and (%4$s) is not true and (%6$s) is not true and %5$s
               and not exists (select from carry_over c
                                where c.run_id = :lastRun and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id)
            union all
            select t.item_id, t.cost_object_id, t.id, t.kind, true, false, takes_part(t), t.sequence, t.transaction_id, 0, 0, 0, 0, 0, null,
                   t.inventory_account, t.offset_account
              from (select distinct issue_id from late_match) m
              join inventory_transaction t on t.id = m.issue_id
             where %5$s
               and not exists (select from since s where s.item_id = t.item_id and s.id = t.id and s.amount <> 0)
               and not exists (select from carry_over c
                                where c.run_id = :lastRun and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id)
            union all
            select l.item_id, l.cost_object_id, l.id, 'MADE', true, false, l.date, -1, '~' || l.run_id || ':' || l.date, l.quantity, l.quantity,
                   (select sum(m.amount) from match m where m.item_id = l.item_id and m.issue_id = l.id and m.run_id in (select id from earlier_close)), 0, 0,
                   null, null, null
              from (select distinct item_id, id from late_layer) y
              join cost_layer l on l.id = y.id
             where %8$s
               and not exists (select from carry_over c
                                where c.run_id = :lastRun and c.item_id = l.item_id and c.cost_object_id = l.cost_object_id and c.id = l.id)
            """,
            OPEN_QUANTITY,
            OPEN_COST,
            RETURN_OF,
            IS_NEW,
            inRange("t"),
            IS_PHYSICAL.strip(),
            inRange("c"),
            inRange("l"));

    /**
     * Asks something of the rows.
     *
     * @param columns what is selected of them; they are called {@code scope}
     * @param after what follows in the query: joins, a condition, an order
     */
    static String ofRows(String columns, String after) {
        return SINCE + "select " + columns + " from (\n" + ROWS + ") scope " + after;
    }

    /** The rows in the order of cost objects, then of time. */
    static final String IN_ORDER = ofRows("*", "order by item_id, cost_object_id, date, sequence, name");

    /** The rows summed by cost object, and by what their accounts are found from. */
    static final String SUMMARY = ofRows("""
            item_id, cost_object_id, kind = 'ISSUE' as issue, inventory_account, offset_account, count(*) as lines,
            coalesce(sum(case kind when 'ISSUE' then matched - quantity else quantity - matched end) filter (where financial and in_scope), 0) as open_quantity,
            bool_or(value is null) as missing
            """, "group by 1, 2, 3, 4, 5");

    /** What earlier closes have settled from layers whose value may have changed: by cost object, receipts before made layers, these as they were made. */
    static final String EARLIER_MATCHES = SINCE + """
            select m.item_id, coalesce(t.cost_object_id, l.cost_object_id) as cost_object_id, m.layer_id, m.issue_id, m.from_quantity, m.quantity, m.amount,
                   m.principle
              from late_match m
              left join inventory_transaction t on t.id = m.layer_id
              left join cost_layer l on l.id = m.layer_id
             where (m.item_id, coalesce(t.cost_object_id, l.cost_object_id)) > (:item, :object)
               and (m.item_id, coalesce(t.cost_object_id, l.cost_object_id)) <= (:lastItem, :lastObject)
             order by m.item_id, cost_object_id, l.id nulls first, m.layer_id, m.from_quantity
            """;

    /** The markings of a cost object with what no active close has matched, in the order of the issues, then of the receipts. */
    static final String MARKINGS = String.format(
            Locale.ROOT,
            """
            select ti.item_id, ti.cost_object_id, k.issue_id, k.receipt_id, k.quantity - done.quantity as left_over, done.quantity > 0 as begun,
                   coalesce(i.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE', 'WEIGHTED_AVERAGE', 'WEIGHTED_AVERAGE_DATE')
                            and (ti.open and takes_part(ti) <= :date or %s) and (tr.open and takes_part(tr) <= :date or %s), false) as both_in_scope
              from marking k
              join run_item i on i.run_id = :run and i.item_id = k.item_id
              join inventory_transaction ti on ti.id = k.issue_id
              join inventory_transaction tr on tr.id = k.receipt_id
             cross join lateral (select coalesce(sum(m.quantity), 0) as quantity
                                   from match m
                                  where m.item_id = k.item_id and m.issue_id = k.issue_id and m.layer_id = k.receipt_id and m.principle = 'MARKING' and m.settled
                                    and m.run_id in (select id from active_run
                                                      where company_id = :company and currency_layer = :layer and type = 'CLOSE')) done
             where k.company_id = :company and k.quantity > done.quantity and %s
             order by ti.item_id, ti.cost_object_id, coalesce(case when takes_part(ti) <= :date then takes_part(ti) end, ti.physical_date), ti.sequence, ti.transaction_id,
                   coalesce(case when takes_part(tr) <= :date then takes_part(tr) end, tr.physical_date), tr.sequence, tr.transaction_id
            """,
            IS_PHYSICAL.strip().replace("t.", "ti."),
            IS_PHYSICAL.strip().replace("t.", "tr."),
            inRange("ti"));

    /** The cost objects of the run's items, with what the run has kept of the items. */
    static final String OBJECTS = """
            select o.item_id, o.id as cost_object_id, n.item_number, o.site, o.warehouse, o.batch_number, o.serial_number, i.inventory_model, i.item_group_id,
                   i.inventory_account_id, i.issue_account_id
              from run_item i
              join cost_object o on o.item_id = i.item_id
              join item n on n.id = i.item_id
             where i.run_id = :run and (o.item_id, o.id) > (:item, :object) and (o.item_id, o.id) <= (:lastItem, :lastObject)
             order by o.item_id, o.id
            """;
}
