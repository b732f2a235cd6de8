--liquibase formatted sql

--changeset period-close:009-inventory-close splitStatements:false
--comment: Up to when inventory is closed, in each currency layer.
create table period_close.inventory_close (
    company_id     integer not null references period_close.company,
    currency_layer text not null check (currency_layer in ('ACCOUNTING', 'REPORTING')),
    closed_on      date not null,
    active         boolean not null default true,
    primary key (company_id, currency_layer, closed_on)
);
comment on table period_close.inventory_close is 'Inventory closes; nothing is posted on or before the last active one.';
--rollback drop table period_close.inventory_close;

--changeset period-close:009-journal-item splitStatements:false runOnChange:true
--comment: What the set-up says of each item of a journal.
create or replace function period_close.journal_item(of_journal bigint)
returns table (item_id integer, item_group_id integer,
               inventory_account_id integer, inventory_item_code text,
               profit_account_id integer, profit_item_code text,
               loss_account_id integer, loss_item_code text)
language sql stable parallel safe as $$
    with given as materialized (
        select coalesce(j.offset_account_id, code.offset_account_id) as account,
               case when j.offset_account_id is not null then 'JOURNAL' when j.charges_code_id is not null then 'CHARGES_CODE' end as rule
          from period_close.adjustment_journal j
          left join period_close.charges_code code on code.id = j.charges_code_id
         where j.id = of_journal
    )
    select a.item_id, a.item_group_id,
           a.inventory_account_id, a.inventory_item_code,
           coalesce(given.account, a.profit_account_id), coalesce(given.rule, a.profit_item_code),
           coalesce(given.account, a.loss_account_id), coalesce(given.rule, a.loss_item_code)
      from given
     cross join (select i.id as item_id, i.item_group_id,
                        max(p.main_account_id) filter (where p.account_type = 'INVENTORY') as inventory_account_id,
                        max(p.item_code)       filter (where p.account_type = 'INVENTORY') as inventory_item_code,
                        max(p.main_account_id) filter (where p.account_type = 'PROFIT') as profit_account_id,
                        max(p.item_code)       filter (where p.account_type = 'PROFIT') as profit_item_code,
                        max(p.main_account_id) filter (where p.account_type = 'LOSS') as loss_account_id,
                        max(p.item_code)       filter (where p.account_type = 'LOSS') as loss_item_code
                   from (select distinct item_id from period_close.adjustment where journal_id = of_journal) of_lines
                   join period_close.item i on i.id = of_lines.item_id
                   join period_close.item_account p on p.item_id = i.id and p.account_type in ('INVENTORY', 'PROFIT', 'LOSS')
                  group by i.id) a
$$;
comment on function period_close.journal_item is 'For each item of a journal its group and, for each account type, the account (null: none) and the rule that gives it (JOURNAL, CHARGES_CODE, TABLE, GROUP, ALL), as the set-up stands now.';
--rollback drop function period_close.journal_item;

--changeset period-close:009-run-at-work splitStatements:false runOnChange:true
--comment: Whether some process is at work on an unfinished run, or it was interrupted.
create or replace function period_close.is_at_work(of_company integer, of_layer text) returns boolean language sql stable as $$
    select exists (select from pg_locks
                    where locktype = 'advisory'
                      and database = (select oid from pg_database where datname = current_database())
                      and classid = 1346587727
                      and objid = of_company * 2 + case of_layer when 'ACCOUNTING' then 0 else 1 end
                      and objsubid = 2 and granted)
$$;
comment on function period_close.is_at_work is
    'Whether a session holds the lock of a company and currency layer; its two keys are those that posting takes (class 1346587727).';
--rollback drop function period_close.is_at_work;
