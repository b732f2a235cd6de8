package org.periodclose.adjusting;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the layers of a selection that a close left open. A layer that was made of one receipt counts as that receipt for the selection. */
final class OpenLayers extends Candidates {
    /** The cost objects of the selection's items, and the open layers in them that the selection is for. */
    private static final String SELECTED = """
            with object as (
                select o.id, o.item_id, o.site, o.warehouse, o.batch_number, o.serial_number, i.item_number,
                       case :layer when 'ACCOUNTING' then i.cost_price else i.reporting_cost_price end as cost_price
                  from cost_object o
                  join item i on i.id = o.item_id
                  join item_group g on g.id = i.item_group_id
                 where i.company_id = :company
                   and exists (select from run_item ri where ri.run_id = :close and ri.item_id = i.id)
                   and (:items::text[] is null or i.item_number = any (:items::text[]))
                   and (:itemGroups::text[] is null or g.item_group = any (:itemGroups::text[]))
            ), made as materialized (
                select n.id, n.name
                  from made_layer n
                 where n.run_id in (select l.run_id from carried_over c join cost_layer l on l.id = c.id where c.run_id = :close)
            ), open_layer as (
                select c.item_id, c.id, c.cost_object_id, coalesce(t.transaction_id, n.name) as name, root.transaction_id,
                       c.quantity - c.matched as quantity, c.open_value as value, o.cost_price,
                       :excludeStorno and exists (select from settlement s
                                                    join active_run a on a.id = s.run_id and a.currency_layer = :layer
                                                   where s.item_id = c.item_id and s.inventory_transaction_id in (c.id, l.source_id, l.root_id)
                                                     and s.storno) as by_storno
                  from carried_over c
                  join object o on o.id = c.cost_object_id
                  left join inventory_transaction t on t.id = c.id
                  left join cost_layer l on l.id = c.id
                  left join made n on n.id = l.id
                  left join inventory_transaction root on root.id = coalesce(l.root_id, c.id)
                 where c.run_id = :close and c.layer and c.quantity > c.matched
                   and (:sites::text[] is null or coalesce(root.site, o.site) = any (:sites::text[]))
                   and (:warehouses::text[] is null or coalesce(root.warehouse, o.warehouse) = any (:warehouses::text[]))
                   and (:batches::text[] is null or coalesce(root.batch_number, o.batch_number) = any (:batches::text[]))
                   and (:serials::text[] is null or coalesce(root.serial_number, o.serial_number) = any (:serials::text[]))
                   and (:from::date is null or coalesce(l.date, takes_part(t)) >= :from::date)
                   and (:to::date is null or coalesce(l.date, takes_part(t)) <= :to::date)
                   and (not :byTransactions or root.transaction_id in (select transaction_id from wanted_transaction))
            )
            """;

    private final Close close;

    OpenLayers(JdbcTemplate template, Close close) {
        super(template);
        this.close = close;
    }

    @Override
    boolean areOnHand() {
        return true;
    }

    private JdbcClient.StatementSpec ask(Wanted wanted, String question) {
        return with(wanted, SELECTED + question).param("close", close.run());
    }

    @Override
    void fill(Wanted wanted) {
        ask(wanted, """
                insert into selected_receipt (item_id, id, transaction_id, quantity, value, cost_price)
                select item_id, id, name, quantity, value, cost_price from open_layer where not by_storno
                """).update();
    }

    /** What is issued already and waits for receipts is to be taken from what is open. */
    @Override
    void check(Wanted wanted) {
        List<Fault> faults = ask(wanted, """
                select o.item_number, concat_ws(' ', o.site, o.warehouse, o.batch_number, o.serial_number) as place,
                       trim_scale(n.open)::text as open, trim_scale(n.waiting)::text as waiting
                  from object o
                 cross join lateral (select coalesce(sum(c.quantity - c.matched) filter (where c.layer), 0) as open,
                                            coalesce(sum(c.quantity - c.matched) filter (where not c.layer), 0) as waiting
                                       from carried_over c
                                      where c.run_id = :close and c.item_id = o.item_id and c.cost_object_id = o.id) n
                 where n.waiting > n.open and o.id in (select y.cost_object_id from open_layer y)
                 order by o.item_number, place
                 limit :limit
                """)
                .param("limit", REPORTED_FAULTS)
                .query((row, number) -> Fault.of(
                        FaultCode.NEGATIVE_ON_HAND,
                        "item " + Text.quoted(row.getString("item_number")) + " at "
                                + Text.quoted(row.getString("place")) + ": " + close + " left " + row.getString("open")
                                + " open and " + row.getString("waiting")
                                + " issued that nothing paid for, so nothing is on hand",
                        "leave it out of the selection; close again when its receipts are there, then adjust it"))
                .list();
        Refused.ifAny(faults);
    }

    @Override
    Map<LeftOutReason, Long> reasons(Wanted wanted) {
        Map<LeftOutReason, Long> reasons = new EnumMap<>(LeftOutReason.class);
        if (wanted.byTransactions()) {
            leftOut(wanted).forEach(each -> reasons.merge(each.reason(), 1L, Long::sum));
            return reasons;
        }
        ask(wanted, """
                select 'NOTHING_OPEN' as reason, count(*) as found from object o
                 where not exists (select from carried_over c
                                    where c.run_id = :close and c.item_id = o.item_id and c.cost_object_id = o.id and c.layer and c.quantity > c.matched)
                union all
                select 'STORNO_EXCLUDED', count(*) from open_layer where by_storno
                """).query(row -> {
            if (row.getLong("found") > 0) {
                reasons.put(LeftOutReason.valueOf(row.getString("reason")), row.getLong("found"));
            }
        });
        return reasons;
    }

    @Override
    List<LeftOut> leftOut(Wanted wanted) {
        return ask(wanted, """
                select w.transaction_id, case when exists (select from open_layer y where y.transaction_id = w.transaction_id) then 'STORNO_EXCLUDED'
                                              else 'NOTHING_OPEN' end as reason
                  from (select distinct transaction_id from wanted_transaction) w
                 where not exists (select from open_layer y where y.transaction_id = w.transaction_id and not y.by_storno)
                 order by w.transaction_id
                """)
                .query((row, number) ->
                        new LeftOut(row.getString("transaction_id"), LeftOutReason.valueOf(row.getString("reason"))))
                .list();
    }

    @Override
    Refused nothingSelected(Wanted wanted) {
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.of(
                FaultCode.NOTHING_SELECTED,
                close + " left nothing open of the selection",
                "widen the selection: fewer options select more; layers --run " + close.run() + " shows what is open"));
        leftOut(wanted).stream()
                .limit(REPORTED_FAULTS)
                .map(each -> new Fault(
                        FaultCode.NOTHING_SELECTED,
                        "transaction " + Text.quoted(each.transactionId()) + " is left out: "
                                + each.reason().words() + " (" + each.reason() + ")",
                        "name another transaction, or leave the option out that excludes it",
                        null,
                        each.transactionId()))
                .forEach(faults::add);
        return new Refused(faults);
    }

    @Override
    void requireOtherAccounts(long journal) {
        List<Fault> faults = jdbc().sql("""
                        select s.transaction_id, m.main_account
                          from adjustment_journal j
                          left join charges_code k on k.id = j.charges_code_id
                          join main_account m on m.id = coalesce(j.offset_account_id, k.offset_account_id)
                         cross join selected_receipt s
                          left join inventory_transaction t on t.id = s.id
                         cross join lateral (select case when t.id is null then layer_account(s.id) else t.inventory_account end as account) o
                          left join item_account p on o.account is null and p.item_id = s.item_id and p.account_type = 'INVENTORY'
                         where j.id = :journal
                           and (o.account = m.main_account or p.main_account_id = m.id)
                         order by s.transaction_id
                         limit :limit
                        """)
                .param("journal", journal)
                .param("limit", REPORTED_FAULTS)
                .query((row, number) -> Fault.of(
                        FaultCode.SAME_ACCOUNT,
                        "account " + Text.quoted(row.getString("main_account")) + " is the inventory account of layer "
                                + Text.quoted(row.getString("transaction_id"))
                                + " and cannot also be its offset account",
                        "give another offset account, or leave the layer out of the selection"))
                .list();
        Refused.ifAny(faults);
    }
}
