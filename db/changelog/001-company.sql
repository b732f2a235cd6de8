--liquibase formatted sql

--changeset period-close:001-company splitStatements:false
--comment: A company, its fiscal calendar and its chart of accounts.
create table period_close.company (
    id                               integer generated always as identity primary key,
    company                          text collate "C" not null unique check (length(company) between 1 and 100),
    name                             text not null check (length(name) <= 1000),
    accounting_currency              text collate "C" not null check (accounting_currency ~ '^[A-Z]{3}$'),
    accounting_decimals              smallint not null check (accounting_decimals between 0 and 4),
    reporting_currency               text collate "C" check (reporting_currency ~ '^[A-Z]{3}$'),
    reporting_decimals               smallint check (reporting_decimals between 0 and 4),
    storno_for_inventory_adjustments boolean not null,
    check ((reporting_currency is null) = (reporting_decimals is null))
);
comment on table period_close.company is 'A legal entity with its own accounts, items, journals and vouchers.';
comment on column period_close.company.accounting_decimals is 'Minor units of the accounting currency (ISO 4217): 0 for JPY, 2 for USD, 3 for KWD.';
comment on column period_close.company.storno_for_inventory_adjustments is 'The master switch: while it is false no run of the company may post storno.';

create table period_close.fiscal_period (
    company_id integer not null references period_close.company,
    period     text collate "C" not null check (length(period) between 1 and 100),
    start_date date not null,
    end_date   date not null,
    status     text not null check (status in ('OPEN', 'ON_HOLD', 'CLOSED')),
    primary key (company_id, period),
    check (start_date <= end_date),
    constraint fiscal_periods_do_not_overlap
        exclude using gist (int4range(company_id, company_id, '[]') with &&, daterange(start_date, end_date, '[]') with &&)
        deferrable initially deferred
);
comment on table period_close.fiscal_period is 'The ledger calendar; both dates belong to the period, periods of a company never overlap.';

create table period_close.main_account (
    id           integer generated always as identity primary key,
    company_id   integer not null references period_close.company,
    main_account text collate "C" not null check (length(main_account) between 1 and 100),
    name         text not null check (length(name) <= 1000),
    type         text not null check (type in ('BALANCE_SHEET', 'PROFIT_AND_LOSS')),
    unique (company_id, main_account)
);
comment on table period_close.main_account is 'The chart of accounts; an account with financial dimensions in its name is an account of its own.';
--rollback drop table period_close.main_account;
--rollback drop table period_close.fiscal_period;
--rollback drop table period_close.company;
