package org.periodclose.adjusting;

/**
 * The query of a page of open receipts: the receipts of each item are read from an index by date and id, item by item in the order of the item
 * numbers, until the page is full.
 */
final class ReceiptSql {
    private static final String PAGE = """
            select t.id, t.transaction_id, t.financial_date, t.item_id, i.item_number, g.item_group, t.site, t.warehouse, t.batch_number, t.serial_number,
                   t.quantity, cost_in(t, :layer) as cost
              from (select o.id, o.item_number, o.item_group_id,
                           case when o.item_number = :item then :day else '{edge}' end::date as day,
                           case when o.item_number = :item then :id else {edgeId} end::bigint as last_id
                      from item o
                     where o.company_id = :company and o.item_number {after}= :item
                       and (:items::text[] is null or o.item_number = any (:items::text[]))) i
              join item_model m on m.item_id = i.id and m.currency_layer = :layer
              join item_group g on g.id = i.item_group_id
             cross join lateral (
                   select t.*
                     from {receipts}
                    where t.open
                      and t.kind = 'RECEIPT'
                      and t.financial_date is not null
                      and (t.financial_date, t.id) {after} (i.day, i.last_id)
                      and (:sites::text[] is null or t.site = any (:sites::text[]))
                      and (:warehouses::text[] is null or t.warehouse = any (:warehouses::text[]))
                      and (:batches::text[] is null or t.batch_number = any (:batches::text[]))
                      and (:serials::text[] is null or t.serial_number = any (:serials::text[]))
                      and (:from::date is null or t.financial_date >= :from::date)
                      and (:to::date is null or t.financial_date <= :to::date)
                      and (not :byTransactions or t.transaction_id = any (:transactions::text[]))
                      and not (:excludeStorno and exists (
                          select from settlement s
                            join active_run r on r.id = s.run_id and r.currency_layer = :layer
                           where s.item_id = t.item_id and s.inventory_transaction_id = t.id and s.storno))
                    order by t.financial_date {way}, t.id {way}
                    limit :rows) t
             where is_periodic(m.inventory_model)
               and (:itemGroups::text[] is null or g.item_group = any (:itemGroups::text[]))
             order by i.item_number {way}, t.financial_date {way}, t.id {way}
             limit :rows
            """;

    private static final String ALL = """
            (select o.* from inventory_transaction o where o.item_id = i.id) t
            """;

    /** What takes part after the last close of this program, or was carried over by it with an open quantity. */
    private static final String OPEN_AFTER_CLOSE = """
            (select o.* from inventory_transaction o
                     where o.item_id = i.id and o.financial_date > :closed
                    union all
                    select o.* from inventory_transaction o
                     where o.item_id = i.id and o.takes_part_on > :closed and o.financial_date <= :closed
                    union all
                    select o.*
                      from carry_over c
                      join inventory_transaction o on o.id = c.id
                     where c.run_id = :close and c.item_id = i.id and c.quantity > c.matched and takes_part(o) <= :closed) t
            """;

    private static final String ROWS = """
            select p.id, p.transaction_id, p.financial_date, p.item_number, p.item_group, p.site, p.warehouse, p.batch_number, p.serial_number, p.quantity,
                   p.cost + coalesce(s.settled, 0) as value, coalesce(s.settled, 0) as earlier, a.amount
              from ({page}) p
              left join lateral (
                   select sum(s.amount) as settled
                     from posted_settlement s
                    where s.item_id = p.item_id and s.inventory_transaction_id = p.id and s.currency_layer = :layer) s on true
              left join adjustment a on a.journal_id = :journal and a.item_id = p.item_id and a.inventory_transaction_id = p.id
             order by p.item_number {way}, p.financial_date {way}, p.id {way}
            """;

    private static final String TOTALS = """
            select least(count(*), :counted) as count, count(*) > :counted as more,
                   coalesce(sum(r.quantity) filter (where r.number <= :counted), 0) as quantity,
                   coalesce(sum(r.value) filter (where r.number <= :counted), 0) as value,
                   coalesce(sum(r.amount) filter (where r.number <= :counted), 0) as amounts
              from (select o.*, row_number() over () as number from ({rows}) o) r
            """;

    private ReceiptSql() {}

    /** The rows after a place, or those before it with the last one first. */
    static String rows(boolean forward, boolean afterClose) {
        return ROWS.replace("{page}", PAGE)
                .replace("{receipts}", afterClose ? OPEN_AFTER_CLOSE : ALL)
                .replace("{edge}", forward ? "-infinity" : "infinity")
                .replace("{edgeId}", Long.toString(forward ? Long.MIN_VALUE : Long.MAX_VALUE))
                .replace("{after}", forward ? ">" : "<")
                .replace("{way}", forward ? "asc" : "desc");
    }

    /** The sums of the first {@code counted} rows after a place, and how many of them there are. */
    static String totals(boolean afterClose) {
        return TOTALS.replace("{rows}", rows(true, afterClose));
    }
}
