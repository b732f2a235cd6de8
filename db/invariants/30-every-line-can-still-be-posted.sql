-- Law: what was checked before the run holds still: every settled transaction is open, has its accounts and keeps a value of zero or more
-- Mend: look at what changed meanwhile, mend the journal or the transaction, then run the same command again
select f.message as violation, f.code, f.remedy, f.transaction_id
  from period_close.journal_fault(:run, :journal) f
 where not exists (select from period_close.posting_exception e
                    where e.run_id = :run and e.inventory_transaction_id = f.inventory_transaction_id)
   and exists (select from period_close.posting_run r where r.id = :run and r.status = 'RUNNING' and r.cancels_run_id is null)
union all
select f.message, f.code, f.remedy, f.transaction_id
  from period_close.posting_run r
 cross join lateral period_close.cancellation_fault(r.id, r.cancels_run_id) f
 where r.id = :run and r.status = 'RUNNING' and r.cancels_run_id is not null
union all
select f.message, f.code, f.remedy, null
  from period_close.proposal_fault(:journal) f
 where exists (select from period_close.posting_run r where r.id = :run and r.status = 'RUNNING' and r.cancels_run_id is null)
