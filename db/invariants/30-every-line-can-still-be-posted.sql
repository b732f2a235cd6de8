-- Law: what was checked before the run holds still: every settled transaction is open, has its accounts and keeps a value of zero or more
-- Kinds: TRANSACTION_ADJUSTMENT
-- Remedy: find out what has changed meanwhile, correct the journal or the transaction, then run the same command again
select f.message as violation, f.code, f.remedy, f.transaction_id
  from period_close.journal_fault(:run, :journal) f
 where (select status from period_close.posting_run where id = :run) = 'RUNNING'
   and not exists (select from period_close.posting_exception e
                    where e.run_id = :run and e.inventory_transaction_id = f.inventory_transaction_id)
union all
select f.message, f.code, f.remedy, null
  from period_close.proposal_fault(:journal) f
 where (select status from period_close.posting_run where id = :run) = 'RUNNING'
