--liquibase formatted sql

--changeset period-close:008-views splitStatements:false
--comment: What other programs read: values, ledger entries, reconciliation. Only posted runs are in them.
create schema period_close_view;
comment on schema period_close_view is 'For other programs (BI, the ERP''s ledger import): stable views over what is posted.';

create view period_close_view.inventory_value as
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
       l.cost,
       coalesce(s.settled, 0) as settled,
       l.cost + coalesce(s.settled, 0) as value
  from period_close.inventory_transaction t
  join period_close.company c on c.id = t.company_id
  join period_close.item i on i.id = t.item_id
  join period_close.item_group g on g.id = i.item_group_id
 cross join lateral (
       values ('ACCOUNTING', c.accounting_currency, t.cost_amount),
              ('REPORTING', c.reporting_currency, coalesce(t.reporting_cost_amount, 0))
       ) l (currency_layer, currency, cost)
  left join lateral (
       select sum(s.amount) as settled
         from period_close.settlement s
         join period_close.posting_run r on r.id = s.run_id and r.status = 'POSTED' and r.currency_layer = l.currency_layer
        where s.item_id = t.item_id and s.inventory_transaction_id = t.id
       ) s on true
 where l.currency is not null;
comment on view period_close_view.inventory_value is
    'The value of every inventory transaction in each currency layer: value = cost + settled. Signed: receipts are positive, issues negative.';
comment on column period_close_view.inventory_value.cost is 'As the ERP posted it, in the currency of the layer.';
comment on column period_close_view.inventory_value.settled is 'The sum of all posted settlements of the transaction in this layer.';
comment on column period_close_view.inventory_value.value is 'What the transaction is worth now: cost + settled.';

create view period_close_view.general_ledger_entry as
select c.company,
       v.voucher,
       v.posting_date,
       r.id as run,
       r.currency_layer,
       r.currency,
       l.line,
       e.side,
       a.main_account,
       case when e.side = 'DEBIT' then l.amount end as debit,
       case when e.side = 'CREDIT' then l.amount end as credit,
       l.storno,
       b.main_account as corresponding_account,
       g.item_group,
       i.item_number
  from period_close.voucher_line l
  join period_close.voucher v on v.run_id = l.run_id
  join period_close.posting_run r on r.id = l.run_id and r.status = 'POSTED'
  join period_close.company c on c.id = v.company_id
 cross join lateral (values ('DEBIT', l.debit_account_id, l.credit_account_id),
                            ('CREDIT', l.credit_account_id, l.debit_account_id)) e (side, account_id, corresponding_account_id)
  join period_close.main_account a on a.id = e.account_id
  join period_close.main_account b on b.id = e.corresponding_account_id
  left join period_close.item_group g on g.id = l.item_group_id
  left join period_close.item i on i.id = l.item_id;
comment on view period_close_view.general_ledger_entry is
    'Every voucher line unfolded to two rows, one for its debit and one for its credit account. A storno line stands as a negative amount in the same column.';
comment on column period_close_view.general_ledger_entry.side is 'DEBIT or CREDIT: the column of main_account in the voucher line.';
comment on column period_close_view.general_ledger_entry.corresponding_account is 'The account on the other side of the voucher line.';
comment on column period_close_view.general_ledger_entry.storno is 'Red reversal: the amount is negative in the column of the original posting.';
comment on column period_close_view.general_ledger_entry.debit is 'Debit turnover: positive, or negative for storno; null on the credit row.';
comment on column period_close_view.general_ledger_entry.credit is 'Credit turnover: positive, or negative for storno; null on the debit row.';

create view period_close_view.reconciliation as
with settled as (
    select s.run_id, e.account_id, sum(e.amount) as amount
      from period_close.settlement s
     cross join lateral (select case when s.storno then -abs(s.amount) else abs(s.amount) end as ledger_amount) m
     cross join lateral (values (s.debit_account_id, m.ledger_amount), (s.credit_account_id, -m.ledger_amount)) e (account_id, amount)
     group by s.run_id, e.account_id
), posted as (
    select l.run_id, e.account_id, sum(e.amount) as amount
      from period_close.voucher_line l
     cross join lateral (values (l.debit_account_id, l.amount), (l.credit_account_id, -l.amount)) e (account_id, amount)
     group by l.run_id, e.account_id
)
select c.company,
       r.id as run,
       j.journal,
       v.voucher,
       r.posting_date,
       r.currency_layer,
       r.currency,
       a.main_account,
       coalesce(s.amount, 0) as settlements,
       coalesce(p.amount, 0) as voucher_lines,
       coalesce(s.amount, 0) - coalesce(p.amount, 0) as difference,
       case when coalesce(s.amount, 0) = coalesce(p.amount, 0) then null
            when not r.update_ledger then 'posted without ledger update: ' || r.note
            else 'settlements and voucher lines do not agree' end as cause
  from settled s
  full join posted p on p.run_id = s.run_id and p.account_id = s.account_id
  join period_close.posting_run r on r.id = coalesce(s.run_id, p.run_id) and r.status = 'POSTED'
  join period_close.adjustment_journal j on j.id = r.journal_id
  join period_close.company c on c.id = r.company_id
  left join period_close.voucher v on v.run_id = r.id
  join period_close.main_account a on a.id = coalesce(s.account_id, p.account_id);
comment on view period_close_view.reconciliation is
    'For each posted run and main account: what its settlements move (debit +, credit -) against what its voucher lines post, and the cause of a difference.';
comment on column period_close_view.reconciliation.settlements is 'What the settlements of the run move on the account: debit +, credit -.';
comment on column period_close_view.reconciliation.voucher_lines is 'What the voucher of the run posts to the account: debit +, credit -.';
comment on column period_close_view.reconciliation.cause is 'Why there is a difference; null: there is none.';
comment on column period_close_view.reconciliation.difference is 'settlements - voucher_lines; not zero only for runs without ledger update.';
--rollback drop schema period_close_view cascade;
