-- Law: nothing later builds on a run that is cancelled: no active run that touched the same transactions, no inventory close
-- Kinds: CANCELLATION
-- Scope: run
-- Remedy: cancel the later runs first, the newest first, then cancel the run again
select format('run %s touches %s of the transactions of run %s', w.run_id, w.transactions, r.cancels_run_id) as violation,
       'RUN_IN_THE_WAY' as code, format('cancel run %s first, then cancel run %s again', w.run_id, r.cancels_run_id) as remedy, null::text as transaction_id
  from period_close.posting_run r
 cross join lateral period_close.run_in_the_way(r.cancels_run_id) w
 where r.id = :run and r.status = 'RUNNING'
union all
select format('run %s has valued %s of the cost objects of run %s later', w.run_id, w.transactions, r.cancels_run_id),
       'RUN_IN_THE_WAY', format('cancel run %s first, then cancel run %s again', w.run_id, r.cancels_run_id), null
  from period_close.posting_run r
 cross join lateral period_close.revaluations_after(r.cancels_run_id) w
 where r.id = :run and r.status = 'RUNNING'
union all
select format('inventory was closed up to %s%s after run %s was posted on %s', z.closed_on, ' by run ' || z.run_id, c.id, c.posting_date),
       'INVENTORY_CLOSED', format('cancel %s first: it stands on what the run posted', coalesce('--run ' || z.run_id, 'the close')), null
  from period_close.posting_run r
  join period_close.posting_run c on c.id = r.cancels_run_id
  join period_close.inventory_close z
    on z.company_id = r.company_id and z.currency_layer = r.currency_layer and z.active and z.closed_on >= c.posting_date
 where r.id = :run and r.status = 'RUNNING' and c.type not in ('CLOSE', 'ON_HAND_ADJUSTMENT')
