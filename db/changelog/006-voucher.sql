--liquibase formatted sql

--changeset period-close:006-voucher splitStatements:false
--comment: The ledger document of a run; append-only, numbered without gaps.
create table period_close.voucher_number (
    company_id integer primary key references period_close.company,
    last       bigint not null check (last > 0)
);
comment on table period_close.voucher_number is 'The last voucher number of each company; taken last in the posting transaction, so that there is no gap.';

create table period_close.voucher (
    run_id       bigint primary key references period_close.posting_run,
    company_id   integer not null references period_close.company,
    number       bigint not null check (number > 0),
    voucher      text collate "C" not null,
    posting_date date not null,
    unique (company_id, number),
    unique (company_id, voucher)
);
comment on table period_close.voucher is 'The general-ledger document of a posted run; a run without ledger update has none.';

create table period_close.voucher_line (
    run_id            bigint not null,
    line              integer not null check (line > 0),
    debit_account_id  integer not null,
    credit_account_id integer not null,
    amount            numeric not null,
    storno            boolean not null,
    item_group_id     integer,
    item_id           integer,
    settlements       bigint not null check (settlements > 0),
    primary key (run_id, line),
    constraint storno_is_negative check ((storno and amount < 0) or (not storno and amount > 0)),
    check (debit_account_id <> credit_account_id),
    check (item_id is null or item_group_id is not null)
);
comment on table period_close.voucher_line is 'A correspondence: debit account, credit account, signed amount; balanced by construction.';
comment on column period_close.voucher_line.amount is 'Negative if and only if the line is storno (red reversal: same columns, negative amount).';
comment on column period_close.voucher_line.settlements is 'How many settlements the line sums.';
comment on column period_close.voucher_line.run_id is 'Its voucher. No foreign key: it would be checked line by line; the law stands in db/invariants.';

create trigger append_only before update or delete or truncate on period_close.voucher
    for each statement execute function period_close.refuse_change();
create trigger append_only before update or delete or truncate on period_close.voucher_line
    for each statement execute function period_close.refuse_change();
--rollback drop table period_close.voucher_line;
--rollback drop table period_close.voucher;
--rollback drop table period_close.voucher_number;
