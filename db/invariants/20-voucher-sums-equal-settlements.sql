-- Law: the sums that become the voucher's lines equal the settlements, for each pair of accounts, plus and storno apart
-- Kinds: every kind
-- Scope: run
-- Remedy: report it with this run's number: the partial sums of a chunk do not agree with its settlements
with settled as (
    select debit_account_id, credit_account_id, storno, count(*) as settlements,
           sum(case when storno then -abs(amount) else abs(amount) end) as amount
      from period_close.settlement
     where run_id = :run and debit_account_id is not null
     group by debit_account_id, credit_account_id, storno
), summed as (
    select debit_account_id, credit_account_id, storno, sum(settlements) as settlements, sum(amount) as amount
      from (select debit_account_id, credit_account_id, storno, settlements, amount from period_close.settlement_sum where run_id = :run
            union all
            select debit_account_id, credit_account_id, storno, settlements, amount from period_close.voucher_line where run_id = :run) s
     group by debit_account_id, credit_account_id, storno
)
select format('debit %s, credit %s%s: %s settlements of %s, but voucher sums of %s settlements and %s',
              period_close.quoted(d.main_account), period_close.quoted(c.main_account), case when k.storno then ', storno' else '' end,
              coalesce(s.settlements, 0), coalesce(s.amount, 0), coalesce(v.settlements, 0), coalesce(v.amount, 0)) as violation
  from settled s
  full join summed v using (debit_account_id, credit_account_id, storno)
 cross join lateral (select debit_account_id as debit, credit_account_id as credit, storno) k
  left join period_close.main_account d on d.id = k.debit
  left join period_close.main_account c on c.id = k.credit
 where (s.amount, s.settlements) is distinct from (v.amount, v.settlements)
   and not exists (select from period_close.posting_run r where r.id = :run and r.status = 'POSTED' and not r.update_ledger)
union all
select format('the voucher has %s lines, but there are sums of %s settlements that it does not hold',
              (select count(*) from period_close.voucher_line where run_id = :run), sum(settlements))
  from period_close.settlement_sum
 where run_id = :run and exists (select from period_close.voucher_line where run_id = :run)
having count(*) > 0
