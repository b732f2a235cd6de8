-- The first close of a company by FIFO, without markings and own returns: the running quantities of issues and receipts of each cost object are cut at
-- all boundaries of both sides, and a piece belongs to the issue and the receipt that it lies in. One sort, no join over ranges.
with sides as (
    select t.id, t.cost_object_id, t.kind = 'RECEIPT' as receipt,
           t.financial_date is not null and t.financial_date <= :day as financial,
           case when t.financial_date <= :day then t.financial_date else t.physical_date end as date,
           t.sequence, t.transaction_id,
           abs(t.quantity - t.settled_quantity) as quantity,
           abs(t.cost_amount - t.settled_amount) * 10::numeric ^ c.accounting_decimals as value
      from company c
      join inventory_transaction t on t.company_id = c.id
      join item_model m on m.item_id = t.item_id and m.currency_layer = 'ACCOUNTING' and m.inventory_model = 'FIFO'
     where c.company = :company and t.open and t.quantity <> t.settled_quantity
       and (t.financial_date <= :day or m.include_physical_value and t.physical_date <= :day)
), ends as (
    select s.*, row_number() over side as ordinal, sum(quantity) over side as up_to
      from sides s
    window side as (partition by cost_object_id, receipt order by date, sequence, transaction_id collate "C")
), totals as (
    select cost_object_id, least(max(up_to) filter (where receipt), max(up_to) filter (where not receipt)) as matched
      from ends
     group by cost_object_id
), cuts as (
    select distinct e.cost_object_id, least(e.up_to, t.matched) as up_to
      from ends e
      join totals t using (cost_object_id)
     where t.matched > 0
), pieces as (
    -- The piece that ends at a cut lies in the issue behind the issues that have ended before it, and in such a receipt.
    select c.cost_object_id, c.up_to,
           c.up_to - coalesce(lag(c.up_to) over cut, 0) as quantity,
           1 + coalesce(sum((select count(*) from ends e where e.cost_object_id = c.cost_object_id and not e.receipt and e.up_to = c.up_to)) over before, 0) as issue,
           1 + coalesce(sum((select count(*) from ends e where e.cost_object_id = c.cost_object_id and e.receipt and e.up_to = c.up_to)) over before, 0) as layer
      from cuts c
    window cut as (partition by c.cost_object_id order by c.up_to),
           before as (partition by c.cost_object_id order by c.up_to rows between unbounded preceding and 1 preceding)
), matches as (
    select i.transaction_id as issue, l.transaction_id as layer, p.quantity, p.up_to, i.financial and l.financial as settled,
           l.value + coalesce((select sum(s.amount) * 10::numeric ^ c.accounting_decimals
                                 from settlement s
                                 join active_run r on r.id = s.run_id and r.currency_layer = 'ACCOUNTING' and r.posting_date <= :day
                                 join company c on c.id = r.company_id
                                where s.inventory_transaction_id = l.id and s.part = 'MANUAL'
                                group by c.accounting_decimals), 0) as value,
           l.quantity as whole, c.accounting_decimals as decimals
      from pieces p
      join ends i on i.cost_object_id = p.cost_object_id and not i.receipt and i.ordinal = p.issue
      join ends l on l.cost_object_id = p.cost_object_id and l.receipt and l.ordinal = p.layer
      join company c on c.company = :company
), handed as (
    -- Settled matches precede unsettled ones in the order in which a layer hands out.
    select m.*, sum(quantity) over (partition by layer order by settled desc, up_to) as after
      from matches m
)
select issue || ' from ' || layer || ' ' || trim_scale(quantity) || ' '
       || round((div(2 * value * after + whole, 2 * whole) - div(2 * value * (after - quantity) + whole, 2 * whole)) / 10::numeric ^ decimals, decimals)
       || ' FIFO settled ' || settled
  from handed
