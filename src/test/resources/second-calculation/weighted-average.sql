-- The first close of a company by weighted average, without markings and own returns: all receipts of a cost object up to the day are one layer, and
-- the issues take from it in their order. What each issue costs after the close.
with sides as (
    select t.id, t.cost_object_id, t.kind = 'RECEIPT' as receipt, t.financial_date, t.sequence, t.transaction_id,
           abs(t.quantity - t.settled_quantity) as quantity,
           abs(t.cost_amount - t.settled_amount) as cost, abs(t.settled_amount) as settled_amount, c.accounting_decimals as decimals
      from company c
      join inventory_transaction t on t.company_id = c.id and t.financial_date <= :day
      join item_model m on m.item_id = t.item_id and m.currency_layer = 'ACCOUNTING' and m.inventory_model = 'WEIGHTED_AVERAGE'
     where c.company = :company and t.open and t.quantity <> t.settled_quantity
), layer as (
    select l.cost_object_id, sum(l.quantity) as quantity,
           sum(l.cost + coalesce((select sum(s.amount)
                                    from settlement s
                                    join active_run r on r.id = s.run_id and r.currency_layer = 'ACCOUNTING' and r.posting_date <= :day
                                   where s.inventory_transaction_id = l.id and s.part = 'MANUAL'), 0)) as value
      from sides l
     where l.receipt
     group by l.cost_object_id
), issues as (
    select i.*, coalesce(l.quantity, 0) as whole, l.value * 10::numeric ^ i.decimals as value,
           least(coalesce(l.quantity, 0), sum(i.quantity) over before - i.quantity) as taken_from,
           least(coalesce(l.quantity, 0), sum(i.quantity) over before) as taken_to
      from sides i
      left join layer l on l.cost_object_id = i.cost_object_id
     where not i.receipt
    window before as (partition by i.cost_object_id order by i.financial_date, i.sequence, i.transaction_id collate "C")
)
select transaction_id || ' '
       || -(settled_amount
            + case when whole > 0
                   then round((div(2 * value * taken_to + whole, 2 * whole) - div(2 * value * taken_from + whole, 2 * whole)) / 10::numeric ^ decimals, decimals)
                   else 0 end
            + cost - round(div(2 * cost * 10::numeric ^ decimals * (taken_to - taken_from) + quantity, 2 * quantity) / 10::numeric ^ decimals, decimals))
  from issues
