-- Law: all parts that a layer of a circle hands out are those of one value, which differs from what it took in by at most as many units as the circle has members; a layer that is used up has handed out what it took in
-- Kinds: CLOSE
-- Scope: item range
-- Joins: whole tables
-- Remedy: report it with this run's number: the amounts of the matches of a circle do not agree with the values of its layers
-- The value itself, a fraction, is kept nowhere. Each cumulative amount bounds it: amount - half a unit <= value * part / whole <= amount + half a unit.
with this as (
    select r.id, r.company_id, r.currency_layer, r.posting_date, power(0.1::numeric, r.decimals) as unit
      from period_close.posting_run r
     where r.id = :run and r.status = 'RUNNING' and r.linked
), counting as materialized (
    select a.id, a.type in ('CLOSE', 'ON_HAND_ADJUSTMENT') as closes
      from this
      join period_close.active_run a on a.company_id = this.company_id and a.currency_layer = this.currency_layer and a.posting_date <= this.posting_date
    union all
    select id, true from this
), size as (
    select k.circle_id, count(*) as members from this join period_close.circle k on k.run_id = this.id and k.solved group by k.circle_id
), layer as (
    select distinct m.item_id, m.layer_id as id, z.members
      from this
      join period_close.match m on m.run_id = this.id
      join period_close.circle k on k.run_id = this.id and k.member_id = m.layer_id and k.solved
      join size z on z.circle_id = k.circle_id
     where m.item_id between :afterItem and :lastItem
), units as (
    select u.item_id, u.layer_id, u.from_quantity, u.issue_id, sum(u.units) as units
      from layer y
      join period_close.circle_remainder u on u.item_id = y.item_id and u.layer_id = y.id
      join counting r on r.id = u.run_id
     where u.settled or u.run_id = :run
     group by u.item_id, u.layer_id, u.from_quantity, u.issue_id
), handed as (
    select m.item_id, m.layer_id, m.from_quantity, m.issue_id, sum(m.quantity) as quantity, sum(m.amount) as amount
      from layer y
      join period_close.match m on m.item_id = y.item_id and m.layer_id = y.id
      join counting r on r.id = m.run_id and r.closes
     where m.settled or m.run_id = :run
     group by m.item_id, m.layer_id, m.from_quantity, m.issue_id
), cumulative as (
    select h.item_id, h.layer_id, h.from_quantity, h.from_quantity + h.quantity as upto, sum(h.quantity) over next as quantity,
           sum(h.amount) over next as amount, sum(h.amount - coalesce(u.units, 0)) over next as of_value
      from handed h
      left join units u using (item_id, layer_id, from_quantity, issue_id)
    window next as (partition by h.item_id, h.layer_id order by h.from_quantity, h.from_quantity + h.quantity)
), adjusted as (
    select s.item_id, s.inventory_transaction_id as id, sum(s.amount) as amount
      from layer y
      join period_close.settlement s on s.item_id = y.item_id and s.inventory_transaction_id = y.id
      join counting r on r.id = s.run_id
     group by s.item_id, s.inventory_transaction_id
), taken as (
    select m.item_id, m.issue_id as id, sum(m.amount) as amount
      from layer y
      join period_close.cost_layer l on l.id = y.id
      join period_close.match m on m.item_id = y.item_id and m.issue_id = y.id
      join counting r on r.id = m.run_id and r.closes
     group by m.item_id, m.issue_id
), worth as (
    select y.item_id, y.id, y.members, coalesce(l.quantity, t.quantity - t.settled_quantity) as quantity,
           coalesce(t.cost_object_id, l.cost_object_id) as cost_object_id, t.transaction_id,
           coalesce(period_close.cost_in(t, this.currency_layer) - period_close.settled_in(t, this.currency_layer), k.amount) + coalesce(a.amount, 0) as value
      from this
     cross join layer y
      left join period_close.inventory_transaction t on t.id = y.id
      left join period_close.cost_layer l on l.id = y.id
      left join adjusted a on a.item_id = y.item_id and a.id = y.id
      left join taken k on k.item_id = y.item_id and k.id = y.id
), bounds as (
    select w.item_id, w.id, w.cost_object_id, w.transaction_id, w.members, w.quantity, w.value,
           max((c.of_value - this.unit / 2) * w.quantity / c.upto) as least, min((c.of_value + this.unit / 2) * w.quantity / c.upto) as most,
           max(c.upto) as used, sum(c.amount) filter (where c.upto = w.quantity) as whole, bool_or(c.upto <> c.quantity) as gap
      from this
     cross join worth w
      join cumulative c on c.item_id = w.item_id and c.layer_id = w.id
     group by w.item_id, w.id, w.cost_object_id, w.transaction_id, w.members, w.quantity, w.value
)
select format('layer %s of quantity %s took in %s: its parts are those of a value from %s to %s%s, in a circle of %s members',
              coalesce(period_close.quoted(b.transaction_id), 'made by a run, id ' || b.id), b.quantity, b.value, round(b.least, 6), round(b.most, 6),
              case when b.whole <> b.value then format(', and altogether it has handed out %s', b.whole) else '' end, b.members) as violation
  from this
 cross join bounds b
 where (b.item_id, b.cost_object_id) > (:afterItem, :afterTransaction) and (b.item_id, b.cost_object_id) <= (:lastItem, :lastTransaction)
   and (b.gap
        or b.least > b.most + this.unit / 1000000
        or b.value < b.least - b.members * this.unit
        or b.value > b.most + b.members * this.unit
        or b.whole <> b.value)
