-- Law: what was checked before the cancellation holds still: every transaction is open and keeps a value of zero or more
-- Kinds: CANCELLATION
-- Scope: item range
-- Remedy: find out what has changed meanwhile, then run the same command again
select f.message as violation, f.code, f.remedy, f.transaction_id
  from period_close.posting_run r
 cross join lateral period_close.cancellation_fault(
       r.id, r.cancels_run_id, :afterItem, :afterTransaction, :lastItem, :lastTransaction) f
 where r.id = :run and r.status = 'RUNNING'
   -- What a person set the value of stock to is no value of the receipt that carries it; recalculations and closes calculate with values below zero.
   and not exists (select from period_close.posting_run c
                    where c.id = r.cancels_run_id
                      and (c.type = 'REVALUATION' or c.type in ('RECALCULATION', 'CLOSE') and f.code = 'VALUE_BELOW_ZERO'))
