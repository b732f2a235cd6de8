package org.periodclose.closing;

import java.util.Locale;

/**
 * The queries that find what a calculation looks at (close.md sections 2, 3.9 and 6): what is carried over from the last close, what is dated after it,
 * what is only physically updated, and what has changed of what is older. Parameters: company, layer, date, lastRun, lastDate, run (its rows in run_item
 * say which items and models, and since when each has rows that no close has read), firstDate (the earliest of these days), and the range of cost
 * objects (item, object) to (lastItem, lastObject]. What depends on whether costs flow on between cost objects is named in angle brackets: {@link
 * LinkedScope} puts it in.
 */
final class ScopeSql {
    private ScopeSql() {}

    /**
     * What was posted since the last close, and the layers whose value changes by it, with all that takes from them by the matches that closes and on-hand
     * adjustments keep.
     */
    private static final String SINCE = """
            with recursive since as materialized (
                select s.item_id, s.inventory_transaction_id as id, sum(s.amount) as amount
                  from active_run r
                  join settlement s on s.run_id = r.id
                  join run_item i on i.run_id = :run and i.item_id = s.item_id and i.selected
                 where r.company_id = :company and r.currency_layer = :layer and r.posting_date <= :date
                   and r.posting_date > :firstDate and r.posting_date > i.since
                   <since range>
                 group by s.item_id, s.inventory_transaction_id
            ), keeper as materialized (
                select id from active_run
                 where company_id = :company and currency_layer = :layer and type in ('CLOSE', 'ON_HAND_ADJUSTMENT') and posting_date <= :lastDate
            ), <changed links> late_layer (item_id, id) as (
                select s.item_id, s.id
                  from since s
                 where :lastRun > 0 and s.amount <> 0
                   and exists (select from match m where m.item_id = s.item_id and m.layer_id = s.id and m.settled
                                  and m.run_id in (select id from keeper))
                <linked layers>
                union
                select l.item_id, l.id
                  from late_layer y
                  join match m on m.item_id = y.item_id and m.layer_id = y.id and m.settled and m.run_id in (select id from keeper)
                 cross join lateral (select made.item_id, made.id from cost_layer made where made.id = m.issue_id <carried on>) l
            ), moved as materialized (
                select item_id, id, sum(amount) as amount
                  from (select item_id, id, amount from since where amount <> 0
                        union all
                        select item_id, id, 0 from late_layer) y
                 group by item_id, id
            ), late_match as materialized (
                select m.item_id, m.layer_id, m.issue_id, m.from_quantity, m.principle, sum(m.quantity) as quantity, sum(m.amount) as amount
                  from late_layer y
                  join match m on m.item_id = y.item_id and m.layer_id = y.id and m.settled and m.run_id in (select id from keeper)
                 group by m.item_id, m.layer_id, m.issue_id, m.from_quantity, m.principle
            )
            """;

    /** Financially updated since the last close that has read the item. The first day lets the indexes of the dates serve. */
    static final String IS_NEW =
            "t.open and takes_part_within(t, :firstDate, :date) and takes_part(t) > i.since <left in t>";

    /** Only physically updated on the day, and of an item that includes physical value. */
    static final String IS_PHYSICAL = """
            t.open and (t.financial_date is null or t.financial_date > :date) and t.physical_date <= :date
                and i.include_physical_value and i.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE') <left in t>
            """;

    /** The cost objects of the range. */
    static String inRange(String table) {
        return "<range " + table + ">";
    }

    static final String OPEN_QUANTITY = "abs(t.quantity - t.settled_quantity)";
    static final String OPEN_COST = "abs(cost_in(t, :layer) - settled_in(t, :layer))";
    static final String RETURN_OF =
            "case when t.return_of is not null then (select o.id from inventory_transaction o where o.company_id = t.company_id and o.transaction_id = t.return_of) end";

    /** One row for each transaction and layer, in no order. */
    private static final String ROWS = String.format(
            Locale.ROOT,
            """
            select t.item_id, t.cost_object_id, t.id, t.kind, true as financial, true as in_scope, takes_part(t) as date, t.sequence,
                   t.transaction_id as name, %1$s as quantity, 0 as matched,
                   %2$s + case t.kind when 'RECEIPT' then <adjusted t> else 0 end as value, 0 as handed,
                   case t.kind when 'ISSUE' then coalesce(c.posted, 0) + coalesce(s.amount, 0) else 0 end as posted,
                   %3$s as return_of, t.inventory_account, t.offset_account, t.cost_flow_id as flow, true as moves, null as root
              from inventory_transaction t
              <component t>
              join run_item i on i.run_id = :run and i.item_id = t.item_id and i.selected
              left join since s on s.item_id = t.item_id and s.id = t.id
              left join carry_over c on c.run_id = :lastRun and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id
             where t.company_id = :company and %4$s and %5$s
            <left out before>
            union all
            select c.item_id, c.cost_object_id, c.id, case when l.id is not null then 'MADE' when c.layer then 'RECEIPT' else 'ISSUE' end,
                   f.financial, case when f.financial then coalesce(t.open, true) else f.physical end,
                   coalesce(l.date, case when f.financial then takes_part(t) end, t.physical_date, :date), coalesce(t.sequence, root.sequence, -1),
                   coalesce(t.transaction_id, layer_label(l, 0)),
                   case when f.financial then c.quantity when f.physical then %1$s else 0 end,
                   case when f.financial then c.matched else 0 end,
                   case when f.financial then c.value + case when c.layer then coalesce(s.amount, 0) else 0 end
                        when f.physical then %2$s + case when c.layer then <adjusted t> else 0 end else 0 end,
                   case when f.financial then c.handed else 0 end,
                   case when c.layer then 0 else c.posted + coalesce(s.amount, 0) end,
                   coalesce(%3$s, %9$s), t.inventory_account, t.offset_account, t.cost_flow_id, not c.layer or f.physical, root.transaction_id
              from carried_over c
              <component c>
              join run_item i on i.run_id = :run and i.item_id = c.item_id and i.selected
              left join inventory_transaction t on t.id = c.id
              left join cost_layer l on l.id = c.id
              left join inventory_transaction root on root.id = l.root_id
              left join since s on s.item_id = c.item_id and s.id = c.id
             cross join lateral (select coalesce(l.id is not null or takes_part(t) <= i.since, false) as financial,
                                        coalesce(%6$s, false) as physical) f
             where c.run_id = :lastRun and %7$s and (t.id is null or (%4$s) is not true) <left in c>
               <not left out before c>
            union all
            select t.item_id, t.cost_object_id, t.id, t.kind, false, true, t.physical_date, t.sequence, t.transaction_id, %1$s, 0,
                   %2$s + case t.kind when 'RECEIPT' then <adjusted t> else 0 end, 0,
                   case t.kind when 'ISSUE' then coalesce(s.amount, 0) else 0 end,
                   %3$s, t.inventory_account, t.offset_account, t.cost_flow_id, true, null
              from inventory_transaction t
              <component t>
              join run_item i on i.run_id = :run and i.item_id = t.item_id and i.selected
              left join since s on s.item_id = t.item_id and s.id = t.id
             where t.company_id = :company and %6$s and %5$s
               and not exists (select from carry_over c
                                where c.run_id = :lastRun and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id)
            union all
            select t.item_id, t.cost_object_id, t.id, t.kind, true, false, coalesce(takes_part(t), t.physical_date, :date), t.sequence, t.transaction_id,
                   case t.kind when 'RECEIPT' then %1$s else 0 end, 0,
                   case t.kind when 'RECEIPT' then %2$s + <all adjusted t> else 0 end, 0,
                   case t.kind when 'ISSUE' then s.amount else 0 end, %3$s, t.inventory_account, t.offset_account, t.cost_flow_id, t.kind = 'ISSUE', null
              from moved s
              join inventory_transaction t on t.id = s.id
              <component t>
              join run_item i on i.run_id = :run and i.item_id = t.item_id and i.selected
             where (%4$s) is not true and (%6$s) is not true and %5$s
               <not left out before t>
               and not exists (select from carry_over c
                                where c.run_id = :lastRun and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id)
            union all
            select t.item_id, t.cost_object_id, t.id, t.kind, true, false, takes_part(t), t.sequence, t.transaction_id, 0, 0, 0, 0, 0, null,
                   t.inventory_account, t.offset_account, t.cost_flow_id, true, null
              from (select distinct issue_id from late_match) m
              join inventory_transaction t on t.id = m.issue_id
              <component t>
             where %5$s
               and not exists (select from moved s where s.item_id = t.item_id and s.id = t.id)
               and not exists (select from carry_over c
                                where c.run_id = :lastRun and c.item_id = t.item_id and c.cost_object_id = t.cost_object_id and c.id = t.id)
            <issues of changed links>
            union all
            select l.item_id, l.cost_object_id, l.id, 'MADE', true, false, l.date, -1, layer_label(l, 0), l.quantity, l.quantity,
                   (select sum(m.amount) from match m where m.item_id = l.item_id and m.issue_id = l.id and m.run_id in (select id from keeper))
                       + coalesce((select sum(a.amount) from settlement a
                                    where a.item_id = l.item_id and a.inventory_transaction_id = l.id and a.run_id = l.run_id), 0), 0, 0,
                   null, null, null, null, false, null
              from (select distinct item_id, id from late_layer) y
              join cost_layer l on l.id = y.id
              <component l>
             where %8$s
               and not exists (select from carried_over c
                                where c.run_id = :lastRun and c.item_id = l.item_id and c.cost_object_id = l.cost_object_id and c.id = l.id)
            """,
            OPEN_QUANTITY,
            OPEN_COST,
            RETURN_OF,
            IS_NEW,
            inRange("t"),
            IS_PHYSICAL.strip(),
            inRange("c"),
            inRange("l"),
            RETURN_OF.replace("t.", "root."));

    /**
     * Asks something of the rows.
     *
     * @param columns what is selected of them; they are called {@code scope}
     * @param after what follows in the query: joins, a condition, an order
     */
    static String ofRows(String columns, String after) {
        return SINCE + "select " + columns + " from (\n" + ROWS + ") scope <component scope> " + after;
    }

    /** The rows in the order of components, of cost objects, then of time. */
    static final String IN_ORDER = ofRows(
            "<leader item scope> as leader_item, <leader scope> as leader, scope.*, scope.kind = 'ISSUE' and scope.moves <returned scope> as returned",
            "order by <order scope>, date, sequence, coalesce(root, name)");

    /** The rows summed by cost object, and by what their accounts are found from. */
    static final String SUMMARY = ofRows("""
            scope.item_id, scope.cost_object_id, kind = 'ISSUE' as issue, inventory_account, offset_account,
            case when flow is not null then 'FLOW' when return_of is not null then 'RETURN' end as link, count(*) as lines,
            coalesce(sum(case kind when 'ISSUE' then matched - quantity else quantity - matched end) filter (where financial and in_scope), 0) as open_quantity,
            bool_or(value is null) as missing
            """, "group by 1, 2, 3, 4, 5, 6");

    /** What earlier closes have settled from layers whose value may have changed: by cost object, receipts before made layers, these as they were made. */
    static final String EARLIER_MATCHES = SINCE + """
            select <leader m> as leader, m.cost_object_id, m.layer_id, m.issue_id, m.from_quantity, m.quantity, m.amount, m.principle,
                   coalesce(r.units, 0) as remainder, coalesce(r.written_off, false) as written_off, coalesce(r.passed_on, false) as passed_on
              from (select m.*, coalesce(t.cost_object_id, l.cost_object_id) as cost_object_id, l.id as made
                      from late_match m
                      left join inventory_transaction t on t.id = m.layer_id
                      left join cost_layer l on l.id = m.layer_id) m
              <component m>
              left join lateral (select sum(c.units) as units, c.written_off, c.passed_on
                                   from circle_remainder c
                                  where c.item_id = m.item_id and c.issue_id = m.issue_id and c.layer_id = m.layer_id and c.from_quantity = m.from_quantity
                                    and c.run_id in (select id from keeper)
                                    and c.settled
                                  group by c.written_off, c.passed_on
                                 having sum(c.units) <> 0) r on true
             where <range m>
             order by <order m>, m.made nulls first, m.layer_id, m.from_quantity
            """;

    /**
     * The markings of a cost object with what no active close has matched, in the order of the issues, then of the receipts. What is open of a receipt that
     * was revalued is in its last on-hand layer.
     */
    static final String MARKINGS = String.format(
            Locale.ROOT,
            """
            select <leader ti> as leader, ti.cost_object_id, k.issue_id, coalesce(taken_over.id, k.receipt_id) as receipt_id, k.quantity - done.quantity as left_over, done.quantity > 0 as begun,
                   coalesce(i.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE', 'WEIGHTED_AVERAGE', 'WEIGHTED_AVERAGE_DATE')
                            and (ti.open and takes_part(ti) <= :date <left in ti> or %s) and (tr.open and takes_part(tr) <= :date <left in tr> or %s), false) as both_in_scope
              from marking k
              join run_item i on i.run_id = :run and i.item_id = k.item_id and i.selected
              join inventory_transaction ti on ti.id = k.issue_id
              <component ti>
              join inventory_transaction tr on tr.id = k.receipt_id
             cross join lateral (select coalesce(sum(m.quantity), 0) as quantity
                                   from match m
                                   left join cost_layer l on l.id = m.layer_id
                                  where m.item_id = k.item_id and m.issue_id = k.issue_id and coalesce(l.root_id, m.layer_id) = k.receipt_id
                                    and m.principle = 'MARKING' and m.settled
                                    and m.run_id in (select id from active_run
                                                      where company_id = :company and currency_layer = :layer and type = 'CLOSE')) done
              left join lateral (select max(l.id) as id
                                   from cost_layer l
                                   join active_run r on r.id = l.run_id and r.currency_layer = :layer
                                  where l.root_id = k.receipt_id) taken_over on true
             where k.company_id = :company and k.quantity > done.quantity and %s
             order by <order ti>, coalesce(case when takes_part(ti) <= :date then takes_part(ti) end, ti.physical_date), ti.sequence, ti.transaction_id,
                   coalesce(case when takes_part(tr) <= :date then takes_part(tr) end, tr.physical_date), tr.sequence, tr.transaction_id
            """,
            IS_PHYSICAL.strip().replace("t.", "ti.").replace("in t>", "in ti>"),
            IS_PHYSICAL.strip().replace("t.", "tr.").replace("in t>", "in tr>"),
            inRange("ti"));

    /** The cost objects of the run's items, with what the run has kept of the items. */
    static final String OBJECTS = """
            select <leader o> as leader, o.item_id, o.cost_object_id, n.item_number, o.site, o.warehouse, o.batch_number, o.serial_number, i.inventory_model,
                   i.item_group_id, i.inventory_account_id, i.issue_account_id
              from run_item i
              join (select *, id as cost_object_id from cost_object) o on o.item_id = i.item_id
              join item n on n.id = i.item_id
              <component o>
             where i.run_id = :run <selected objects> and <range o>
             order by <order o>
            """;
}
