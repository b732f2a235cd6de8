package org.periodclose.intake;

import java.util.List;

/**
 * The markings of an issue are those of the last file that names it: an import takes out those that the file does not have. A row with the issue alone gives
 * none.
 */
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
                        .where(
                                "s.quantity is not null and i.kind = 'ISSUE' and r.kind = 'RECEIPT' and r.item_id = i.item_id")
                        .inOrderOf("i.item_id, i.id, r.id"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("issue_transaction_id", Format.CODE),
                        new Column("receipt_transaction_id", Format.CODE, true, false, "", false),
                        Column.optional("quantity", Format.decimals(10))),
                Reference.to(Companies.FILE, "company"),
                Reference.to(InventoryTransactions.FILE, "issue_transaction_id"),
                new Reference("receipt_transaction_id", InventoryTransactions.FILE, "s.receipt_transaction_id <> ''"));
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
                    "give the quantity that is marked, or leave it and the receipt_transaction_id empty to take out the markings of the issue");
        }
    }

    @Override
    List<String> beforeInsert() {
        return List.of(FIND_REDUCED, REMOVE);
    }

    /** Of the issues of the file: the stored markings that it does not have ({@code kept} is null), and those of which it has less. */
    private static final String FIND_REDUCED = """
            create temporary table reduced_markings on commit drop as
            with named as materialized (
                select company, issue_transaction_id, min(line) as line from staged_markings group by company, issue_transaction_id
            )
            select coalesce(s.line, n.line) as line, c.company, i.transaction_id as issue, r.transaction_id as receipt, m.*, s.line as kept, s.quantity as left_over
              from named n
              join company c on c.company = n.company
              join inventory_transaction i on i.company_id = c.id and i.transaction_id = n.issue_transaction_id
              join marking m on m.item_id = i.item_id and m.issue_id = i.id
              join inventory_transaction r on r.id = m.receipt_id
              left join staged_markings s on s.company = n.company and s.issue_transaction_id = n.issue_transaction_id and s.receipt_transaction_id = r.transaction_id
             where (s.line is null or s.quantity < m.quantity)
               -- Asked once: at the first import there are none.
               and (select true from marking limit 1)""";

    private static final String REMOVE = """
            delete from marking m
             using reduced_markings x
             where x.kept is null and m.item_id = x.item_id and m.issue_id = x.issue_id and m.receipt_id = x.receipt_id""";

    @Override
    String removal() {
        return """
               select format('markings.csv: removed the marking of issue "%s" of company "%s" to receipt "%s", %s; the file no longer has it',
                             issue, company, receipt, quantity) as message,
                      count(*) over () as found
                 from reduced_markings
                where kept is null
                order by company, issue, receipt
                limit 20""";
    }

    /** Added and changed ones are found before they are stored. */
    private static final Check REMOVED_BESIDE_A_RUN = new Check(When.AFTER, """
            select distinct x.line, 'issue_transaction_id' as column, u.code,
                   format('markings of issue "%s" of company "%s" cannot be taken out now', x.issue, x.company) || ': ' || u.run as what, u.remedy
              from\s""" + UnfinishedValuations.RUNS + """
             u
              join reduced_markings x on x.company_id = u.company_id and x.kept is null
             order by x.line, what""");

    /** The largest quantity of a currency layer counts. */
    private static final Check MATCHED = new Check(When.AFTER, """
            select x.line,
                   case when x.kept is null then 'issue_transaction_id' else 'quantity' end as column,
                   'INVENTORY_CLOSED' as code,
                   format('issue "%s" of company "%s" is marked to receipt "%s", and %s of it is matched by the close of %s',
                          x.issue, x.company, x.receipt, trim_scale(d.quantity), d.closed_on) as what,
                   format('mark %s of it or more', trim_scale(d.quantity))
                   || case when conversion_on(d.run) is null then ', or cancel the close first: cancel --run ' || d.run else '' end as remedy
              from reduced_markings x
             cross join lateral (
                   select r.currency_layer, sum(m.quantity) as quantity, max(r.posting_date) as closed_on, max(r.id) as run
                     from match m
                     join active_run r on r.id = m.run_id
                    where m.item_id = x.item_id and m.issue_id = x.issue_id and m.layer_id = x.receipt_id and m.principle = 'MARKING' and m.settled
                    group by r.currency_layer
                    order by quantity desc, r.currency_layer
                    limit 1
                   ) d
             where d.quantity > coalesce(x.left_over, 0)
             order by x.line, x.receipt""");

    @Override
    List<Check> checks() {
        return List.of(
                UnfinishedValuations.of(
                        this, "quantity", """
                        join inventory_transaction i on i.company_id = c.id and i.transaction_id = s.issue_transaction_id
                          join inventory_transaction r on r.company_id = c.id and r.transaction_id = s.receipt_transaction_id
                          left join marking m on m.item_id = i.item_id and m.issue_id = i.id and m.receipt_id = r.id
                         where m.quantity is distinct from s.quantity""", "format('no marking of company \"%s\" can change now', s.company)"),
                REMOVED_BESIDE_A_RUN,
                MATCHED,
                new Check(When.LEFT_OUT, """
                        select s.line, f.column, 'BAD_VALUE' as code, f.what, f.remedy
                          from staged_markings s
                         cross join lateral (
                               select 'quantity' as column,
                                      format('receipt "%s" is given without a quantity', s.receipt_transaction_id) as what,
                                      'give the quantity that is marked, or leave the receipt_transaction_id empty, too, to take out the markings of the issue'
                                      as remedy
                                where s.receipt_transaction_id <> '' and s.quantity is null
                               union all
                               select 'receipt_transaction_id',
                                      format('the quantity %s is given without a receipt', s.quantity),
                                      'name the receipt, or leave the quantity empty, too, to take out the markings of the issue'
                                where s.receipt_transaction_id = '' and s.quantity is not null) f
                         where s.sound
                         order by s.line"""),
                new Check(When.LEFT_OUT, """
                        select s.line, f.column, 'BAD_VALUE' as code, f.what, f.remedy
                          from staged_markings s
                          join company c on c.company = s.company
                          join inventory_transaction i on i.company_id = c.id and i.transaction_id = s.issue_transaction_id
                          left join inventory_transaction r on r.company_id = c.id and r.transaction_id = s.receipt_transaction_id
                          join item a on a.id = i.item_id
                          left join item b on b.id = r.item_id
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
                        with issue as materialized (
                            select company, issue_transaction_id as transaction_id, min(line) as line from staged_markings where sound group by 1, 2
                        ), receipt as materialized (
                            select company, receipt_transaction_id as transaction_id, min(line) as line from staged_markings where sound group by 1, 2
                        ), marked as (
                            select n.line, t.id, m.quantity
                              from issue n
                              join company c on c.company = n.company
                              join inventory_transaction t on t.company_id = c.id and t.transaction_id = n.transaction_id
                              join marking m on m.item_id = t.item_id and m.issue_id = t.id
                             union all
                            select n.line, t.id, m.quantity
                              from receipt n
                              join company c on c.company = n.company
                              join inventory_transaction t on t.company_id = c.id and t.transaction_id = n.transaction_id
                              join marking m on m.receipt_id = t.id
                        ), much as materialized (
                            select line, id, sum(quantity) as quantity from marked group by line, id
                        )
                        select n.line,
                               'quantity' as column,
                               'BAD_VALUE' as code,
                               format('%s of transaction "%s" of company "%s" is marked, and %s of it is open',
                                      n.quantity, t.transaction_id, c.company, abs(t.quantity - t.settled_quantity)) as what,
                               'mark less of it, or take out another marking of it' as remedy
                          from much n
                          join inventory_transaction t on t.id = n.id
                          join company c on c.id = t.company_id
                         where n.quantity > abs(t.quantity - t.settled_quantity)
                         order by n.line, t.kind"""));
    }
}
