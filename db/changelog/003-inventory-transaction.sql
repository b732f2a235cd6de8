--liquibase formatted sql

--changeset period-close:003-inventory-transaction splitStatements:false
--comment: What the ERP moved: one row a movement, quantity and cost signed alike.
create table period_close.inventory_transaction (
    id                    bigint generated always as identity primary key,
    company_id            integer not null,
    transaction_id        text collate "C" not null check (length(transaction_id) between 1 and 100),
    item_id               integer not null,
    kind                  text not null,
    quantity              numeric not null,
    physical_date         date,
    financial_date        date,
    cost_amount           numeric not null,
    reporting_cost_amount numeric,
    open                  boolean not null,
    site                  text collate "C",
    warehouse             text collate "C",
    batch_number          text collate "C",
    serial_number         text collate "C",
    inventory_account     text collate "C",
    offset_account        text collate "C",
    constraint inventory_transaction_is_unique unique (company_id, transaction_id),
    constraint quantity_and_cost_have_the_sign_of_the_kind check (
           (kind = 'RECEIPT' and quantity > 0 and cost_amount >= 0 and coalesce(reporting_cost_amount, 0) >= 0)
        or (kind = 'ISSUE'   and quantity < 0 and cost_amount <= 0 and coalesce(reporting_cost_amount, 0) <= 0))
);
comment on table period_close.inventory_transaction is
    'Receipts (+) and issues (-) as the ERP posted them. The cost never changes here: what runs move stands in settlement.';
comment on column period_close.inventory_transaction.financial_date is 'Date of the invoice; null: only physically updated.';
comment on column period_close.inventory_transaction.cost_amount is 'Signed cost in the accounting currency.';
comment on column period_close.inventory_transaction.reporting_cost_amount is 'Signed cost in the reporting currency; null: none.';
comment on column period_close.inventory_transaction.open is 'True while the transaction may still be adjusted or settled.';
comment on column period_close.inventory_transaction.inventory_account is
    'Balance-sheet account of the original posting, as the ERP names it; null: from the posting profile.';
comment on column period_close.inventory_transaction.offset_account is 'The other account of the original posting; null: unknown.';
comment on column period_close.inventory_transaction.item_id is
    'An item of the same company; kept by the import, set-based, because a foreign key would be checked row by row.';
--rollback drop table period_close.inventory_transaction;
