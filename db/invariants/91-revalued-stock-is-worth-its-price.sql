-- Law: what is revalued or converted is worth quantity times price on the day of the run
-- Kinds: REVALUATION, STANDARD_COST_CONVERSION
-- Scope: run
-- Remedy: report it with this run's number: what it settled does not bring the stock to its price
with run as (
    select * from period_close.posting_run where id = :run and status = 'RUNNING'
), valued as materialized (
    select distinct n.item_id, n.cost_object_id, n.price
      from run
      join period_close.revaluation_line n on n.run_id = run.id
), stock as (
    select v.cost_object_id, sum(t.quantity) as quantity, sum(period_close.cost_in(t, run.currency_layer)) as cost
      from run
      join period_close.inventory_transaction t on t.company_id = run.company_id and period_close.takes_part(t) <= run.posting_date
      join valued v on v.item_id = t.item_id and v.cost_object_id = t.cost_object_id
     group by v.cost_object_id
), settled as (
    select coalesce(t.cost_object_id, l.cost_object_id) as cost_object_id, sum(s.amount) as amount
      from run
      join (select id, company_id, currency_layer, posting_date from period_close.active_run
            union all
            select id, company_id, currency_layer, posting_date from run) a
        on a.company_id = run.company_id and a.currency_layer = run.currency_layer and a.posting_date <= run.posting_date
      join period_close.settlement s on s.run_id = a.id
      left join period_close.inventory_transaction t on t.id = s.inventory_transaction_id
      left join period_close.cost_layer l on l.id = s.inventory_transaction_id
     where s.item_id in (select item_id from valued) and (t.id is null or period_close.takes_part(t) <= run.posting_date)
     group by 1
)
select format('item %s: %s at %s each are worth %s, not %s', period_close.quoted(i.item_number), trim_scale(k.quantity), v.price,
              w.value, round(k.quantity * v.price, run.decimals)) as violation
  from run
 cross join valued v
  join period_close.item i on i.id = v.item_id
  join stock k on k.cost_object_id = v.cost_object_id
  left join settled s on s.cost_object_id = v.cost_object_id
 cross join lateral (select k.cost + coalesce(s.amount, 0) as value) w
 where w.value <> round(k.quantity * v.price, run.decimals)
