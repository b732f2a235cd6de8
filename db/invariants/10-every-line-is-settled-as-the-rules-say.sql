-- Law: every line of the journal that was not left out is settled exactly once, with its amount, on the accounts and with the sign that the rules give
-- Kinds: TRANSACTION_ADJUSTMENT
-- Scope: item range
-- Remedy: the settlements of this run are evidence; find out who changed them or the set-up meanwhile, then post the journal again
-- While the run is not posted, what was checked before it must hold still: every settled transaction is open, has its accounts and keeps a value of zero or
-- more. Lines and transactions are joined here anyway, so it is asked here; a line that may have a fault is asked for it as before the run.
with run as materialized (
    select * from period_close.posting_run where id = :run and journal_id = :journal
), expected as (
    -- Joined by its key alone, for which PostgreSQL knows how many rows to expect; a transaction of another item or company expects nothing.
    select a.item_id, a.inventory_transaction_id,
           case when t.item_id = a.item_id and t.company_id = r.company_id then a.amount end as amount,
           case when keep_columns then x.debit else x.credit end as debit_account_id,
           case when keep_columns then x.credit else x.debit end as credit_account_id,
           x.moved < 0 and r.storno as storno,
           r.status = 'RUNNING' and s.suspect as suspect
      from run r
      join period_close.adjustment a on a.journal_id = :journal
      join period_close.run_item i on i.run_id = :run and i.item_id = a.item_id
      join period_close.inventory_transaction t on t.id = a.inventory_transaction_id and t.item_id between :afterItem and :lastItem
      left join period_close.main_account own on own.company_id = r.company_id and own.main_account = t.inventory_account
      left join period_close.run_charges_code rc on rc.run_id = :run and rc.charges_code_id = a.charges_code_id
     cross join lateral (select coalesce(own.id, i.inventory_account_id) as inventory,
                                coalesce(a.offset_account_id, rc.offset_account_id,
                                         case when a.amount > 0 then i.profit_account_id else i.loss_account_id end) as offset_account) o
     cross join lateral (select case t.kind when 'RECEIPT' then o.inventory else o.offset_account end as debit,
                                case t.kind when 'RECEIPT' then o.offset_account else o.inventory end as credit,
                                case t.kind when 'RECEIPT' then a.amount else -a.amount end as moved) x
     cross join lateral (select r.storno or x.moved > 0 as keep_columns) k
     cross join lateral period_close.line_suspicion(
           :run, :journal, a.item_id, a.inventory_transaction_id, a.amount, a.computed_from, a.offset_account_id, a.charges_code_id,
           t.kind, t.open, t.financial_date, t.quantity, period_close.cost_in(t, r.currency_layer), t.inventory_account) s
     where (a.item_id, a.inventory_transaction_id) > (:afterItem, :afterTransaction)
       and (a.item_id, a.inventory_transaction_id) <= (:lastItem, :lastTransaction)
       and (r.exceptions = 0
            or not exists (select from period_close.posting_exception e
                            where e.run_id = :run and e.inventory_transaction_id = a.inventory_transaction_id))
), made as (
    select *
      from period_close.settlement
     where run_id = :run
       and (item_id, inventory_transaction_id) > (:afterItem, :afterTransaction)
       and (item_id, inventory_transaction_id) <= (:lastItem, :lastTransaction)
), found as materialized (
    select b.broken, e.suspect,
           coalesce(e.inventory_transaction_id, m.inventory_transaction_id) as inventory_transaction_id,
           case when m.run_id is null then format('its adjustment of %s is not settled', e.amount)
                when e.amount is null then format('a settlement of %s has no adjustment', m.amount)
                else format('settled %s on debit account id %s, credit %s%s instead of %s on debit %s, credit %s%s',
                            m.amount, m.debit_account_id, m.credit_account_id, case when m.storno then ', storno' else '' end,
                            e.amount, e.debit_account_id, e.credit_account_id, case when e.storno then ', storno' else '' end) end as difference
      from expected e
      full join made m on m.item_id = e.item_id and m.inventory_transaction_id = e.inventory_transaction_id
     cross join lateral (select m.run_id is null
                             or e.amount is null
                             or (m.part, m.amount, m.debit_account_id, m.credit_account_id, m.storno)
                                is distinct from ('MANUAL'::period_close.settlement_part, e.amount, e.debit_account_id, e.credit_account_id, e.storno)
                             as broken) b
     where b.broken or e.suspect
)
select format('transaction %s: %s',
              coalesce((select period_close.quoted(t.transaction_id) from period_close.inventory_transaction t where t.id = f.inventory_transaction_id), 'unknown'),
              f.difference) as violation,
       null as code, null as remedy, null as transaction_id
  from found f
 where f.broken
union all
select f.message, f.code, f.remedy, f.transaction_id
  from period_close.journal_fault(:run, :journal, :afterItem, :afterTransaction, :lastItem, :lastTransaction) f
 where exists (select from found where suspect)
   and not exists (select from period_close.posting_exception e
                    where e.run_id = :run and e.inventory_transaction_id = f.inventory_transaction_id)
