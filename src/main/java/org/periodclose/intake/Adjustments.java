package org.periodclose.intake;

import java.util.List;

final class Adjustments extends ImportFile {
    static final ImportFile FILE = new Adjustments();

    private Adjustments() {
        super(
                "adjustments.csv",
                "adjustment",
                Target.large("adjustment", """
                        staged_adjustments s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                          join inventory_transaction t on t.company_id = c.id and t.transaction_id = s.transaction_id
                         cross join lateral (
                               select case j.currency_layer when 'ACCOUNTING' then c.accounting_decimals else c.reporting_decimals end as decimals
                               ) d
                        """ + AdjustmentJournals.OFFSET_JOINS)
                        .key("journal_id", "j.id")
                        .key("item_id", "t.item_id")
                        .key("inventory_transaction_id", "t.id")
                        .value("amount", "round(s.amount, coalesce(d.decimals, scale(s.amount)))")
                        .kept("offset_account_id", "offset_account", "m.id")
                        .kept("charges_code_id", "charges_code", "k.id")
                        .where("j.status = 'OPEN'")
                        .where("(d.decimals is null or scale(s.amount) <= d.decimals)")
                        .where(AdjustmentJournals.OFFSET_IS_KNOWN)
                        // The order of the primary key, so that its index grows at one end.
                        .inOrderOf("j.id, t.item_id, t.id"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("journal", Format.CODE),
                        Column.key("transaction_id", Format.CODE),
                        Column.required("amount", Format.AMOUNT),
                        Column.later("offset_account", Format.CODE, ""),
                        Column.later("charges_code", Format.CODE, "")),
                Reference.to(Companies.FILE, "company"),
                Reference.to(AdjustmentJournals.FILE, "journal"),
                Reference.to(InventoryTransactions.FILE, "transaction_id"),
                new Reference("offset_account", MainAccounts.FILE, "s.offset_account <> ''"),
                new Reference("charges_code", ChargesCodes.FILE, "s.charges_code <> ''"));
    }

    @Override
    void check(Row row) {
        String amount = row.value("amount");
        if (amount != null && Format.signum(amount) == 0) {
            row.refuse("amount", "the amount is zero", "remove the line");
        }
    }

    @Override
    String lock() {
        return """
               select j.id
                 from adjustment_journal j
                 join company c on c.id = j.company_id
                where (c.company, j.journal) in (select company, journal from staged_adjustments)
                order by j.id
                  for update of j""";
    }

    /** A journal is what the file says. Lines are compared one by one only where a journal has more of them than the file. */
    @Override
    String removal() {
        return """
               with named as materialized (
                   select j.id, j.journal, c.company, count(s.line) as lines
                     from adjustment_journal j
                     join company c on c.id = j.company_id
                     left join staged_adjustments s on s.company = c.company and s.journal = j.journal
                    where j.status = 'OPEN'
                      and ((c.company, j.journal) in (select company, journal from staged_adjustments)
                           or (c.company, j.journal) in (select company, journal from staged_adjustment_journals))
                    group by j.id, c.company
               ), removed as (
                   delete from adjustment a
                    using named n, inventory_transaction t
                    where a.journal_id = n.id
                      and n.lines < (select count(*) from adjustment stored where stored.journal_id = n.id)
                      and t.id = a.inventory_transaction_id
                      and not exists (select from staged_adjustments s
                                       where s.company = n.company and s.journal = n.journal and s.transaction_id = t.transaction_id)
                   returning n.company, n.journal, t.transaction_id, a.amount
               )
               select format('adjustments.csv: removed from journal "%s" of company "%s": the line of transaction "%s", %s; the file no longer has it',
                             journal, company, transaction_id, amount) as message,
                      count(*) over () as found
                 from removed
                order by company, journal, transaction_id
                limit 20""";
    }

    @Override
    List<Check> checks() {
        return List.of(
                new Check(When.BEFORE, """
                        select s.line,
                               'journal' as column,
                               'BAD_VALUE' as code,
                               format('journal "%s" of company "%s" is over the layers of a close, an import cannot change it', s.journal, s.company) as what,
                               'remove its rows, and compute it again with adjust --again' as remedy
                          from staged_adjustments s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                         where j.close_run_id is not null
                         order by s.line"""),
                new Check(When.GONE, """
                        with frozen as materialized (
                            select j.id, j.journal, j.status, c.company, min(s.line) as line, count(*) as lines
                              from staged_adjustments s
                              join company c on c.company = s.company
                              join adjustment_journal j on j.company_id = c.id and j.journal = s.journal and j.status <> 'OPEN'
                             group by j.id, c.company
                            having bool_and(s.sound is true)
                        )
                        select f.line,
                               'journal' as column,
                               'JOURNAL_FROZEN' as code,
                               format('journal "%s" of company "%s" is %s, and the file no longer has its line of transaction "%s"',
                                      f.journal, f.company, f.status, t.transaction_id) as what,
                               case f.status
                                   when 'POSTING' then 'restore the row, leave out all rows of the journal, or end its run with abandon (runs shows its number), then import again'
                                   else 'restore the row, or leave out all rows of the journal; to undo what is posted, use cancel'
                               end as remedy
                          from frozen f
                          join adjustment a on a.journal_id = f.id
                          join inventory_transaction t on t.id = a.inventory_transaction_id
                         where f.lines < (select count(*) from adjustment stored where stored.journal_id = f.id)
                           and not exists (select from staged_adjustments s
                                            where s.company = f.company and s.journal = f.journal and s.transaction_id = t.transaction_id)
                           and not exists (select from posting_exception e
                                             join posting_run r on r.id = e.run_id and r.status in ('RUNNING', 'POSTED')
                                            where r.journal_id = f.id and e.inventory_transaction_id = t.id)
                         order by f.line, t.transaction_id"""),
                new Check(When.LEFT_OUT, """
                        select s.line,
                               'amount' as column,
                               'BAD_VALUE' as code,
                               format('%s has %s decimals, %s has %s', s.amount, scale(s.amount), d.currency, d.decimals) as what,
                               'round it as your ledger does' as remedy
                          from staged_adjustments s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                          join lateral (
                               values ('ACCOUNTING', c.accounting_currency, c.accounting_decimals),
                                      ('REPORTING', c.reporting_currency, c.reporting_decimals)
                               ) d (layer, currency, decimals) on d.layer = j.currency_layer
                         where scale(s.amount) > d.decimals
                         order by s.line"""),
                new Check(When.LEFT_OUT, """
                        select s.line,
                               'journal' as column,
                               'JOURNAL_FROZEN' as code,
                               format('journal "%s" of company "%s" is %s, its lines can no longer change', s.journal, s.company, j.status)
                               as what,
                               'put the change into a new journal' as remedy
                          from staged_adjustments s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal and j.status <> 'OPEN'
                          join inventory_transaction t on t.company_id = c.id and t.transaction_id = s.transaction_id
                          left join adjustment a
                                 on a.journal_id = j.id and a.item_id = t.item_id and a.inventory_transaction_id = t.id
                          left join main_account m on m.id = a.offset_account_id
                          left join charges_code k on k.id = a.charges_code_id
                         where s.sound
                           and (a.amount is distinct from s.amount
                                or s.offset_account <> coalesce(m.main_account, '')
                                or s.charges_code <> coalesce(k.charges_code, ''))
                         order by s.line"""));
    }
}
