-- Law: nothing later stands on a run that is cancelled: no active run that touched the same transactions, no inventory close
-- Mend: cancel what stands in the way first, the newest first, then cancel the run again
select format('run %s touches %s of the transactions of run %s', w.run_id, w.transactions, r.cancels_run_id) as violation
  from period_close.posting_run r
 cross join lateral period_close.run_in_the_way(r.cancels_run_id) w
 where r.id = :run and r.status = 'RUNNING' and r.cancels_run_id is not null
union all
select format('inventory was closed up to %s after run %s was posted on %s', z.closed_on, c.id, c.posting_date)
  from period_close.posting_run r
  join period_close.posting_run c on c.id = r.cancels_run_id
  join period_close.inventory_close z
    on z.company_id = r.company_id and z.currency_layer = r.currency_layer and z.active and z.closed_on >= c.posting_date
 where r.id = :run and r.status = 'RUNNING'
