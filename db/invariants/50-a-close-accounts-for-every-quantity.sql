-- Law: no layer hands out more than its quantity, no issue takes more, and what is open of each is carried over
-- Kinds: CLOSE
-- Scope: item range
-- Joins: whole tables
-- Remedy: report it with this run's number: the matches of a cost object do not agree with what was open
with this as (
    select r.id, r.company_id, r.currency_layer, r.posting_date, l.id as last_run,
           (select min(i.since) from period_close.run_item i where i.run_id = r.id) as first_date
      from period_close.posting_run r
      left join lateral (select a.id from period_close.active_run a
                          where a.company_id = r.company_id and a.currency_layer = r.currency_layer and a.type = 'CLOSE' and a.posting_date < r.posting_date
                          order by a.posting_date desc limit 1) l on true
     where r.id = :run and r.status = 'RUNNING'
), open_before as (
    select t.item_id, t.id, abs(t.quantity - t.settled_quantity) as quantity, 0 as matched
      from this
      join period_close.inventory_transaction t on t.company_id = this.company_id
      join period_close.run_item i on i.run_id = this.id and i.item_id = t.item_id
     where t.open and not exists (select from period_close.run_left_out o where o.run_id = this.id and o.inventory_transaction_id = t.id)
       and (t.item_id, t.cost_object_id) > (:afterItem, :afterTransaction) and (t.item_id, t.cost_object_id) <= (:lastItem, :lastTransaction)
       and period_close.takes_part_within(t, this.first_date, this.posting_date) and period_close.takes_part(t) > i.since
    union all
    select c.item_id, c.id, c.quantity, c.matched
      from this
      join period_close.carry_over c on c.run_id = this.last_run and c.quantity > 0
      join period_close.run_item i on i.run_id = this.id and i.item_id = c.item_id
     where not exists (select from period_close.run_left_out o where o.run_id = this.id and o.inventory_transaction_id = c.id)
       and (c.item_id, c.cost_object_id) > (:afterItem, :afterTransaction) and (c.item_id, c.cost_object_id) <= (:lastItem, :lastTransaction)
    union all
    select t.item_id, t.id, abs(t.quantity - t.settled_quantity), 0
      from this
      join period_close.run_left_out b on b.run_id = this.last_run
      join period_close.inventory_transaction t on t.id = b.inventory_transaction_id
      join period_close.run_item i on i.run_id = this.id and i.item_id = t.item_id
     where t.open and period_close.takes_part(t) <= i.since
       and not exists (select from period_close.run_left_out o where o.run_id = this.id and o.inventory_transaction_id = t.id)
       and (t.item_id, t.cost_object_id) > (:afterItem, :afterTransaction) and (t.item_id, t.cost_object_id) <= (:lastItem, :lastTransaction)
    union all
    select l.item_id, l.id, l.quantity, 0
      from this
      join period_close.cost_layer l on l.run_id = this.id
     where (l.item_id, l.cost_object_id) > (:afterItem, :afterTransaction) and (l.item_id, l.cost_object_id) <= (:lastItem, :lastTransaction)
), used as (
    select s.item_id, s.id, sum(s.quantity) as quantity
      from this
      join period_close.match m on m.run_id = this.id and m.settled and m.quantity > 0
      left join period_close.cost_layer made on made.id = m.issue_id
     cross join lateral (values (m.item_id, m.layer_id, m.quantity),
                                (m.item_id, case when made.id is null then m.issue_id end, m.quantity)) s (item_id, id, quantity)
     where s.id is not null and m.item_id between :afterItem and :lastItem
     group by s.item_id, s.id
), made_of as (
    select m.item_id, m.issue_id as id, sum(m.quantity) as quantity
      from this
      join period_close.match m on m.run_id = this.id and m.settled and m.quantity > 0
      join period_close.cost_layer made on made.id = m.issue_id
     group by m.item_id, m.issue_id
), after as (
    select c.item_id, c.id, c.quantity, c.matched
      from this
      join period_close.carry_over c on c.run_id = this.id and c.quantity > 0
     where (c.item_id, c.cost_object_id) > (:afterItem, :afterTransaction) and (c.item_id, c.cost_object_id) <= (:lastItem, :lastTransaction)
)
select format('%s had %s open of %s and settled %s, but %s is carried over',
              coalesce(period_close.quoted(t.transaction_id), 'made layer ' || coalesce(b.id, a.id)), b.quantity - b.matched, b.quantity, coalesce(u.quantity, 0),
              coalesce((a.quantity - a.matched)::text, 'nothing')) as violation
  from open_before b
  left join used u using (item_id, id)
  full join after a using (item_id, id)
  left join period_close.inventory_transaction t on t.id = coalesce(b.id, a.id)
 where b.quantity is null
    or b.matched + coalesce(u.quantity, 0) > b.quantity
    or b.matched + coalesce(u.quantity, 0) < b.quantity and (a.quantity, a.matched) is distinct from (b.quantity, b.matched + coalesce(u.quantity, 0))
    or b.matched + coalesce(u.quantity, 0) = b.quantity and a.quantity is not null
union all
select format('made layer %s has a quantity of %s but was made of %s', l.id, l.quantity, coalesce(m.quantity, 0))
  from this
  join period_close.cost_layer l on l.run_id = this.id
  left join made_of m on m.item_id = l.item_id and m.id = l.id
 where (l.item_id, l.cost_object_id) > (:afterItem, :afterTransaction) and (l.item_id, l.cost_object_id) <= (:lastItem, :lastTransaction)
   and l.quantity is distinct from m.quantity
