package org.periodclose.intake;

import org.periodclose.intake.ImportFile.Check;
import org.periodclose.intake.ImportFile.When;

/** The rules of returns: what comes back is of an issue of the same item, in no cost flow, and no more than was issued. */
final class Returns {
    private Returns() {}

    /** Whichever of the two is imported later; a return of an issue that is not there is an ordinary receipt. */
    static final Check CHECK = new Check(When.AFTER, """
            with named as materialized (
                select c.id as company_id, c.company, s.return_of
                  from staged_inventory_transactions s
                  join company c on c.company = s.company
                 where s.sound and s.return_of <> ''
                union
                select c.id, c.company, t.return_of
                  from inventory_transaction t
                  join company c on c.id = t.company_id
                  join staged_inventory_transactions s on s.company = c.company and s.transaction_id = t.return_of
                 where t.return_of is not null
                   and s.sound
                   -- Asked once, unlike exists: most companies have no returns.
                   and (select true from inventory_transaction where return_of is not null limit 1)
            ), returned as materialized (
                select n.company, i.transaction_id as issue, i.kind, i.item_id, i.cost_flow_id, -i.quantity as issued,
                       t.transaction_id, t.item_id as returned_item_id,
                       row_number() over (partition by i.id order by t.id desc) as place,
                       sum(t.quantity) over (partition by i.id) as quantity
                  from named n
                  join inventory_transaction i on i.company_id = n.company_id and i.transaction_id = n.return_of
                  join inventory_transaction t on t.company_id = n.company_id and t.return_of = n.return_of
                 where (select true from named limit 1)
            ), wrong as materialized (
                select r.company, r.transaction_id, r.issue, f.what, f.remedy
                  from returned r
                 cross join lateral (
                       select format('"%s" of company "%s" is a RECEIPT, and only an ISSUE comes back', r.issue, r.company) as what,
                              'name the issue that comes back, or leave it empty' as remedy
                        where r.kind <> 'ISSUE'
                       union all
                       select format('issue "%s" of company "%s" is of item "%s", and return "%s" of item "%s"',
                                     r.issue, r.company, (select item_number from item where id = r.item_id), r.transaction_id,
                                     (select item_number from item where id = r.returned_item_id)),
                              'name an issue of the same item'
                        where r.item_id <> r.returned_item_id
                       union all
                       select format('issue "%s" of company "%s" belongs to cost flow "%s"',
                                     r.issue, r.company, (select cost_flow from cost_flow where id = r.cost_flow_id)),
                              'name an issue without cost_flow, or leave it empty'
                        where r.kind = 'ISSUE' and r.cost_flow_id is not null
                       union all
                       select format('%s of issue "%s" of company "%s" comes back, and %s was issued', r.quantity, r.issue, r.company, r.issued),
                              'correct the quantity of a return'
                        where r.kind = 'ISSUE' and r.place = 1 and r.quantity > r.issued) f
            )
            select coalesce(min(s.line) filter (where s.transaction_id = w.transaction_id), min(s.line)) as line,
                   'return_of' as column, 'BAD_VALUE' as code, w.what, w.remedy
              from wrong w
             cross join lateral (values (w.transaction_id), (w.issue)) n (id)
              join (select line, company, transaction_id from staged_inventory_transactions
                    union all
                    select line, company, return_of from staged_inventory_transactions where return_of <> '') s
                on s.company = w.company and s.transaction_id = n.id
             where (select true from wrong limit 1)
             group by w.company, w.transaction_id, w.what, w.remedy
             order by 1""");
}
