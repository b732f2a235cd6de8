-- Law: a return costs its share of what its sale costs, or less than the minimum throughput differs
-- Kinds: CLOSE
-- Scope: run
-- Joins: whole tables
-- Remedy: report it with this run's number: what was carried to a return does not agree with the cost of its sale
-- Of every sale that the run has posted on, or on a return of it, over all active runs. Units of circles are no part of a share.
with this as (
    select r.id, r.company_id, r.currency_layer, r.posting_date, r.minimum_throughput, r.decimals
      from period_close.posting_run r
     where r.id = :run and r.status = 'RUNNING' and r.linked
), counting as materialized (
    select a.id
      from this
      join period_close.active_run a on a.company_id = this.company_id and a.currency_layer = this.currency_layer and a.posting_date <= this.posting_date
    union all
    select id from this
), touched as materialized (
    select t.company_id, t.transaction_id, t.return_of, t.kind
      from this
      join period_close.settlement s on s.run_id = this.id
      join period_close.inventory_transaction t on t.id = s.inventory_transaction_id
), touched_sale as materialized (
    select company_id, return_of as transaction_id from touched where return_of is not null
    union
    select y.company_id, y.transaction_id
      from touched y
      join period_close.inventory_transaction t on t.company_id = y.company_id and t.return_of = y.transaction_id
     where y.kind = 'ISSUE'
), sale as materialized (
    select o.id, o.item_id, o.transaction_id, abs(o.quantity) as quantity, abs(period_close.cost_in(o, this.currency_layer)) as posted
      from this
     cross join touched_sale y
      join period_close.inventory_transaction o on o.company_id = y.company_id and o.transaction_id = y.transaction_id and o.kind = 'ISSUE'
), cost as (
    select o.id, o.transaction_id, o.quantity, o.posted - coalesce(p.amount, 0) - coalesce(u.units, 0) as cost
      from sale o
      left join (select y.id, sum(s.amount) as amount
                   from sale y
                   join period_close.settlement s on s.item_id = y.item_id and s.inventory_transaction_id = y.id
                   join counting r on r.id = s.run_id
                  group by y.id) p on p.id = o.id
      left join (select y.id, sum(c.units) as units
                   from sale y
                   join period_close.circle_remainder c on c.item_id = y.item_id and c.issue_id = y.id
                   join counting r on r.id = c.run_id
                  where not c.passed_on and (c.settled or c.run_id = :run)
                  group by y.id) u on u.id = o.id
), returned as (
    select o.id as sale, o.quantity as whole, o.cost, t.id, t.item_id, t.transaction_id, t.quantity, period_close.cost_in(t, this.currency_layer) as posted,
           sum(t.quantity) over (partition by o.id
               order by case when period_close.takes_part(t) <= this.posting_date then period_close.takes_part(t) else t.physical_date end,
                        t.sequence, t.transaction_id) as upto
      from this
     cross join cost o
      join period_close.inventory_transaction t on t.company_id = this.company_id and t.return_of = o.transaction_id and t.cost_flow_id is null and t.open
      join period_close.run_item i on i.run_id = this.id and i.item_id = t.item_id and not i.fixed_receipt_price
     where period_close.takes_part(t) <= this.posting_date
        or t.physical_date <= this.posting_date and i.include_physical_value and i.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE')
)
select format('return %s was posted with %s and has been carried %s, but its share of the %s that %s cost is %s', period_close.quoted(t.transaction_id), t.posted,
              c.carried, t.cost, t.whole, s.share) as violation
  from this
 cross join returned t
 cross join lateral (select period_close.handed_out(t.cost, t.upto, t.whole, this.decimals)
                            - period_close.handed_out(t.cost, t.upto - t.quantity, t.whole, this.decimals) as share) s
 cross join lateral (select coalesce(sum(p.amount), 0) as carried
                       from period_close.settlement p
                       join counting r on r.id = p.run_id
                      where p.item_id = t.item_id and p.inventory_transaction_id = t.id and p.part = 'CARRIED') c
 where t.posted + c.carried <> s.share
   and not (c.carried = 0 and abs(t.posted - s.share) < this.minimum_throughput)
   and not exists (select from period_close.circle k where k.run_id = this.id and k.member_id = t.id and not k.solved)
