-- Law: what was checked before the run holds still: the balance that a proposed journal spreads is the one that its amounts were computed from
-- Kinds: TRANSACTION_ADJUSTMENT, ON_HAND_ADJUSTMENT
-- Scope: run
-- Remedy: find out what has changed meanwhile, correct the journal or the transaction, then run the same command again
-- What belongs to single lines is asked with the law of the lines, which reads them anyway.
select f.message as violation, f.code, f.remedy, null::text as transaction_id
  from period_close.proposal_fault(:journal) f
 where (select status from period_close.posting_run where id = :run) = 'RUNNING'
