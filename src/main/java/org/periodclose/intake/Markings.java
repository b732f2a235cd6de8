package org.periodclose.intake;

import java.util.List;

final class Markings extends ImportFile {
    static final ImportFile FILE = new Markings();

    private Markings() {
        super(
                "markings.csv",
                "marking",
                Target.large("marking", """
                        staged_markings s
                          join company c on c.company = s.company
                          join inventory_transaction i on i.company_id = c.id and i.transaction_id = s.issue_transaction_id
                          join inventory_transaction r on r.company_id = c.id and r.transaction_id = s.receipt_transaction_id""")
                        .fixed("company_id", "c.id")
                        .key("item_id", "i.item_id")
                        .key("issue_id", "i.id")
                        .key("receipt_id", "r.id")
                        .values("quantity")
                        .where("i.kind = 'ISSUE' and r.kind = 'RECEIPT' and r.item_id = i.item_id")
                        .inOrderOf("i.item_id, i.id, r.id"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("issue_transaction_id", Format.CODE),
                        Column.key("receipt_transaction_id", Format.CODE),
                        Column.required("quantity", Format.decimals(10))),
                Reference.to(Companies.FILE, "company"),
                Reference.to(InventoryTransactions.FILE, "issue_transaction_id"),
                Reference.to(InventoryTransactions.FILE, "receipt_transaction_id"));
    }

    @Override
    boolean isReadByValuations() {
        return true;
    }

    @Override
    void check(Row row) {
        String quantity = row.value("quantity");
        if (quantity != null && Format.signum(quantity) <= 0) {
            row.refuse(
                    "quantity",
                    quantity + " is not above zero",
                    "give the quantity that is marked, or remove the line");
        }
    }

    @Override
    List<Check> checks() {
        return List.of(
                UnfinishedValuations.of(
                        this, "quantity", """
                        join inventory_transaction i on i.company_id = c.id and i.transaction_id = s.issue_transaction_id
                          join inventory_transaction r on r.company_id = c.id and r.transaction_id = s.receipt_transaction_id
                          left join marking m on m.item_id = i.item_id and m.issue_id = i.id and m.receipt_id = r.id
                         where m.quantity is distinct from s.quantity""", "format('no marking of company \"%s\" can change now', s.company)"),
                new Check(When.LEFT_OUT, """
                        select s.line, f.column, 'BAD_VALUE' as code, f.what, f.remedy
                          from staged_markings s
                          join company c on c.company = s.company
                          join inventory_transaction i on i.company_id = c.id and i.transaction_id = s.issue_transaction_id
                          join inventory_transaction r on r.company_id = c.id and r.transaction_id = s.receipt_transaction_id
                          join item a on a.id = i.item_id
                          join item b on b.id = r.item_id
                         cross join lateral (
                               select 'issue_transaction_id' as column,
                                      format('transaction "%s" of company "%s" is a RECEIPT', i.transaction_id, c.company) as what,
                                      'name an ISSUE here' as remedy
                                where i.kind <> 'ISSUE'
                               union all
                               select 'receipt_transaction_id',
                                      format('transaction "%s" of company "%s" is an ISSUE', r.transaction_id, c.company),
                                      'name a RECEIPT here'
                                where r.kind <> 'RECEIPT'
                               union all
                               select 'receipt_transaction_id',
                                      format('receipt "%s" of company "%s" is of item "%s", and issue "%s" of item "%s"',
                                             r.transaction_id, c.company, b.item_number, i.transaction_id, a.item_number),
                                      'name a receipt of the same item'
                                where r.item_id <> i.item_id) f
                         where s.sound
                         order by s.line, f.column"""),
                new Check(When.AFTER, """
                        with named as materialized (
                            select t.id, t.transaction_id, t.item_id, s.company, t.kind, abs(t.quantity - t.settled_quantity) as open, s.column, min(s.line) as line
                              from (select company, 'issue_transaction_id' as column, issue_transaction_id as transaction_id, line
                                      from staged_markings where sound
                                    union all
                                    select company, 'receipt_transaction_id', receipt_transaction_id, line
                                      from staged_markings where sound) s
                              join company c on c.company = s.company
                              join inventory_transaction t on t.company_id = c.id and t.transaction_id = s.transaction_id
                             group by t.id, s.company, s.column
                        ), marked as (
                            select n.id, n.column, sum(m.quantity) as quantity
                              from named n
                              join marking m on m.item_id = n.item_id and case n.column when 'issue_transaction_id' then m.issue_id else m.receipt_id end = n.id
                             group by n.id, n.column
                        )
                        select n.line,
                               'quantity' as column,
                               'BAD_VALUE' as code,
                               format('%s of transaction "%s" of company "%s" is marked, and %s of it is open', m.quantity, n.transaction_id, n.company, n.open)
                               as what,
                               'mark less of it' as remedy
                          from named n
                          join marked m using (id, "column")
                         where m.quantity > n.open
                         order by n.line, n.column"""));
    }
}
