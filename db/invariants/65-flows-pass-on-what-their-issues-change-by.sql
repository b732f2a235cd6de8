-- Law: what the issues of a flow cost more or less goes to its receipts or is written off, each receipt gets its share, and only the shares of receipts that are not there wait
-- Kinds: CLOSE
-- Scope: run
-- Joins: whole tables
-- Remedy: report it with this run's number: the settlements of a flow do not agree with each other
-- Of every flow that the run has posted on, over all active runs. A share is whole units, less than one unit away from the exact one. Units of circles are no
-- part of what a flow passes on: those that are written off stand in ROUNDING, others in NORMAL.
with this as (
    select r.id, r.company_id, r.currency_layer, r.posting_date, r.minimum_throughput, power(0.1::numeric, r.decimals) as unit
      from period_close.posting_run r
     where r.id = :run and r.status = 'RUNNING' and r.linked
), counting as materialized (
    select a.id
      from this
      join period_close.active_run a on a.company_id = this.company_id and a.currency_layer = this.currency_layer and a.posting_date <= this.posting_date
    union all
    select id from this
), touched as materialized (
    select distinct t.cost_flow_id
      from this
      join period_close.settlement s on s.run_id = this.id
      join period_close.inventory_transaction t on t.id = s.inventory_transaction_id
     where t.cost_flow_id is not null
), leg as materialized (
    select t.cost_flow_id, t.id, t.item_id, t.transaction_id, t.kind = 'ISSUE' as issue, abs(t.quantity) as quantity,
           abs(period_close.cost_in(t, this.currency_layer)) as cost,
           t.kind = 'RECEIPT' and (period_close.takes_part(t) <= this.posting_date) is not true
           and not coalesce(t.open and t.physical_date <= this.posting_date and i.include_physical_value and not i.fixed_receipt_price and i.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE'), false)
               as waits,
           not (t.open and i.item_id is not null and not i.fixed_receipt_price) as fixed,
           exists (select from period_close.circle k where k.run_id = this.id and k.member_id = t.id and not k.solved) as cut
      from this
     cross join touched f
      join period_close.inventory_transaction t on t.cost_flow_id = f.cost_flow_id
      left join period_close.run_item i on i.run_id = this.id and i.item_id = t.item_id
), posted as (
    select l.id, sum(s.amount) as amount, coalesce(sum(s.amount) filter (where s.part = 'NORMAL'), 0) as normal,
           coalesce(sum(s.amount) filter (where s.part = 'CARRIED'), 0) as carried
      from leg l
      join period_close.settlement s on s.item_id = l.item_id and s.inventory_transaction_id = l.id
      join counting r on r.id = s.run_id
     group by l.id
), units as (
    select l.id, sum(u.units) as units
      from leg l
      join period_close.circle_remainder u on u.item_id = l.item_id and u.issue_id = l.id
      join counting r on r.id = u.run_id
     where not u.passed_on and (u.settled or u.run_id = :run)
     group by l.id
), flow as (
    select l.cost_flow_id, count(*) filter (where not l.issue) as receipts, count(*) filter (where l.waits) as waiting,
           coalesce(bool_and(l.cost = 0) filter (where not l.issue), false) as free,
           -coalesce(sum(p.amount) filter (where l.issue), 0) - coalesce(sum(u.units) filter (where l.issue), 0) as dearer,
           -coalesce(sum(p.normal) filter (where l.issue), 0)
               - coalesce(sum(p.carried) filter (where not l.issue), 0) as left_over
      from leg l
      left join posted p on p.id = l.id
      left join units u on u.id = l.id
     group by l.cost_flow_id
), share as (
    select l.cost_flow_id, l.id, l.transaction_id, l.waits, l.fixed, l.cut, coalesce(p.carried, 0) as carried,
           f.dearer * case when f.free then l.quantity else l.cost end
               / sum(case when f.free then l.quantity else l.cost end) over (partition by l.cost_flow_id) as exact
      from leg l
      join flow f on f.cost_flow_id = l.cost_flow_id
      left join posted p on p.id = l.id
     where not l.issue
)
select format('the issues of flow %s cost %s more; after what its receipts and write-offs take, %s are left, and %s are due to receipts that are not there',
              period_close.quoted(c.cost_flow), f.dearer, f.left_over, round(due.exact, 6)) as violation
  from this
 cross join flow f
  join period_close.cost_flow c on c.id = f.cost_flow_id
  left join (select cost_flow_id, sum(exact) as exact from share where waits group by cost_flow_id) w on w.cost_flow_id = f.cost_flow_id
 cross join lateral (select case when f.receipts = 0 then f.dearer else coalesce(w.exact, 0) end as exact) due
 where abs(f.left_over - due.exact) >= greatest(f.waiting, 0.000001) * this.unit
union all
select format('receipt %s of flow %s has been carried %s, and its share is %s', period_close.quoted(s.transaction_id), period_close.quoted(c.cost_flow),
              s.carried, round(s.exact, 6))
  from this
 cross join share s
  join period_close.cost_flow c on c.id = s.cost_flow_id
 where not s.waits and not s.fixed and not s.cut
   and abs(s.carried - s.exact) >= this.unit
   and not (s.carried = 0 and abs(s.exact) < this.minimum_throughput + this.unit)
