--liquibase formatted sql

--changeset period-close:005-posting-run splitStatements:false
--comment: One row for each execution that changes value, with the arguments it was given and what it did.
create table period_close.posting_run (
    id                bigint generated always as identity primary key,
    type              text not null check (type in ('TRANSACTION_ADJUSTMENT')),
    status            text not null check (status in ('RUNNING', 'POSTED', 'FAILED', 'DRY_RUN')),
    company_id        integer not null references period_close.company,
    journal_id        bigint not null references period_close.adjustment_journal,
    currency_layer    text not null check (currency_layer in ('ACCOUNTING', 'REPORTING')),
    currency          text collate "C" not null,
    decimals          smallint not null,
    posting_date      date not null,
    specification     text not null check (specification in ('TOTAL', 'ITEM_GROUP', 'ITEM_NUMBER')),
    update_ledger     boolean not null,
    storno            boolean not null,
    skip_invalid      boolean not null,
    note              text check (length(note) <= 1000),
    expected_checksum text,
    planned           bigint not null check (planned > 0),
    exceptions        integer not null default 0,
    settlements       bigint,
    settled_amount    numeric,
    lines             integer,
    checksum          text,
    started_by        text not null,
    started_at        timestamptz not null,
    ended_at          timestamptz,
    failure           text,
    retries           integer not null default 0,
    check (update_ledger or note is not null),
    check ((status in ('RUNNING', 'DRY_RUN')) = (ended_at is null)),
    check ((status = 'DRY_RUN') = (id < 0)),
    check (status <> 'POSTED' or (checksum is not null and settlements = planned and settled_amount is not null and lines is not null))
);
comment on table period_close.posting_run is 'RUNNING -> POSTED, or RUNNING -> FAILED when a law did not hold. What belongs to a run that is not POSTED counts for nothing.';
comment on column period_close.posting_run.status is 'DRY_RUN exists only inside a transaction that is rolled back.';
comment on column period_close.posting_run.planned is 'Journal lines that the run will settle.';
comment on column period_close.posting_run.exceptions is 'Journal lines that were refused and left out.';
comment on column period_close.posting_run.retries is 'How often it went on after a passing trouble of the database: a deadlock, a lost connection.';
comment on column period_close.posting_run.started_by is 'Operating-system user that started the run.';
create unique index one_run_posts_a_journal on period_close.posting_run (journal_id) where status in ('RUNNING', 'POSTED');

create table period_close.posting_exception (
    run_id                   bigint not null references period_close.posting_run,
    ordinal                  integer not null,
    inventory_transaction_id bigint not null,
    code                     text not null,
    message                  text not null,
    remedy                   text not null,
    primary key (run_id, inventory_transaction_id, ordinal)
);
comment on table period_close.posting_exception is 'The faults of the journal lines that a run left out: one row a fault.';

create table period_close.run_item (
    run_id               bigint not null,
    item_id              integer not null,
    item_group_id        integer not null,
    inventory_account_id integer,
    inventory_item_code  text,
    profit_account_id    integer,
    profit_item_code     text,
    loss_account_id      integer,
    loss_item_code       text,
    primary key (run_id, item_id)
);
comment on column period_close.run_item.run_id is 'Its run, made in the same transaction. No foreign key: it would be checked item by item.';
comment on table period_close.run_item is
    'What the set-up said of an item when the run was checked: its group, and for each account type the account and the rule (TABLE, GROUP, ALL) that gave it.';

create table period_close.run_partition (
    run_id            bigint not null references period_close.posting_run,
    partition         integer not null,
    after_item_id     integer not null,
    after_transaction bigint not null,
    last_item_id      integer not null,
    last_transaction  bigint not null,
    lines             bigint not null check (lines > 0),
    done_item_id      integer not null,
    done_transaction  bigint not null,
    lines_done        bigint not null default 0 check (lines_done between 0 and lines),
    digest            numeric not null default 0,
    primary key (run_id, partition)
);
comment on table period_close.run_partition is
    'The frozen plan of a run: ranges (after, last] of (item, transaction). done_ is where the settled part ends; it moves in the transaction of the settlements.';
comment on column period_close.run_partition.digest is 'Sum, modulo 2^128, of a hash of each settlement made: the order of the lines does not matter.';
--rollback drop table period_close.run_partition;
--rollback drop table period_close.run_item;
--rollback drop table period_close.posting_exception;
--rollback drop table period_close.posting_run;

--changeset period-close:005-settlement splitStatements:false
--comment: The subledger of value changes; append-only.
create table period_close.settlement (
    item_id                  integer not null,
    inventory_transaction_id bigint not null,
    run_id                   bigint not null,
    amount                   numeric not null check (amount <> 0),
    debit_account_id         integer not null,
    credit_account_id        integer not null,
    storno                   boolean not null,
    primary key (item_id, inventory_transaction_id, run_id),
    check (debit_account_id <> credit_account_id)
);
comment on table period_close.settlement is 'What one run moved on one transaction. Never changed, never deleted; counts when its run is POSTED.';
comment on column period_close.settlement.amount is 'Signed change of the inventory balance; its ledger line has -abs(amount) if storno, else abs(amount).';
create index settlement_of_a_run on period_close.settlement using brin (run_id) with (pages_per_range = 16, autosummarize = on);

create table period_close.settlement_sum (
    run_id            bigint not null,
    item_group_id     integer,
    item_id           integer,
    debit_account_id  integer not null,
    credit_account_id integer not null,
    storno            boolean not null,
    amount            numeric not null,
    settlements       bigint not null
);
comment on table period_close.settlement_sum is
    'Partial sums of a run that is at work, one set for each chunk, by the voucher key of its specification; deleted when the run is posted.';
create index settlement_sum_of_a_run on period_close.settlement_sum (run_id);

create function period_close.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op) using errcode = '23514';
end $$;
create trigger append_only before update or delete or truncate on period_close.settlement
    for each statement execute function period_close.refuse_change();

--rollback drop table period_close.settlement_sum;
--rollback drop table period_close.settlement;
--rollback drop function period_close.refuse_change();
