-- Law: a transfer that is left out is whole within one cost object, with equal quantities and costs in and out, and nothing of it is matched, carried over, logged or settled
-- Kinds: CLOSE, RECALCULATION
-- Scope: run
-- Joins: whole tables
-- Remedy: report it with this run's number: a transfer was left out that takes part
with this as (
    select r.id, r.company_id, r.currency_layer, c.pre_close_internal_transfers as permitted
      from period_close.posting_run r
      join period_close.company c on c.id = r.company_id
     where r.id = :run and r.status = 'RUNNING' and r.linked
), leg as materialized (
    select t.cost_flow_id, t.id, t.item_id, t.cost_object_id, t.kind, t.quantity, period_close.cost_in(t, this.currency_layer) as cost,
           o.inventory_transaction_id is not null as left_out
      from this
      join period_close.inventory_transaction t
        on t.cost_flow_id in (select x.cost_flow_id
                                from period_close.run_left_out o
                                join period_close.inventory_transaction x on x.id = o.inventory_transaction_id
                               where o.run_id = this.id)
      left join period_close.run_left_out o on o.run_id = this.id and o.inventory_transaction_id = t.id
), used as (
    select l.cost_flow_id
      from this
     cross join leg l
     where exists (select from period_close.settlement s where s.item_id = l.item_id and s.inventory_transaction_id = l.id and s.run_id = this.id)
        or exists (select from period_close.carry_over c
                    where c.run_id = this.id and c.item_id = l.item_id and c.cost_object_id = l.cost_object_id and c.id = l.id)
        or exists (select from period_close.unsettled_issue u where u.run_id = this.id and u.item_id = l.item_id and u.issue_id = l.id)
        or exists (select from period_close.match m
                    where m.item_id = l.item_id and (m.issue_id = l.id or m.layer_id = l.id)
                      and (m.run_id = this.id
                           or m.settled and m.run_id in (select a.id from period_close.active_run a
                                                          where a.type = 'CLOSE' and a.company_id = this.company_id and a.currency_layer = this.currency_layer)))
)
select format('flow %s was left out and takes part', period_close.quoted(f.cost_flow)) as violation
  from this
 cross join (select l.cost_flow_id,
                    count(distinct l.cost_object_id) = 1 and count(distinct l.kind) = 2 and sum(l.quantity) = 0 and coalesce(sum(l.cost) = 0, false)
                    and bool_and(l.left_out) as internal
               from leg l
              group by l.cost_flow_id) x
  join period_close.cost_flow f on f.id = x.cost_flow_id
 where not this.permitted or not x.internal or x.cost_flow_id in (select cost_flow_id from used)
