-- Law: each settlement moves the inventory account of its transaction by its amount; where nothing is posted, the receipts of the flow post it, or both accounts are the same
-- Kinds: CLOSE
-- Scope: run
-- Joins: whole tables
-- Remedy: report it with this run's number: the inventory accounts do not agree with the transactions
with this as (
    select r.id, r.company_id from period_close.posting_run r where r.id = :run and r.status = 'RUNNING'
), moved as materialized (
    select t.cost_flow_id, t.transaction_id, s.part, s.amount, s.debit_account_id as debit, s.credit_account_id as credit,
           case when s.storno then -abs(s.amount) else abs(s.amount) end as ledger, coalesce(own.id, i.inventory_account_id) as inventory
      from this
      join period_close.settlement s on s.run_id = this.id
      join period_close.inventory_transaction t on t.id = s.inventory_transaction_id
      left join period_close.run_item i on i.run_id = this.id and i.item_id = t.item_id
      left join period_close.main_account own on own.company_id = this.company_id and own.main_account = t.inventory_account
), direct as (
    select distinct cost_flow_id from moved where debit is null and cost_flow_id is not null
), inventory as (
    select distinct m.cost_flow_id, m.inventory as account from moved m join direct d using (cost_flow_id)
), by_flow as (
    select a.cost_flow_id, a.account, sum(a.due) as due, sum(a.posted) as posted
      from (select m.cost_flow_id, m.inventory as account, m.amount as due, 0 as posted from moved m join direct d using (cost_flow_id)
            union all
            select m.cost_flow_id, i.account, 0, m.ledger from moved m join inventory i on i.cost_flow_id = m.cost_flow_id and i.account = m.debit
            union all
            select m.cost_flow_id, i.account, 0, -m.ledger from moved m join inventory i on i.cost_flow_id = m.cost_flow_id and i.account = m.credit) a
     group by a.cost_flow_id, a.account
)
select format('transaction %s: its %s settlement of %s moves its inventory account by %s', period_close.quoted(m.transaction_id), m.part, m.amount,
              case when m.debit = m.inventory then m.ledger when m.credit = m.inventory then -m.ledger else 0 end) as violation
  from moved m
 where m.debit is null and m.cost_flow_id is null
    or m.debit is not null
       and m.amount is distinct from case when m.debit = m.inventory then m.ledger when m.credit = m.inventory then -m.ledger end
union all
select format('flow %s: inventory account %s moves by %s, and its transactions by %s', period_close.quoted(f.cost_flow), period_close.quoted(a.main_account),
              b.posted, b.due)
  from by_flow b
  join period_close.cost_flow f on f.id = b.cost_flow_id
  left join period_close.main_account a on a.id = b.account
 where b.due <> b.posted
