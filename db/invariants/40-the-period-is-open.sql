-- Law: the posting date lies in an open fiscal period, after the last inventory close
-- Mend: open the period again, or run the command with another posting date
select format('posting date %s of company %s is not in an open fiscal period after the last inventory close', r.posting_date, c.company) as violation
  from period_close.posting_run r
  join period_close.company c on c.id = r.company_id
 where r.id = :run
   and r.status = 'RUNNING'
   and (not exists (select from period_close.fiscal_period p
                     where p.company_id = r.company_id and r.posting_date between p.start_date and p.end_date and p.status = 'OPEN')
     or exists (select from period_close.inventory_close z
                 where z.company_id = r.company_id and z.currency_layer = r.currency_layer and z.active and z.closed_on >= r.posting_date))
