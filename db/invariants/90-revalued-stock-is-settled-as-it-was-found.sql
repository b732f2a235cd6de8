-- Law: every change of value that was found before the first settlement is settled exactly once, on the accounts and with the sign that the rules give
-- Kinds: REVALUATION, STANDARD_COST_CONVERSION
-- Scope: item range
-- Remedy: the settlements of this run are evidence; find out who changed them or revaluation_line, then run the same command again
with expected as (
    select n.item_id, n.inventory_transaction_id, n.name, n.amount, r.storno and n.amount < 0 as storno,
           case when r.storno or n.amount > 0 then n.inventory_account_id else o.id end as debit_account_id,
           case when r.storno or n.amount > 0 then o.id else n.inventory_account_id end as credit_account_id
      from period_close.posting_run r
      join period_close.revaluation_line n on n.run_id = r.id
      join period_close.run_item i on i.run_id = r.id and i.item_id = n.item_id
     cross join lateral (select case when n.amount > 0 then i.profit_account_id else i.loss_account_id end as id) o
     where r.id = :run and n.amount <> 0
       and (n.item_id, n.inventory_transaction_id) > (:afterItem, :afterTransaction)
       and (n.item_id, n.inventory_transaction_id) <= (:lastItem, :lastTransaction)
), made as (
    select *
      from period_close.settlement
     where run_id = :run
       and (item_id, inventory_transaction_id) > (:afterItem, :afterTransaction)
       and (item_id, inventory_transaction_id) <= (:lastItem, :lastTransaction)
)
select format('%s: %s',
              coalesce(period_close.quoted(e.name), 'transaction id ' || m.inventory_transaction_id),
              case when m.run_id is null then format('the change of %s is not settled', e.amount)
                   when e.amount is null then format('a settlement of %s was not found before', m.amount)
                   else format('settled %s on debit account id %s, credit %s%s instead of %s on debit %s, credit %s%s',
                               m.amount, m.debit_account_id, m.credit_account_id, case when m.storno then ', storno' else '' end,
                               e.amount, e.debit_account_id, e.credit_account_id, case when e.storno then ', storno' else '' end) end) as violation
  from expected e
  full join made m on m.item_id = e.item_id and m.inventory_transaction_id = e.inventory_transaction_id
 where m.run_id is null
    or e.amount is null
    or (m.part, m.amount, m.debit_account_id, m.credit_account_id, m.storno)
       is distinct from ('REVALUATION'::period_close.settlement_part, e.amount, e.debit_account_id, e.credit_account_id, e.storno)
