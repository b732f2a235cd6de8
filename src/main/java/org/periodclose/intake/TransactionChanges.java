package org.periodclose.intake;

import java.util.List;
import org.periodclose.intake.ImportFile.Check;
import org.periodclose.intake.ImportFile.When;

/**
 * How a stored inventory transaction may change. Without a financial date (no invoice is posted): quantity, dates, costs, {@code open}, cost
 * flow, return, sequence and what the ERP has settled. A column that the file does not have stays as it is. At any time: {@code open} from true to false, if no open journal contains it and no close forbids it; its accounts, if nothing is settled on
 * it; its reporting cost from none to a value. While an unfinished run contains it: nothing.
 */
final class TransactionChanges {
    private TransactionChanges() {}

    /** One expression, because the planner would multiply its guesses for each and expect nearly no row. */
    static final String DECIMALS_FIT = """
            case when scale(s.cost_amount) <= c.accounting_decimals
                  and (s.reporting_cost_amount is null or scale(s.reporting_cost_amount) <= c.reporting_decimals)
                  and (s.settled_amount is null or scale(s.settled_amount) <= c.accounting_decimals)
                  and (coalesce(s.reporting_settled_amount, 0) = 0 or scale(s.reporting_settled_amount) <= c.reporting_decimals)
                 then true end""";

    /** The rows that differ from the stored ones, with the columns that must not change. JUDGE sets {@code code} and the columns after it where a change is refused. */
    private static final String FIND = """
            create temporary table changed_inventory_transactions on commit drop as
            select s.line, c.company, t.id, t.item_id, t.company_id, t.transaction_id,
                   d.fixed_columns, d.stored,
                   (t.inventory_account, t.offset_account) is distinct from (s.inventory_account, s.offset_account) as accounts,
                   t.financial_date is not null and t.reporting_cost_amount is null and s.reporting_cost_amount is not null as reporting,
                   t.open and not s.open as closes,
                   t.financial_date,
                   case when t.financial_date is null then s.financial_date end as new_financial_date,
                   least(t.physical_date, s.physical_date, coalesce(t.takes_part_on, t.financial_date), coalesce(t.takes_part_on, s.financial_date)) as up_to,
                   n.*,
                   null::text as code, null::text as blamed, null::text as what, null::text as remedy
              from staged_inventory_transactions s
              join company c on c.company = s.company
              join inventory_transaction t on t.company_id = c.id and t.transaction_id = s.transaction_id
              join item i on i.id = t.item_id
              left join cost_flow f on f.id = t.cost_flow_id
             cross join lateral (
                   select coalesce(s.cost_flow, f.cost_flow, '') as cost_flow,
                          coalesce(s.return_of, t.return_of, '') as return_of,
                          coalesce(s.sequence, t.sequence) as sequence,
                          coalesce(s.settled_quantity, t.settled_quantity) as settled_quantity,
                          coalesce(s.settled_amount, t.settled_amount) as settled_amount,
                          coalesce(s.reporting_settled_amount, t.reporting_settled_amount) as reporting_settled_amount
                   ) n
             cross join lateral (
                   select string_agg(f.name, ', ' order by f.position) as fixed_columns,
                          string_agg(f.name || ' ' || coalesce(f.stored, 'empty'), ', ' order by f.position) as stored
                     from (values
                          (1, 'item_number', i.item_number::text, i.item_number is distinct from s.item_number),
                          (2, 'kind', t.kind, t.kind is distinct from s.kind),
                          (3, 'quantity', t.quantity::text, t.financial_date is not null and t.quantity is distinct from s.quantity),
                          (4, 'physical_date', t.physical_date::text,
                              t.financial_date is not null and t.physical_date is distinct from s.physical_date),
                          (5, 'financial_date', t.financial_date::text,
                              t.financial_date is not null and t.financial_date is distinct from s.financial_date),
                          (6, 'cost_amount', t.cost_amount::text, t.financial_date is not null and t.cost_amount is distinct from s.cost_amount),
                          (7, 'reporting_cost_amount', t.reporting_cost_amount::text,
                              t.financial_date is not null and t.reporting_cost_amount is distinct from s.reporting_cost_amount
                              and t.reporting_cost_amount is not null),
                          (8, 'open', t.open::text, t.financial_date is not null and not t.open and s.open),
                          (9, 'site', t.site, t.site is distinct from s.site),
                          (10, 'warehouse', t.warehouse, t.warehouse is distinct from s.warehouse),
                          (11, 'batch_number', t.batch_number, t.batch_number is distinct from s.batch_number),
                          (12, 'serial_number', t.serial_number, t.serial_number is distinct from s.serial_number),
                          (13, 'cost_flow', f.cost_flow, t.financial_date is not null and coalesce(f.cost_flow, '') <> n.cost_flow),
                          (14, 'return_of', t.return_of, t.financial_date is not null and coalesce(t.return_of, '') <> n.return_of),
                          (15, 'sequence', t.sequence::text, t.financial_date is not null and t.sequence <> n.sequence),
                          (16, 'settled_quantity', t.settled_quantity::text,
                              t.financial_date is not null and t.settled_quantity <> n.settled_quantity),
                          (17, 'settled_amount', t.settled_amount::text, t.financial_date is not null and t.settled_amount <> n.settled_amount),
                          (18, 'reporting_settled_amount', t.reporting_settled_amount::text,
                              t.financial_date is not null and t.reporting_settled_amount <> n.reporting_settled_amount)
                          ) f (position, name, stored, differs)
                    where f.differs
                   ) d
             where s.sound
               and\s""" + DECIMALS_FIT + """

               and (i.item_number, t.kind, t.quantity, t.physical_date, t.financial_date,
                    t.cost_amount, t.reporting_cost_amount, t.open, t.site, t.warehouse,
                    t.batch_number, t.serial_number, t.inventory_account, t.offset_account,
                    coalesce(f.cost_flow, ''), coalesce(t.return_of, ''), t.sequence, t.settled_quantity, t.settled_amount, t.reporting_settled_amount)
                   is distinct from
                   (s.item_number, s.kind, s.quantity, s.physical_date, s.financial_date,
                    s.cost_amount, s.reporting_cost_amount, s.open, s.site, s.warehouse,
                    s.batch_number, s.serial_number, s.inventory_account, s.offset_account,
                    n.cost_flow, n.return_of, n.sequence, n.settled_quantity, n.settled_amount, n.reporting_settled_amount)
               and not exists (select from staged_inventory_transactions e
                                where e.company = s.company
                                  and e.transaction_id = s.transaction_id
                                  and e.line < s.line)""";

    /** A run that is about to settle such a transaction, or to cancel its settlements, waits for the import, and the import waits for the run. */
    private static final String LOCK = """
            select j.id
              from adjustment_journal j
             where j.status <> 'POSTING'
               and j.id in (select a.journal_id
                              from changed_inventory_transactions x
                              join adjustment_journal o on o.company_id = x.company_id and o.status = 'OPEN'
                              join adjustment a on a.journal_id = o.id and a.item_id = x.item_id and a.inventory_transaction_id = x.id
                            union all
                            select r.journal_id
                              from changed_inventory_transactions x
                              join settlement s on s.item_id = x.item_id and s.inventory_transaction_id = x.id
                              join posting_run r on r.id = s.run_id)
             order by j.id
               for update of j""";

    /** What changes is little, whatever the size of the file. */
    private static final String LOOK_UP = "set local enable_nestloop = on";

    private static final String JUDGE = """
            update changed_inventory_transactions c
               set code = f.code, blamed = f.blamed, what = f.what, remedy = f.remedy
              from changed_inventory_transactions x
             cross join lateral (
                   select *
                     from (select 1 as rank, 'TRANSACTION_CHANGED' as code, x.fixed_columns as blamed,
                                  format('is already stored with %s', x.stored) as what,
                                  'restore the values, or import the difference as another transaction' as remedy
                            where x.fixed_columns is not null
                           union all
                           select 2, u.code, 'line', 'cannot change now: ' || u.run, u.remedy
                             from\s""" + UnfinishedValuations.RUNS + """
             u
                            where u.company_id = x.company_id and u.posting_date >= x.up_to
                           union all
                           select 2, 'TRANSACTION_CHANGED', 'line',
                                  format('cannot change now: it is in journal "%s", whose run %s is not finished', j.journal, r.id),
                                  case when x.accounts
                                       then format('end the run with abandon --run %s, then import again; once it has posted, accounts no longer change', r.id)
                                       else format('finish the run with post --company %s --journal %s, or end it with abandon --run %s, then import again',
                                                   x.company, j.journal, r.id) end
                             from posting_run r
                             join adjustment_journal j on j.id = r.journal_id
                             join adjustment a on a.journal_id = r.journal_id and a.item_id = x.item_id and a.inventory_transaction_id = x.id
                            where r.status = 'RUNNING' and r.company_id = x.company_id and r.cancels_run_id is null
                           union all
                           select 3, 'TRANSACTION_CHANGED', 'line',
                                  format('cannot change now: run %s, which cancels run %s, is not finished', r.id, r.cancels_run_id),
                                  format('finish it with cancel --run %s, or end it with abandon --run %s, then import again', r.cancels_run_id, r.id)
                             from posting_run r
                             join settlement s on s.run_id = r.cancels_run_id and s.item_id = x.item_id and s.inventory_transaction_id = x.id
                            where r.status = 'RUNNING' and r.company_id = x.company_id
                           union all
                           select 4, 'TRANSACTION_CHANGED', 'inventory_account, offset_account',
                                  format('cannot change its accounts: run %s has settled it', min(r.id)),
                                  'restore the accounts; what is posted stays on the accounts that it was posted to'
                             from settlement s
                             join posting_run r on r.id = s.run_id and r.status = 'POSTED'
                            where x.accounts and s.item_id = x.item_id and s.inventory_transaction_id = x.id
                              and (x.financial_date is not null or r.id in (select id from active_run))
                           having count(*) > 0
                           union all
                           select 5, 'TRANSACTION_CHANGED', 'reporting_cost_amount',
                                  format('cannot get a reporting cost: run %s has settled it without one', min(r.id)),
                                  'leave the reporting cost empty'
                             from settlement s
                             join posting_run r on r.id = s.run_id and r.status = 'POSTED' and r.currency_layer = 'REPORTING'
                            where x.reporting and s.item_id = x.item_id and s.inventory_transaction_id = x.id
                           having count(*) > 0
                           union all
                           select 6, 'TRANSACTION_CHANGED', 'open',
                                  format('cannot be closed: inventory of layer %s is closed up to %s', z.currency_layer, z.closed_on),
                                  'restore open, or cancel the inventory close first'
                             from inventory_close z
                            where x.closes and z.company_id = x.company_id and z.active and z.closed_on >= x.financial_date
) reasons
                    order by rank, what
                    limit 1
                   ) f
             where c.line = x.line""";

    static final List<String> BEFORE_UPDATE = List.of(FIND, LOOK_UP, LOCK, JUDGE, LateTransactions.FIND_CHANGED);

    static final String UPDATE = """
            update inventory_transaction t
               set quantity = s.quantity,
                   physical_date = s.physical_date,
                   financial_date = s.financial_date,
                   cost_amount = round(s.cost_amount, c.accounting_decimals),
                   reporting_cost_amount = round(s.reporting_cost_amount, c.reporting_decimals),
                   open = s.open,
                   inventory_account = s.inventory_account,
                   offset_account = s.offset_account,
                   cost_flow_id = f.id,
                   return_of = nullif(x.return_of, ''),
                   sequence = x.sequence,
                   settled_quantity = x.settled_quantity,
                   settled_amount = round(x.settled_amount, c.accounting_decimals),
                   reporting_settled_amount = coalesce(round(x.reporting_settled_amount, c.reporting_decimals), 0),
                   takes_part_on = coalesce(t.takes_part_on, l.closed_on + 1)
              from changed_inventory_transactions x
              join staged_inventory_transactions s on s.line = x.line
              join company c on c.id = x.company_id
              left join cost_flow f on f.company_id = x.company_id and f.cost_flow = x.cost_flow
              left join late_transactions l on l.line = x.line
             where x.code is null
               and t.id = x.id""";

    static final List<Check> CHECKS =
            List.of(new Check(When.LEFT_OUT, """
                    select line, blamed as column, code, format('transaction "%s" of company "%s" %s', transaction_id, company, what) as what, remedy
                      from changed_inventory_transactions
                     where code is not null
                     order by line"""), new Check(When.AT_END, """
                    select x.line,
                           'open' as column,
                           'TRANSACTION_CHANGED' as code,
                           format('transaction "%s" of company "%s" cannot be closed: it is in journal "%s", which is not posted',
                                  x.transaction_id, x.company, j.journal) as what,
                           'post the journal first, or remove the row from adjustments.csv and import both files; a journal of adjust: import its other lines, or delete-journal while no run has tried it'
                           as remedy
                      from changed_inventory_transactions x
                      join adjustment_journal j on j.company_id = x.company_id and j.status = 'OPEN'
                      join adjustment a on a.journal_id = j.id and a.item_id = x.item_id and a.inventory_transaction_id = x.id
                     where x.closes
                       and x.code is null
                     order by x.line, j.id"""), new Check(When.AT_END, """
                    select x.line,
                           'quantity' as column,
                           'BAD_VALUE' as code,
                           format('%s of transaction "%s" of company "%s" is marked, and %s of it is open',
                                  sum(m.quantity), x.transaction_id, x.company, abs(t.quantity - t.settled_quantity)) as what,
                           'import the markings with smaller quantities in markings.csv as well' as remedy
                      from changed_inventory_transactions x
                      join inventory_transaction t on t.id = x.id
                      join marking m on m.item_id = x.item_id and case t.kind when 'ISSUE' then m.issue_id else m.receipt_id end = x.id
                     where x.code is null
                     group by x.line, x.transaction_id, x.company, t.id
                    having sum(m.quantity) > abs(t.quantity - t.settled_quantity)
                     order by x.line"""));
}
