-- Law: every line of a journal over the layers of a close that was not left out has one on-hand layer, which takes the whole open quantity and value of its source and is settled with the amount, on the accounts and with the sign that the rules give
-- Kinds: ON_HAND_ADJUSTMENT
-- Scope: item range
-- Remedy: the settlements of this run are evidence; find out who changed them or the set-up meanwhile, then post the journal again
with run as materialized (
    select * from period_close.posting_run where id = :run and journal_id = :journal
), expected as (
    select l.*, case when keep_columns then l.inventory_account_id else l.offset_account_id end as debit_account_id,
           case when keep_columns then l.offset_account_id else l.inventory_account_id end as credit_account_id, l.amount < 0 and r.storno as storno
      from run r
     cross join period_close.on_hand_line(:run, :journal, :afterItem, :afterTransaction, :lastItem, :lastTransaction) l
     cross join lateral (select r.storno or l.amount > 0 as keep_columns) k
     where r.exceptions = 0
        or not exists (select from period_close.posting_exception e where e.run_id = :run and e.inventory_transaction_id = l.layer_id)
), made as (
    select * from period_close.cost_layer
     where run_id = :run and (item_id, source_id) > (:afterItem, :afterTransaction) and (item_id, source_id) <= (:lastItem, :lastTransaction)
)
select format('layer %s: %s', coalesce(period_close.quoted(e.source), 'id ' || m.source_id),
              case when m.id is null then format('its adjustment of %s has no on-hand layer', e.amount)
                   when e.layer_id is null then 'an on-hand layer has no adjustment'
                   when h.run_id is null or s.run_id is null then format('on-hand layer id %s is not handed over or not settled', m.id)
                   else format('hands over %s for %s instead of %s for %s, and settled %s on debit account id %s, credit %s%s instead of %s on debit %s, credit %s%s',
                               h.quantity, h.amount, e.quantity, e.value, s.amount, s.debit_account_id, s.credit_account_id, case when s.storno then ', storno' else '' end,
                               e.amount, e.debit_account_id, e.credit_account_id, case when e.storno then ', storno' else '' end) end) as violation,
       null as code, null as remedy, null as transaction_id
  from expected e
  full join made m on m.item_id = e.item_id and m.source_id = e.layer_id
  left join period_close.match h on h.item_id = m.item_id and h.issue_id = m.id and h.layer_id = m.source_id and h.run_id = :run
  left join period_close.settlement s on s.item_id = m.item_id and s.inventory_transaction_id = m.id and s.run_id = :run
 where m.id is null
    or e.layer_id is null
    or (m.kind, m.cost_object_id, m.root_id, m.date, m.quantity) is distinct from ('ON_HAND', e.cost_object_id, e.root_id, e.date, e.quantity)
    or (h.from_quantity, h.quantity, h.amount, h.principle, h.settled) is distinct from (e.from_quantity, e.quantity, e.value, 'ON_HAND', true)
    or (s.part, s.amount, s.debit_account_id, s.credit_account_id, s.storno)
       is distinct from ('ON_HAND'::period_close.settlement_part, e.amount, e.debit_account_id, e.credit_account_id, e.storno)
union all
select f.message, f.code, f.remedy, f.transaction_id
  from run r
 cross join period_close.on_hand_fault(:run, :journal, :afterItem, :afterTransaction, :lastItem, :lastTransaction) f
 where r.status = 'RUNNING'
   and not exists (select from period_close.posting_exception e where e.run_id = :run and e.inventory_transaction_id = f.inventory_transaction_id)
