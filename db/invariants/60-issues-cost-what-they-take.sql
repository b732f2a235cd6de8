-- Law: an issue costs what it takes from layers, and its posted cost for what nothing is matched with
-- Kinds: CLOSE
-- Scope: item range
-- Joins: whole tables
-- Remedy: report it with this run's number: the settlements of an issue do not agree with its matches
with this as (
    select r.id, r.company_id, r.currency_layer, r.posting_date, r.decimals
      from period_close.posting_run r
     where r.id = :run and r.status = 'RUNNING'
), counting as materialized (
    select a.id, a.type = 'CLOSE' as closes
      from this
      join period_close.active_run a on a.company_id = this.company_id and a.currency_layer = this.currency_layer and a.posting_date <= this.posting_date
    union all
    select id, true from this
), issue as (
    select m.item_id, m.issue_id as id
      from this
      join period_close.match m on m.run_id = this.id
     where m.item_id between :afterItem and :lastItem
    union
    select s.item_id, s.inventory_transaction_id
      from this
      join period_close.settlement s on s.run_id = this.id
     where s.item_id between :afterItem and :lastItem
), matched as (
    select m.item_id, m.issue_id as id, sum(m.quantity) as quantity, sum(m.amount) as amount
      from issue i
      join period_close.match m on m.item_id = i.item_id and m.issue_id = i.id and (m.settled or m.run_id = :run)
      join counting r on r.id = m.run_id and r.closes
     group by m.item_id, m.issue_id
), settled as (
    select s.item_id, s.inventory_transaction_id as id, sum(s.amount) as amount
      from issue i
      join period_close.settlement s on s.item_id = i.item_id and s.inventory_transaction_id = i.id
      join counting r on r.id = s.run_id
     group by s.item_id, s.inventory_transaction_id
), taken as (
    select i.item_id, i.id, abs(t.quantity - t.settled_quantity) as quantity,
           abs(period_close.cost_in(t, this.currency_layer) - period_close.settled_in(t, this.currency_layer)) as cost, t.transaction_id,
           coalesce(m.quantity, 0) as matched, coalesce(m.amount, 0) as amount, coalesce(s.amount, 0) as posted
      from this
     cross join issue i
      join period_close.inventory_transaction t on t.id = i.id and t.kind = 'ISSUE'
      left join matched m on m.item_id = i.item_id and m.id = i.id
      left join settled s on s.item_id = i.item_id and s.id = i.id
     where (t.item_id, t.cost_object_id) > (:afterItem, :afterTransaction) and (t.item_id, t.cost_object_id) <= (:lastItem, :lastTransaction)
)
select format('issue %s has taken %s for %s of %s, posted cost %s: its settlements are %s, not %s',
              period_close.quoted(t.transaction_id), t.amount, t.matched, t.quantity, t.cost, t.posted, due.amount) as violation
  from this
 cross join taken t
 cross join lateral (select case when t.quantity = 0 then 0
                                 else period_close.handed_out(t.cost, t.matched, t.quantity, this.decimals) end - t.amount as amount) due
 where t.posted <> due.amount
