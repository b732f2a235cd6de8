--liquibase formatted sql

--changeset period-close:008-charges-code splitStatements:false
--comment: What an adjustment is made for, and the account that takes its other side.
create table period_close.charges_code (
    id                integer generated always as identity primary key,
    company_id        integer not null references period_close.company,
    charges_code      text collate "C" not null check (length(charges_code) between 1 and 100),
    name              text not null check (length(name) <= 1000),
    offset_account_id integer not null references period_close.main_account,
    unique (company_id, charges_code)
);
comment on table period_close.charges_code is 'Why a value changes (freight, duty): its offset account stands in for PROFIT and LOSS.';
--rollback drop table period_close.charges_code;

--changeset period-close:008-offset splitStatements:false
--comment: A journal or a line may say by itself which account takes the other side.
alter table period_close.adjustment_journal
    add column offset_account_id integer references period_close.main_account,
    add column charges_code_id   integer references period_close.charges_code;
comment on column period_close.adjustment_journal.offset_account_id is 'Offset account of its lines; null: that of the charges code, else PROFIT or LOSS of the posting profile.';
comment on column period_close.adjustment_journal.charges_code_id is 'Charges code of its lines that have none; null: none.';
alter table period_close.adjustment
    add column offset_account_id integer,
    add column charges_code_id   integer;
comment on column period_close.adjustment.offset_account_id is
    'Offset account of this line; null: that of its charges code, else what the journal says. No foreign key: it would be checked line by line; posting checks it.';
comment on column period_close.adjustment.charges_code_id is 'Charges code of this line; null: that of the journal.';
--rollback alter table period_close.adjustment drop column offset_account_id, drop column charges_code_id;
--rollback alter table period_close.adjustment_journal drop column offset_account_id, drop column charges_code_id;

--changeset period-close:008-run-charges-code splitStatements:false
--comment: What the set-up said of a charges code when a run was checked.
create table period_close.run_charges_code (
    run_id            bigint not null references period_close.posting_run,
    charges_code_id   integer not null references period_close.charges_code,
    offset_account_id integer not null,
    primary key (run_id, charges_code_id)
);
comment on table period_close.run_charges_code is 'The offset account of each charges code of the company as it stood when the run was checked.';
--rollback drop table period_close.run_charges_code;
