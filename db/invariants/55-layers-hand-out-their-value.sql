-- Law: what a layer that is in no solved circle hands out is its value, each part of it rounded only by the cumulative quantity; earlier parts follow a changed value
-- Kinds: CLOSE
-- Scope: item range
-- Joins: whole tables
-- Remedy: report it with this run's number: the amounts of the matches of a layer do not agree with its value
with this as (
    select r.id, r.company_id, r.currency_layer, r.posting_date, r.decimals
      from period_close.posting_run r
     where r.id = :run and r.status = 'RUNNING'
), counting as materialized (
    select a.id, a.type in ('CLOSE', 'ON_HAND_ADJUSTMENT') as closes
      from this
      join period_close.active_run a on a.company_id = this.company_id and a.currency_layer = this.currency_layer and a.posting_date <= this.posting_date
    union all
    select id, true from this
), layer as (
    select distinct m.item_id, m.layer_id as id
      from this
      join period_close.match m on m.run_id = this.id
     where m.item_id between :afterItem and :lastItem
       and not exists (select from period_close.circle k where k.run_id = this.id and k.member_id = m.layer_id and k.solved)
), handed as (
    select m.item_id, m.layer_id, m.from_quantity, m.issue_id, sum(m.quantity) as quantity, sum(m.amount) as amount
      from layer y
      join period_close.match m on m.item_id = y.item_id and m.layer_id = y.id
      join counting r on r.id = m.run_id and r.closes
     where m.settled or m.run_id = :run
     group by m.item_id, m.layer_id, m.from_quantity, m.issue_id
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
    select y.item_id, y.id, coalesce(l.quantity, t.quantity - t.settled_quantity) as quantity, coalesce(t.cost_object_id, l.cost_object_id) as cost_object_id,
           coalesce(period_close.cost_in(t, this.currency_layer) - period_close.settled_in(t, this.currency_layer), k.amount) + coalesce(a.amount, 0) as value
      from this
     cross join layer y
      left join period_close.inventory_transaction t on t.id = y.id
      left join period_close.cost_layer l on l.id = y.id
      left join adjusted a on a.item_id = y.item_id and a.id = y.id
      left join taken k on k.item_id = y.item_id and k.id = y.id
)
select format('layer %s of value %s and quantity %s gives %s for %s after %s, not %s',
              coalesce(period_close.quoted(t.transaction_id), 'made by a run, id ' || w.id), w.value, w.quantity, h.amount, h.quantity, h.from_quantity, share.amount) as violation
  from this
 cross join worth w
  join handed h on h.item_id = w.item_id and h.layer_id = w.id
 cross join lateral (select period_close.handed_out(w.value, h.from_quantity + h.quantity, w.quantity, this.decimals)
                            - period_close.handed_out(w.value, h.from_quantity, w.quantity, this.decimals) as amount) share
  left join period_close.inventory_transaction t on t.id = w.id
 where (w.item_id, w.cost_object_id) > (:afterItem, :afterTransaction) and (w.item_id, w.cost_object_id) <= (:lastItem, :lastTransaction)
   and h.amount <> share.amount
