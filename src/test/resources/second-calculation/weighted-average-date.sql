-- The first close of a company by weighted average of each day, without markings and own returns: day by day what is there becomes one layer as soon as an
-- issue waits for it. What each issue costs after the close, if layers were always worth what was handed into them.
with recursive sides as (
    select t.id, t.cost_object_id, t.kind = 'RECEIPT' as receipt, t.financial_date as day, t.sequence, t.transaction_id,
           abs(t.quantity - t.settled_quantity) as quantity,
           abs(t.cost_amount - t.settled_amount) * 10::numeric ^ c.accounting_decimals as cost,
           abs(t.settled_amount) * 10::numeric ^ c.accounting_decimals as settled_amount, c.accounting_decimals as decimals
      from company c
      join inventory_transaction t on t.company_id = c.id and t.financial_date <= :day
      join item_model m on m.item_id = t.item_id and m.currency_layer = 'ACCOUNTING' and m.inventory_model = 'WEIGHTED_AVERAGE_DATE'
     where c.company = :company and t.open and t.quantity <> t.settled_quantity
), days as (
    select s.cost_object_id, s.day, row_number() over (partition by s.cost_object_id order by s.day) as ordinal,
           count(*) filter (where s.receipt) as layers,
           coalesce(sum(s.quantity) filter (where s.receipt), 0) as received,
           coalesce(sum(s.quantity) filter (where not s.receipt), 0) as issued,
           coalesce(sum(s.cost + coalesce(j.amount, 0)) filter (where s.receipt), 0) as value
      from sides s
      left join lateral (select sum(a.amount) * 10::numeric ^ s.decimals as amount
                           from settlement a
                           join active_run r on r.id = a.run_id and r.currency_layer = 'ACCOUNTING' and r.posting_date <= :day
                          where a.inventory_transaction_id = s.id and a.part = 'MANUAL') j on true
     group by s.cost_object_id, s.day
), pool as (
    -- Behind each day: how many layers are open with what together, and of a single one its whole value, quantity and what it has handed out.
    select d.cost_object_id, 0::bigint as ordinal, 0::bigint as layers, 0::numeric as open_quantity, 0::numeric as open_value, 0::numeric as waiting,
           null::numeric as value, null::numeric as whole, null::numeric as used_before, null::numeric as used_after, 0::numeric as taken_before
      from days d
     where d.ordinal = 1
    union all
    select p.cost_object_id, d.ordinal,
           case when not u.uses then n.layers when u.whole > u.used_after then 1 else 0 end,
           case when u.uses then u.whole - u.used_after else n.quantity end,
           case when u.uses then u.value - div(2 * u.value * u.used_after + u.whole, 2 * u.whole) else n.value end,
           n.waiting - case when u.uses then u.used_after - u.used_before else 0 end,
           case when u.uses or n.layers = 1 then u.value end,
           case when u.uses or n.layers = 1 then u.whole end,
           case when u.uses or n.layers = 1 then u.used_before end,
           case when u.uses then u.used_after when n.layers = 1 then u.used_before end,
           p.taken_before + coalesce(p.taken, 0)
      from (select q.*, q.used_after - q.used_before as taken from pool q) p
      join days d on d.cost_object_id = p.cost_object_id and d.ordinal = p.ordinal + 1
     cross join lateral (select p.layers + d.layers as layers, p.open_quantity + d.received as quantity, p.open_value + d.value as value,
                                p.waiting + d.issued as waiting) n
     cross join lateral (select n.layers > 0 and n.waiting > 0 as uses,
                                case when n.layers = 1 and p.layers = 1 then p.value else n.value end as value,
                                case when n.layers = 1 and p.layers = 1 then p.whole else n.quantity end as whole,
                                case when n.layers = 1 and p.layers = 1 then p.used_after else 0 end as used_before) s
     cross join lateral (select s.uses, s.value, s.whole, s.used_before, s.used_before + least(n.waiting, s.whole - s.used_before) as used_after) u
), issues as (
    select i.*, sum(i.quantity) over before - i.quantity as from_quantity, sum(i.quantity) over before as to_quantity
      from sides i
     where not i.receipt
    window before as (partition by i.cost_object_id order by i.day, i.sequence, i.transaction_id collate "C")
), taken as (
    -- The issues of an object take in their order what the days hand out in theirs.
    select i.id, sum(x.to_quantity - x.from_quantity) as quantity,
           sum(div(2 * p.value * (p.used_before + x.to_quantity - p.taken_before) + p.whole, 2 * p.whole)
               - div(2 * p.value * (p.used_before + x.from_quantity - p.taken_before) + p.whole, 2 * p.whole)) as amount
      from issues i
      join pool p on p.cost_object_id = i.cost_object_id and p.used_after > p.used_before
                 and p.taken_before < i.to_quantity and p.taken_before + p.used_after - p.used_before > i.from_quantity
     cross join lateral (select greatest(i.from_quantity, p.taken_before) as from_quantity,
                                least(i.to_quantity, p.taken_before + p.used_after - p.used_before) as to_quantity) x
     group by i.id
)
select i.transaction_id || ' '
       || round(-(i.settled_amount + coalesce(t.amount, 0) + i.cost - div(2 * i.cost * coalesce(t.quantity, 0) + i.quantity, 2 * i.quantity))
                / 10::numeric ^ i.decimals, i.decimals)
  from issues i
  left join taken t on t.id = i.id
