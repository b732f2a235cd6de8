--liquibase formatted sql

--changeset period-close:011-ledger-balance splitStatements:false
--comment: What stood on the accounts before this program posted to them.
create table period_close.ledger_balance (
    company_id      integer not null references period_close.company,
    main_account_id integer not null references period_close.main_account,
    currency_layer  text not null check (currency_layer in ('ACCOUNTING', 'REPORTING')),
    date            date not null,
    amount          numeric not null,
    primary key (main_account_id, currency_layer, date)
);
comment on table period_close.ledger_balance is 'Opening balances of main accounts, debit minus credit, as the ERP had them at the beginning of a day.';

create function period_close.ledger_balance_at(account integer, layer text, day date) returns numeric
language sql stable as $$
    with opening as (
        select b.date, b.amount
          from period_close.ledger_balance b
         where b.main_account_id = account and b.currency_layer = layer and b.date <= day
         order by b.date desc
         limit 1
    )
    select coalesce((select amount from opening), 0) + coalesce((
           select sum(case when l.debit_account_id = account then l.amount else -l.amount end)
             from period_close.voucher v
             join period_close.posting_run r on r.id = v.run_id and r.status = 'POSTED' and r.currency_layer = layer
             join period_close.voucher_line l on l.run_id = v.run_id
            where v.company_id = (select a.company_id from period_close.main_account a where a.id = account)
              and v.posting_date <= day
              and v.posting_date >= coalesce((select date from opening), '-infinity')
              and account in (l.debit_account_id, l.credit_account_id)), 0)
$$;
comment on function period_close.ledger_balance_at is
    'Debit minus credit of an account at the end of a day: the last opening balance on or before it, and the posted voucher lines since.';
--rollback drop function period_close.ledger_balance_at;
--rollback drop table period_close.ledger_balance;
