package org.periodclose.closing;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the queries of {@link ScopeSql} ask besides where costs flow on from one cost object to another: ranges are of components, issues whose cost may
 * change are looked at with the receipts that they go on to, and a flow can be left out. Where none does, they ask nothing of it.
 */
final class LinkedScope {
    private LinkedScope() {}

    private static final Pattern PLACE = Pattern.compile(
            "<(range|component|left in|leader item|leader|order|adjusted|all adjusted|not left out before) (\\w+)>");

    /**
     * A query as it is asked.
     *
     * @param linked whether cost objects depend on each other, so that a range is one of components
     */
    static String of(String sql, boolean linked) {
        String fixed = sql.replace("<since range>", linked ? "" : "and s.item_id between :item and :lastItem")
                .replace("<linked layers>", linked ? LINKED_LAYERS : "")
                .replace("<left out before>", linked ? LEFT_OUT_BEFORE : "")
                .replace("<changed links>", linked ? CHANGED_LINKS : "")
                .replace("<issues of changed links>", linked ? ISSUES_OF_CHANGED_LINKS : "")
                .replace("<selected objects>", linked ? "" : "and i.selected")
                .replace("<carried on>", linked ? CARRIED_ON : "")
                .replace("<returned scope>", linked ? RETURNED : "and false");
        return PLACE.matcher(fixed)
                .replaceAll(place -> Matcher.quoteReplacement(
                        Objects.requireNonNull((linked ? LINKED : UNLINKED).get(place.group(1)))
                                .replace("x.", place.group(2) + ".")));
    }

    private static final String ALL_ADJUSTED = """
            (select coalesce(sum(a.amount), 0) from settlement a join active_run r on r.id = a.run_id
              where a.item_id = x.item_id and a.inventory_transaction_id = x.id and r.currency_layer = :layer and r.posting_date <= :date)""";

    private static final Map<String, String> UNLINKED = Map.of(
            "range",
            "(x.item_id, x.cost_object_id) > (:item, :object) and (x.item_id, x.cost_object_id) <= (:lastItem, :lastObject)",
            "component",
            "",
            "left in",
            "",
            "not left out before",
            "",
            "adjusted",
            "coalesce(s.amount, 0)",
            "all adjusted",
            ALL_ADJUSTED,
            "leader item",
            "x.item_id",
            "leader",
            "x.cost_object_id",
            "order",
            "x.item_id, x.cost_object_id");

    private static final String LEADER =
            "coalesce(component.leader_item_id, x.item_id), coalesce(component.leader_object_id, x.cost_object_id)";

    private static final Map<String, String> LINKED = Map.of(
            "range",
            "(" + LEADER + ") > (:item, :object) and (" + LEADER + ") <= (:lastItem, :lastObject)",
            "component",
            "left join run_component component on component.run_id = :run and component.cost_object_id = x.cost_object_id",
            "left in",
            "and not exists (select from run_left_out o where o.run_id = :run and o.inventory_transaction_id = x.id)",
            "not left out before",
            "and not exists (select from run_left_out b where b.run_id = :lastRun and b.inventory_transaction_id = x.id and t.open and takes_part(t) <= i.since)",
            "adjusted",
            "case when x.cost_flow_id is null and x.return_of is null then coalesce(s.amount, 0) else " + ALL_ADJUSTED
                    + " end",
            "all adjusted",
            ALL_ADJUSTED,
            "leader item",
            "coalesce(component.leader_item_id, x.item_id)",
            "leader",
            "coalesce(component.leader_object_id, x.cost_object_id)",
            "order",
            LEADER + ", x.item_id, x.cost_object_id");

    private static final String RETURNED = """
            and exists (select from inventory_transaction r where r.company_id = :company and r.return_of = scope.name)
            """;

    /** What the cost of an issue goes on to. */
    private static final String RECEIPTS_OF_ISSUE = """
            select r.item_id, r.id
              from (select * from inventory_transaction r where r.cost_flow_id = i.cost_flow_id and r.kind = 'RECEIPT'
                    union all
                    select * from inventory_transaction r where r.company_id = i.company_id and r.return_of = i.transaction_id) r
              join run_item m on m.run_id = :run and m.item_id = r.item_id and m.selected
            """;

    /** The receipts that issues go on to whose cost may change, and the open layers of circles. */
    private static final String LINKED_LAYERS =
            String.format(Locale.ROOT, """
            union
            select r.item_id, r.id
              from (select t.company_id, t.cost_flow_id, t.transaction_id
                      from inventory_transaction t
                      join run_item i on i.run_id = :run and i.item_id = t.item_id and i.selected
                     where t.company_id = :company and t.kind = 'ISSUE' and (%1$s or %2$s)
                    union all
                    select t.company_id, t.cost_flow_id, t.transaction_id
                      from carry_over c
                      join inventory_transaction t on t.id = c.id
                     where c.run_id = :lastRun and not c.layer
                    union all
                    select t.company_id, t.cost_flow_id, t.transaction_id
                      from since s
                      join inventory_transaction t on t.id = s.id and t.kind = 'ISSUE') i
             cross join lateral (%3$s) r
             where :lastRun > 0
            union
            select r.item_id, r.id
              from changed_link g
             cross join lateral (select * from inventory_transaction r where r.cost_flow_id = g.cost_flow_id and r.kind = 'RECEIPT'
                                 union all
                                 select * from inventory_transaction r where r.company_id = g.company_id and r.return_of = g.sale) r
              join run_item m on m.run_id = :run and m.item_id = r.item_id and m.selected
             where :lastRun > 0
            union
            select c.item_id, c.id
              from carry_over c
              join circle k on k.run_id = c.run_id and k.member_id = c.id
              join run_item i on i.run_id = :run and i.item_id = c.item_id and i.selected
             where c.run_id = :lastRun and c.layer
            """, ScopeSql.IS_NEW, ScopeSql.IS_PHYSICAL.strip(), RECEIPTS_OF_ISSUE);

    /** What the last close left out and this run does not. */
    private static final String LEFT_OUT_BEFORE = String.format(
            Locale.ROOT, """
            union all
            select t.item_id, t.cost_object_id, t.id, t.kind, true, true, takes_part(t), t.sequence, t.transaction_id, %1$s, 0,
                   %2$s + case t.kind when 'RECEIPT' then <all adjusted t> else 0 end, 0, case t.kind when 'ISSUE' then <all adjusted t> else 0 end,
                   %4$s, t.inventory_account, t.offset_account, t.cost_flow_id, true, null
              from run_left_out b
              join inventory_transaction t on t.id = b.inventory_transaction_id
              <component t>
              join run_item i on i.run_id = :run and i.item_id = t.item_id and i.selected
             where b.run_id = :lastRun and t.open and takes_part(t) <= i.since <left in t> and %3$s
            """, ScopeSql.OPEN_QUANTITY, ScopeSql.OPEN_COST, ScopeSql.inRange("t"), ScopeSql.RETURN_OF);

    /**
     * Links of which a transaction has come or may have changed since the last close, or all where the run decides by other rules than the ones before; written
     * so that the indexes of the dates serve. A sale that the run does not match itself, because the ERP has closed it or its invoice is of a later day, may still
     * cost something else than when its return was closed.
     */
    private static final String CHANGED_LINKS = """
            changed_link as materialized (
                select distinct t.company_id, t.cost_flow_id, case when t.cost_flow_id is null then t.return_of end as sale
                  from inventory_transaction t
                 where t.company_id = :company and (t.cost_flow_id is not null or t.return_of is not null)
                   and (:everyLink or t.financial_date is null or t.takes_part_on > :firstDate
                        or t.takes_part_on is null and t.financial_date > :firstDate)
                union
                select t.company_id, t.cost_flow_id, t.transaction_id
                  from inventory_transaction t
                 where t.company_id = :company and t.kind = 'ISSUE' and t.cost_flow_id is null
                   and (not t.open or t.financial_date is null or takes_part(t) > :date)
                   and (t.financial_date is null or t.takes_part_on > :firstDate
                        or t.takes_part_on is null and t.financial_date > :firstDate)
                   and exists (select from inventory_transaction r where r.company_id = t.company_id and r.return_of = t.transaction_id)
            ),""";

    /** Their issues, of whatever item: what they cost now is shared out anew. */
    private static final String ISSUES_OF_CHANGED_LINKS =
            String.format(Locale.ROOT, """
            union all
            select t.item_id, t.cost_object_id, t.id, t.kind, true, false, coalesce(takes_part(t), t.physical_date, :date), t.sequence, t.transaction_id,
                   0, 0, 0, 0, 0, null, t.inventory_account, t.offset_account, t.cost_flow_id, true, null
              from (select t.* from changed_link g join inventory_transaction t on t.cost_flow_id = g.cost_flow_id and t.kind = 'ISSUE'
                    union
                    select t.* from changed_link g join inventory_transaction t on t.company_id = g.company_id and t.transaction_id = g.sale) t
              <component t>
              join run_item i on i.run_id = :run and i.item_id = t.item_id
             where %3$s <left in t>
               and not (i.selected
                        and ((%1$s) is true or (%2$s) is true
                             or t.id in (select issue_id from late_match) or t.id in (select id from moved)
                             or not (true <not left out before t>)
                             or exists (select from carry_over c where c.run_id = :lastRun and c.item_id = t.item_id
                                           and c.cost_object_id = t.cost_object_id and c.id = t.id)))
            """, ScopeSql.IS_NEW, ScopeSql.IS_PHYSICAL.strip(), ScopeSql.inRange("t"));

    private static final String CARRIED_ON =
            "union all select r.item_id, r.id from inventory_transaction i cross join lateral (" + RECEIPTS_OF_ISSUE
                    + ") r where i.id = m.issue_id";
}
