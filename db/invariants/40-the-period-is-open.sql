-- Law: the posting date lies in an open fiscal period, after the last inventory close; that of an on-hand adjustment is the day of the close
-- Kinds: every kind
-- Scope: run
-- Remedy: open the period again, or run the command with another posting date
select f.violation, f.code, f.remedy, null::text as transaction_id
  from period_close.posting_run r
  join period_close.company c on c.id = r.company_id
  left join period_close.fiscal_period p on p.company_id = r.company_id and r.posting_date between p.start_date and p.end_date
  left join lateral (select z.closed_on, z.run_id
                       from period_close.inventory_close z
                      where z.company_id = r.company_id and z.currency_layer = r.currency_layer and z.active
                      order by z.closed_on desc
                      limit 1) z on true
 cross join lateral (values
       (p.status is distinct from 'OPEN', 'PERIOD_NOT_OPEN',
           case when p.status is null then format('posting date %s lies in no fiscal period of company %s', r.posting_date, period_close.quoted(c.company))
                else format('posting date %s lies in fiscal period %s of company %s, which is %s', r.posting_date, period_close.quoted(p.period), period_close.quoted(c.company), p.status) end,
           'open the period in fiscal_periods.csv'),
       (z.closed_on >= r.posting_date and not (r.type = 'ON_HAND_ADJUSTMENT' and z.closed_on = r.posting_date)
           and not exists (select from period_close.posting_run k where k.id = r.cancels_run_id and k.type in ('CLOSE', 'ON_HAND_ADJUSTMENT')),
           'INVENTORY_CLOSED',
           format('inventory of company %s is closed up to %s in the %s layer%s, the posting date is %s',
                  period_close.quoted(c.company), z.closed_on, r.currency_layer, ' by run ' || z.run_id, r.posting_date),
           'post with a later --posting-date')
       ) f (broken, code, violation, remedy)
 where r.id = :run
   and r.status = 'RUNNING'
   and f.broken
