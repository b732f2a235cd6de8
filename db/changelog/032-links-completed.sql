--liquibase formatted sql

--changeset period-close:032-value-of-made-layers splitStatements:false
--comment: What on-hand adjustments and conversions settle on made layers is part of the value of inventory.
create or replace view period_close_view.inventory_value as
select c.company,
       t.transaction_id,
       i.item_number,
       g.item_group,
       t.kind,
       t.quantity,
       t.financial_date,
       t.open,
       l.currency_layer,
       l.currency,
       period_close.cost_in(t, l.currency_layer) as cost,
       coalesce(s.settled, 0) as settled,
       period_close.cost_in(t, l.currency_layer) + coalesce(s.settled, 0) as value
  from period_close.inventory_transaction t
  join period_close.company c on c.id = t.company_id
  join period_close.item i on i.id = t.item_id
  join period_close.item_group g on g.id = i.item_group_id
 cross join lateral (values ('ACCOUNTING', c.accounting_currency), ('REPORTING', c.reporting_currency)) l (currency_layer, currency)
  left join lateral (
       select sum(s.amount) as settled
         from period_close.posted_settlement s
        where s.item_id = t.item_id and s.inventory_transaction_id = t.id and s.currency_layer = l.currency_layer
       ) s on true
 where l.currency is not null
union all
select c.company, n.name, i.item_number, g.item_group, 'LAYER', 0, r.posting_date, true, r.currency_layer, r.currency, 0, s.settled, s.settled
  from period_close.cost_layer l
 cross join lateral (
       select sum(s.amount) as settled
         from period_close.posted_settlement s
        where s.item_id = l.item_id and s.inventory_transaction_id = l.id
       ) s
  join period_close.posting_run r on r.id = l.run_id
  join period_close.company c on c.id = r.company_id
  join period_close.item i on i.id = l.item_id
  join period_close.item_group g on g.id = i.item_group_id
  join period_close.made_layer n on n.run_id = l.run_id and n.id = l.id
 where s.settled <> 0;
comment on view period_close_view.inventory_value is
    'The value of every inventory transaction in each currency layer: value = cost + settled. Signed: receipts are positive, issues negative. The sum is the value of inventory.';
comment on column period_close_view.inventory_value.transaction_id is 'As the ERP names it; of a layer that a run has made ~RUN/NUMBER.';
comment on column period_close_view.inventory_value.kind is
    'RECEIPT, ISSUE, or LAYER: what is settled on a layer that a run has made. Quantity and cost of a layer are zero, because they are those of its receipts.';
comment on column period_close_view.inventory_value.financial_date is 'Date of the invoice; of a layer the posting date of the run that has made it.';
--rollback comment on column period_close_view.inventory_value.transaction_id is null;
--rollback comment on column period_close_view.inventory_value.kind is null;
--rollback comment on column period_close_view.inventory_value.financial_date is null;
--rollback comment on view period_close_view.inventory_value is 'The value of every inventory transaction in each currency layer: value = cost + settled. Signed: receipts are positive, issues negative.';
--rollback create or replace view period_close_view.inventory_value as select c.company, t.transaction_id, i.item_number, g.item_group, t.kind, t.quantity, t.financial_date, t.open, l.currency_layer, l.currency, period_close.cost_in(t, l.currency_layer) as cost, coalesce(s.settled, 0) as settled, period_close.cost_in(t, l.currency_layer) + coalesce(s.settled, 0) as value from period_close.inventory_transaction t join period_close.company c on c.id = t.company_id join period_close.item i on i.id = t.item_id join period_close.item_group g on g.id = i.item_group_id cross join lateral (values ('ACCOUNTING', c.accounting_currency), ('REPORTING', c.reporting_currency)) l (currency_layer, currency) left join lateral ( select sum(s.amount) as settled from period_close.posted_settlement s where s.item_id = t.item_id and s.inventory_transaction_id = t.id and s.currency_layer = l.currency_layer ) s on true where l.currency is not null;
