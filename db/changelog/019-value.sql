--liquibase formatted sql

--changeset period-close:019-value splitStatements:false runOnChange:true stripComments:false
--comment: What several queries must calculate alike is said here, once. PostgreSQL puts these one-expression functions into the query that calls them.
create or replace function period_close.cost_in(t period_close.inventory_transaction, layer text) returns numeric language sql immutable parallel safe as $$
    select case layer when 'ACCOUNTING' then t.cost_amount else t.reporting_cost_amount end
$$;
comment on function period_close.cost_in is
    'The signed cost of a transaction in a currency layer, as the ERP posted it; null: it has none. Its value is this and the sum of its rows in posted_settlement.';

create or replace view period_close.posted_settlement as
select s.item_id, s.inventory_transaction_id, s.run_id, s.amount, r.currency_layer, r.posting_date
  from period_close.settlement s
  join period_close.posting_run r on r.id = s.run_id and r.status = 'POSTED';
comment on view period_close.posted_settlement is 'The settlements that count: those of posted runs. A cancelled run and its cancellation are both posted, and add up to zero.';

create or replace function period_close.ledger_amount(amount numeric, storno boolean) returns numeric language sql immutable parallel safe as $$
    select case when storno then -abs(amount) when not storno then abs(amount) end
$$;
comment on function period_close.ledger_amount is
    'The amount of a settlement in the ledger: negative if and only if it is storno. Null: it is not in the ledger.';

create or replace function period_close.offset_account(of_line integer, of_charges_code integer, amount numeric, profit integer, loss integer)
returns integer language sql immutable parallel safe as $$
    select coalesce(of_line, of_charges_code, case when amount > 0 then profit else loss end)
$$;
comment on function period_close.offset_account is
    'The account on the other side of a journal line: its own, else that of its charges code, else the one for an increase (profit) or a decrease (loss).';

create or replace function period_close.digest(total numeric) returns numeric language sql immutable parallel safe as $$
    select mod(total, 340282366920938463463374607431768211456)
$$;
comment on function period_close.digest is 'A sum of digests modulo 2^128.';
--rollback drop function period_close.digest(numeric);
--rollback drop function period_close.offset_account(integer, integer, numeric, integer, integer);
--rollback drop function period_close.ledger_amount(numeric, boolean);
--rollback drop view period_close.posted_settlement;
--rollback drop function period_close.cost_in(period_close.inventory_transaction, text);
