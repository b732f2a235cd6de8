--liquibase formatted sql

--changeset period-close:022-kinds splitStatements:false
--comment: A run is of a kind, and need not have a journal.
alter table period_close.posting_run
    alter column journal_id drop not null,
    drop constraint posting_run_type_check,
    add constraint posting_run_type_check check (type in
        ('TRANSACTION_ADJUSTMENT', 'CANCELLATION', 'RECALCULATION', 'CLOSE', 'ON_HAND_ADJUSTMENT', 'REVALUATION', 'STANDARD_COST_CONVERSION')),
    add constraint an_adjustment_posts_a_journal check (type not in ('TRANSACTION_ADJUSTMENT', 'ON_HAND_ADJUSTMENT') or journal_id is not null),
    drop constraint posting_run_planned_check,
    add constraint posting_run_planned_check check (planned >= 0),
    drop constraint posting_run_check3,
    add constraint what_is_posted_is_complete check (status <> 'POSTED'
        or (checksum is not null and settlements is not null and settled_amount is not null and lines is not null)),
    add constraint every_line_is_settled_once check (status <> 'POSTED' or type not in ('TRANSACTION_ADJUSTMENT', 'CANCELLATION') or settlements = planned);
comment on column period_close.posting_run.journal_id is
    'The journal that it posts; of a cancellation, that of the run it cancels. Null: its kind posts no journal.';
comment on column period_close.posting_run.planned is 'The lines of work that the run will settle: journal lines, or what its kind counts.';

alter table period_close.run_partition
    add column level integer not null default 0 check (level >= 0),
    add column state text,
    drop constraint run_partition_lines_check,
    add constraint run_partition_lines_check check (lines >= 0);
comment on column period_close.run_partition.level is 'Partitions of a level begin when all those of the lower levels are settled.';
comment on column period_close.run_partition.state is
    'What the kind of run must know to go on from the position, in its own words; null: nothing. It moves with the position.';
--rollback alter table period_close.run_partition drop constraint run_partition_lines_check, add constraint run_partition_lines_check check (lines > 0), drop column state, drop column level;
--rollback alter table period_close.posting_run drop constraint every_line_is_settled_once, drop constraint what_is_posted_is_complete, add constraint posting_run_check3 check (status <> 'POSTED' or (checksum is not null and settlements = planned and settled_amount is not null and lines is not null)), drop constraint posting_run_planned_check, add constraint posting_run_planned_check check (planned > 0), drop constraint an_adjustment_posts_a_journal, drop constraint posting_run_type_check, add constraint posting_run_type_check check (type in ('TRANSACTION_ADJUSTMENT', 'CANCELLATION')), alter column journal_id set not null;

--changeset period-close:022-settlement-part splitStatements:false
--comment: A run may move a transaction for several reasons, and a settlement may stand outside the ledger.
create type period_close.settlement_part as enum ('MANUAL', 'NORMAL', 'CARRIED', 'ON_HAND', 'REVALUATION', 'ROUNDING', 'PRICE_DIFFERENCE');
comment on type period_close.settlement_part is 'Why a settlement moves a transaction.';
alter table period_close.settlement
    add column part period_close.settlement_part not null default 'MANUAL',
    drop constraint settlement_pkey,
    add primary key (item_id, inventory_transaction_id, run_id, part),
    alter column debit_account_id drop not null,
    alter column credit_account_id drop not null,
    alter column storno drop not null,
    add constraint in_the_ledger_or_not check (num_nulls(debit_account_id, credit_account_id, storno) in (0, 3));
comment on column period_close.settlement.inventory_transaction_id is
    'The transaction, or the layer that a run has made: their ids come from one sequence.';
comment on column period_close.settlement.part is
    'MANUAL: an adjustment of a person. NORMAL: an issue follows its receipts. CARRIED: a receipt follows the issues that it was made or moved from. ON_HAND, REVALUATION: a value that a person sets. ROUNDING, PRICE_DIFFERENCE: what is not carried.';
comment on column period_close.settlement.debit_account_id is 'Null, as credit account and storno: nothing is posted for it, another settlement posts the same change.';
comment on column period_close.settlement.amount is 'Signed change of the inventory balance; its amount in the ledger is ledger_amount(amount, storno).';
--rollback alter table period_close.settlement drop constraint in_the_ledger_or_not, alter column debit_account_id set not null, alter column credit_account_id set not null, alter column storno set not null, drop constraint settlement_pkey, drop column part, add primary key (item_id, inventory_transaction_id, run_id);
--rollback drop type period_close.settlement_part;

--changeset period-close:022-active-run splitStatements:false runOnChange:true
--comment: Cancelled runs count for nothing: said here, once.
create or replace view period_close.active_run as
select r.id, r.type, r.company_id, r.currency_layer, r.journal_id, r.posting_date
  from period_close.posting_run r
 where r.status = 'POSTED'
   and r.cancels_run_id is null
   and not exists (select from period_close.posting_run c where c.cancels_run_id = r.id and c.status = 'POSTED');
comment on view period_close.active_run is 'The posted runs that are in force: no cancellations, and none that is cancelled.';
--rollback drop view period_close.active_run;

--changeset period-close:022-views splitStatements:false runOnChange:true
--comment: The published views with runs without a journal and settlements outside the ledger.
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
 where l.currency is not null;

create or replace view period_close_view.reconciliation as
with settled as (
    select s.run_id, e.account_id, sum(e.amount) as amount
      from period_close.settlement s
     cross join lateral (select period_close.ledger_amount(s.amount, s.storno) as ledger_amount) m
     cross join lateral (values (s.debit_account_id, m.ledger_amount), (s.credit_account_id, -m.ledger_amount)) e (account_id, amount)
     where e.account_id is not null
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
  join period_close.company c on c.id = r.company_id
  left join period_close.adjustment_journal j on j.id = r.journal_id
  left join period_close.voucher v on v.run_id = r.id
  join period_close.main_account a on a.id = coalesce(s.account_id, p.account_id);

create or replace view period_close_view.run as
select c.company,
       r.id as run,
       r.type,
       j.journal,
       v.voucher,
       r.posting_date,
       r.currency_layer,
       r.currency,
       r.specification,
       r.update_ledger,
       r.storno,
       r.note,
       r.settlements,
       r.settled_amount,
       r.cancels_run_id as cancels,
       x.id as cancelled_by
  from period_close.posting_run r
  join period_close.company c on c.id = r.company_id
  left join period_close.adjustment_journal j on j.id = r.journal_id
  left join period_close.voucher v on v.run_id = r.id
  left join period_close.posting_run x on x.cancels_run_id = r.id and x.status = 'POSTED'
 where r.status = 'POSTED';
comment on column period_close_view.run.type is 'What it does: TRANSACTION_ADJUSTMENT posts a journal, CANCELLATION cancels another run.';
comment on column period_close_view.run.journal is 'The journal that it posts, or that the run it cancels has posted; null: its type needs none.';
--rollback create or replace view period_close_view.inventory_value as select c.company, t.transaction_id, i.item_number, g.item_group, t.kind, t.quantity, t.financial_date, t.open, l.currency_layer, l.currency, l.cost, coalesce(s.settled, 0) as settled, l.cost + coalesce(s.settled, 0) as value from period_close.inventory_transaction t join period_close.company c on c.id = t.company_id join period_close.item i on i.id = t.item_id join period_close.item_group g on g.id = i.item_group_id cross join lateral ( values ('ACCOUNTING', c.accounting_currency, t.cost_amount), ('REPORTING', c.reporting_currency, t.reporting_cost_amount) ) l (currency_layer, currency, cost) left join lateral ( select sum(s.amount) as settled from period_close.settlement s join period_close.posting_run r on r.id = s.run_id and r.status = 'POSTED' and r.currency_layer = l.currency_layer where s.item_id = t.item_id and s.inventory_transaction_id = t.id ) s on true where l.currency is not null;
--rollback create or replace view period_close_view.reconciliation as with settled as ( select s.run_id, e.account_id, sum(e.amount) as amount from period_close.settlement s cross join lateral (select case when s.storno then -abs(s.amount) else abs(s.amount) end as ledger_amount) m cross join lateral (values (s.debit_account_id, m.ledger_amount), (s.credit_account_id, -m.ledger_amount)) e (account_id, amount) group by s.run_id, e.account_id ), posted as ( select l.run_id, e.account_id, sum(e.amount) as amount from period_close.voucher_line l cross join lateral (values (l.debit_account_id, l.amount), (l.credit_account_id, -l.amount)) e (account_id, amount) group by l.run_id, e.account_id ) select c.company, r.id as run, j.journal, v.voucher, r.posting_date, r.currency_layer, r.currency, a.main_account, coalesce(s.amount, 0) as settlements, coalesce(p.amount, 0) as voucher_lines, coalesce(s.amount, 0) - coalesce(p.amount, 0) as difference, case when coalesce(s.amount, 0) = coalesce(p.amount, 0) then null when not r.update_ledger then 'posted without ledger update: ' || r.note else 'settlements and voucher lines do not agree' end as cause from settled s full join posted p on p.run_id = s.run_id and p.account_id = s.account_id join period_close.posting_run r on r.id = coalesce(s.run_id, p.run_id) and r.status = 'POSTED' join period_close.adjustment_journal j on j.id = r.journal_id join period_close.company c on c.id = r.company_id left join period_close.voucher v on v.run_id = r.id join period_close.main_account a on a.id = coalesce(s.account_id, p.account_id);
--rollback create or replace view period_close_view.run as select c.company, r.id as run, r.type, j.journal, v.voucher, r.posting_date, r.currency_layer, r.currency, r.specification, r.update_ledger, r.storno, r.note, r.settlements, r.settled_amount, r.cancels_run_id as cancels, x.id as cancelled_by from period_close.posting_run r join period_close.company c on c.id = r.company_id join period_close.adjustment_journal j on j.id = r.journal_id left join period_close.voucher v on v.run_id = r.id left join period_close.posting_run x on x.cancels_run_id = r.id and x.status = 'POSTED' where r.status = 'POSTED';
