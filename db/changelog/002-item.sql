--liquibase formatted sql

--changeset period-close:002-item splitStatements:false
--comment: Items, their groups, and the rules that find an account for them.
create table period_close.item_group (
    id         integer generated always as identity primary key,
    company_id integer not null references period_close.company,
    item_group text collate "C" not null check (length(item_group) between 1 and 100),
    name       text not null check (length(name) <= 1000),
    unique (company_id, item_group),
    unique (company_id, id)
);
comment on table period_close.item_group is 'Items that share posting rules and one level of the voucher specification.';

create table period_close.item (
    id                   integer generated always as identity primary key,
    company_id           integer not null references period_close.company,
    item_number          text collate "C" not null check (length(item_number) between 1 and 100),
    name                 text not null check (length(name) <= 1000),
    item_group_id        integer not null,
    inventory_model      text not null check (inventory_model in
        ('FIFO', 'LIFO', 'LIFO_DATE', 'WEIGHTED_AVERAGE', 'WEIGHTED_AVERAGE_DATE', 'MOVING_AVERAGE', 'STANDARD_COST')),
    cost_price           numeric(30, 6) check (cost_price >= 0),
    reporting_cost_price numeric(30, 6) check (reporting_cost_price >= 0),
    unique (company_id, item_number),
    foreign key (company_id, item_group_id) references period_close.item_group (company_id, id)
);
comment on table period_close.item is 'An inventory item; cost prices are per unit of inventory, one for each currency layer.';
--rollback drop table period_close.item;
--rollback drop table period_close.item_group;

--changeset period-close:002-posting-profile splitStatements:false
--comment: Account rules, searched item, then item group, then ALL.
create table period_close.posting_profile (
    company_id      integer not null references period_close.company,
    account_type    text not null check (account_type in ('INVENTORY', 'PROFIT', 'LOSS', 'ROUNDING_PROFIT', 'ROUNDING_LOSS')),
    item_code       text not null check (item_code in ('TABLE', 'GROUP', 'ALL')),
    item_id         integer references period_close.item,
    item_group_id   integer references period_close.item_group,
    main_account_id integer not null references period_close.main_account,
    check ((item_code = 'TABLE') = (item_id is not null)),
    check ((item_code = 'GROUP') = (item_group_id is not null)),
    constraint one_rule_for_each_relation unique nulls not distinct (company_id, account_type, item_id, item_group_id)
);
comment on table period_close.posting_profile is
    'Which main account an account type resolves to: the rule of the item (TABLE), else of its item group (GROUP), else of all items (ALL).';
--rollback drop table period_close.posting_profile;

--changeset period-close:002-item-account splitStatements:false
--comment: The search itself, in one place for the job, its laws and the reports.
create view period_close.item_account as
select i.company_id,
       i.id as item_id,
       t.account_type,
       coalesce(of_item.main_account_id, of_group.main_account_id, of_all.main_account_id) as main_account_id,
       case when of_item.main_account_id is not null then 'TABLE'
            when of_group.main_account_id is not null then 'GROUP'
            when of_all.main_account_id is not null then 'ALL' end as item_code
  from period_close.item i
 cross join (values ('INVENTORY'), ('PROFIT'), ('LOSS'), ('ROUNDING_PROFIT'), ('ROUNDING_LOSS')) t (account_type)
  left join period_close.posting_profile of_item
         on of_item.company_id = i.company_id and of_item.account_type = t.account_type and of_item.item_id = i.id
  left join period_close.posting_profile of_group
         on of_group.company_id = i.company_id and of_group.account_type = t.account_type and of_group.item_group_id = i.item_group_id
  left join period_close.posting_profile of_all
         on of_all.company_id = i.company_id and of_all.account_type = t.account_type and of_all.item_code = 'ALL';
comment on view period_close.item_account is
    'For each item and account type the main account that the posting profile gives (null: none) and the rule that gave it.';
--rollback drop view period_close.item_account;
