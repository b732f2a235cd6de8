-- Law: a cancellation has the settings of the run that it cancels, and mirrors each of its settlements exactly once: the same accounts in the same columns with the storno flag turned, or swapped where that run is without storno
-- Kinds: CANCELLATION
-- Scope: item range
-- Remedy: the settlements of both runs are evidence; find out who changed them, then cancel the run again
with expected as (
    select s.item_id, s.inventory_transaction_id, s.part, -s.amount as amount,
           case when c.storno then s.debit_account_id else s.credit_account_id end as debit_account_id,
           case when c.storno then s.credit_account_id else s.debit_account_id end as credit_account_id,
           case when s.storno is not null then c.storno and not s.storno end as storno
      from period_close.posting_run c
      join period_close.settlement s on s.run_id = c.id
     where c.id = (select cancels_run_id from period_close.posting_run where id = :run)
       and (s.item_id, s.inventory_transaction_id) > (:afterItem, :afterTransaction)
       and (s.item_id, s.inventory_transaction_id) <= (:lastItem, :lastTransaction)
), made as (
    select *
      from period_close.settlement
     where run_id = :run
       and (item_id, inventory_transaction_id) > (:afterItem, :afterTransaction)
       and (item_id, inventory_transaction_id) <= (:lastItem, :lastTransaction)
)
select format('transaction %s: %s',
              coalesce((select period_close.quoted(t.transaction_id) from period_close.inventory_transaction t
                         where t.id = coalesce(e.inventory_transaction_id, m.inventory_transaction_id)), 'unknown'),
              case when m.run_id is null then format('the settlement of %s is not reversed', -e.amount)
                   when e.amount is null then format('a settlement of %s reverses nothing', m.amount)
                   else format('settled %s on debit account id %s, credit %s%s instead of %s on debit %s, credit %s%s',
                               m.amount, m.debit_account_id, m.credit_account_id, case when m.storno then ', storno' else '' end,
                               e.amount, e.debit_account_id, e.credit_account_id, case when e.storno then ', storno' else '' end) end) as violation
  from expected e
  full join made m on m.item_id = e.item_id and m.inventory_transaction_id = e.inventory_transaction_id and m.part = e.part
 where m.run_id is null
    or e.amount is null
    or (m.amount, m.debit_account_id, m.credit_account_id, m.storno) is distinct from (e.amount, e.debit_account_id, e.credit_account_id, e.storno)
union all
-- Of the run as a whole, so it is asked with its first range.
select format('run %s is not a posted run with the settings of its cancellation', c.id)
  from period_close.posting_run r
  join period_close.posting_run c on c.id = r.cancels_run_id
 where r.id = :run
   and :afterItem = -2147483648
   and (c.status <> 'POSTED' or c.cancels_run_id is not null or r.posting_date < c.posting_date
     or (r.company_id, r.journal_id, r.currency_layer, r.currency, r.specification, r.update_ledger, r.storno)
        is distinct from (c.company_id, c.journal_id, c.currency_layer, c.currency, c.specification, c.update_ledger, c.storno))
