--liquibase formatted sql

--changeset period-close:025-company splitStatements:false
--comment: What a company decides for recalculation and close.
alter table period_close.company
    add column use_rounding_accounts boolean not null default false,
    add column minimum_throughput numeric not null default 0 check (minimum_throughput >= 0),
    add column reporting_minimum_throughput numeric not null default 0 check (reporting_minimum_throughput >= 0),
    add column pre_close_internal_transfers boolean not null default true;
comment on column period_close.company.use_rounding_accounts is 'Roundings go to ROUNDING_PROFIT and ROUNDING_LOSS; else to PROFIT and LOSS.';
comment on column period_close.company.minimum_throughput is 'Smaller changes are not carried on; in whole units of the accounting currency.';
comment on column period_close.company.reporting_minimum_throughput is 'The same in the reporting currency.';
comment on column period_close.company.pre_close_internal_transfers is 'Transfers inside one cost object are left out of the calculation.';
--rollback alter table period_close.company drop column use_rounding_accounts, drop column minimum_throughput, drop column reporting_minimum_throughput, drop column pre_close_internal_transfers;

--changeset period-close:025-item-model-group splitStatements:false
--comment: How the items of a group are valued.
create table period_close.item_model_group (
    id                        integer generated always as identity primary key,
    company_id                integer not null references period_close.company,
    item_model_group          text collate "C" not null check (length(item_model_group) between 1 and 100),
    include_physical_value    boolean not null default false,
    fixed_receipt_price       boolean not null default false,
    negative_stock            boolean not null default true,
    financial_dimensions      text[] not null default array['SITE'],
    reporting_inventory_model text check (reporting_inventory_model in
        ('FIFO', 'LIFO', 'LIFO_DATE', 'WEIGHTED_AVERAGE', 'WEIGHTED_AVERAGE_DATE', 'MOVING_AVERAGE', 'STANDARD_COST')),
    unique (company_id, item_model_group),
    unique (company_id, id),
    constraint site_is_always_tracked check (financial_dimensions @> array['SITE']
        and financial_dimensions <@ array['SITE', 'WAREHOUSE', 'BATCH', 'SERIAL'])
);
comment on table period_close.item_model_group is 'Items that are valued by the same rules.';
comment on column period_close.item_model_group.include_physical_value is 'Transactions that are only physically updated take part; FIFO, LIFO and LIFO_DATE only.';
comment on column period_close.item_model_group.fixed_receipt_price is 'Receipts keep their cost whatever the issues cost that they were made from.';
comment on column period_close.item_model_group.negative_stock is 'Issues may exceed receipts.';
comment on column period_close.item_model_group.financial_dimensions is 'Each combination of these has costs of its own; in this order: SITE, WAREHOUSE, BATCH, SERIAL.';
comment on column period_close.item_model_group.reporting_inventory_model is 'The inventory model of the reporting currency; null: that of the item.';

alter table period_close.item
    add column item_model_group_id integer,
    add foreign key (company_id, item_model_group_id) references period_close.item_model_group (company_id, id);
comment on column period_close.item.item_model_group_id is 'Null: physical value left out, receipt prices not fixed, negative stock allowed, only the site tracked, one model in both currency layers.';

create view period_close.item_model as
select i.id as item_id, i.company_id, l.currency_layer,
       case l.currency_layer when 'REPORTING' then coalesce(g.reporting_inventory_model, i.inventory_model) else i.inventory_model end as inventory_model,
       coalesce(g.include_physical_value, false) as include_physical_value,
       coalesce(g.fixed_receipt_price, false) as fixed_receipt_price,
       coalesce(g.negative_stock, true) as negative_stock,
       coalesce(g.financial_dimensions, array['SITE']) as financial_dimensions
  from period_close.item i
  left join period_close.item_model_group g on g.id = i.item_model_group_id
 cross join (values ('ACCOUNTING'), ('REPORTING')) l (currency_layer);
comment on view period_close.item_model is 'How each item is valued in each currency layer, as the set-up says now.';
--rollback drop view period_close.item_model;
--rollback alter table period_close.item drop column item_model_group_id;
--rollback drop table period_close.item_model_group;

--changeset period-close:025-posting-profile splitStatements:false
--comment: Accounts for issues, price differences and revaluations.
alter table period_close.posting_profile
    drop constraint posting_profile_account_type_check,
    add constraint posting_profile_account_type_check check (account_type in
        ('INVENTORY', 'PROFIT', 'LOSS', 'ROUNDING_PROFIT', 'ROUNDING_LOSS', 'ISSUE',
         'PRICE_DIFFERENCE_PROFIT', 'PRICE_DIFFERENCE_LOSS', 'REVALUATION_PROFIT', 'REVALUATION_LOSS'));

create or replace view period_close.item_account as
select i.company_id,
       i.id as item_id,
       t.account_type,
       coalesce(of_item.main_account_id, of_group.main_account_id, of_all.main_account_id) as main_account_id,
       case when of_item.main_account_id is not null then 'TABLE'
            when of_group.main_account_id is not null then 'GROUP'
            when of_all.main_account_id is not null then 'ALL' end as item_code
  from period_close.item i
 cross join (values ('INVENTORY'), ('PROFIT'), ('LOSS'), ('ROUNDING_PROFIT'), ('ROUNDING_LOSS'), ('ISSUE'),
                    ('PRICE_DIFFERENCE_PROFIT'), ('PRICE_DIFFERENCE_LOSS'), ('REVALUATION_PROFIT'), ('REVALUATION_LOSS')) t (account_type)
  left join period_close.posting_profile of_item
         on of_item.company_id = i.company_id and of_item.account_type = t.account_type and of_item.item_id = i.id
  left join period_close.posting_profile of_group
         on of_group.company_id = i.company_id and of_group.account_type = t.account_type and of_group.item_group_id = i.item_group_id
  left join period_close.posting_profile of_all
         on of_all.company_id = i.company_id and of_all.account_type = t.account_type and of_all.item_code = 'ALL';
--rollback create or replace view period_close.item_account as select i.company_id, i.id as item_id, t.account_type, coalesce(of_item.main_account_id, of_group.main_account_id, of_all.main_account_id) as main_account_id, case when of_item.main_account_id is not null then 'TABLE' when of_group.main_account_id is not null then 'GROUP' when of_all.main_account_id is not null then 'ALL' end as item_code from period_close.item i cross join (values ('INVENTORY'), ('PROFIT'), ('LOSS'), ('ROUNDING_PROFIT'), ('ROUNDING_LOSS')) t (account_type) left join period_close.posting_profile of_item on of_item.company_id = i.company_id and of_item.account_type = t.account_type and of_item.item_id = i.id left join period_close.posting_profile of_group on of_group.company_id = i.company_id and of_group.account_type = t.account_type and of_group.item_group_id = i.item_group_id left join period_close.posting_profile of_all on of_all.company_id = i.company_id and of_all.account_type = t.account_type and of_all.item_code = 'ALL';
--rollback delete from period_close.posting_profile where account_type in ('ISSUE', 'PRICE_DIFFERENCE_PROFIT', 'PRICE_DIFFERENCE_LOSS', 'REVALUATION_PROFIT', 'REVALUATION_LOSS');
--rollback alter table period_close.posting_profile drop constraint posting_profile_account_type_check, add constraint posting_profile_account_type_check check (account_type in ('INVENTORY', 'PROFIT', 'LOSS', 'ROUNDING_PROFIT', 'ROUNDING_LOSS'));

--changeset period-close:025-cost-object splitStatements:false
--comment: What costs are kept for: an item with its tracked dimensions; and what links one cost to another.
create table period_close.cost_object (
    id            integer generated always as identity primary key,
    company_id    integer not null,
    item_id       integer not null,
    site          text collate "C",
    warehouse     text collate "C",
    batch_number  text collate "C",
    serial_number text collate "C",
    constraint cost_object_is_unique unique nulls not distinct (item_id, site, warehouse, batch_number, serial_number)
);
comment on table period_close.cost_object is 'An item and those of its dimensions that are financially tracked; a dimension that is not is null.';
comment on column period_close.cost_object.item_id is
    'An item of the company; kept by the import, set-based, because a foreign key would be checked row by row.';

create table period_close.cost_flow (
    id         integer generated always as identity primary key,
    company_id integer not null references period_close.company,
    cost_flow  text collate "C" not null check (length(cost_flow) between 1 and 100),
    unique (company_id, cost_flow)
);
comment on table period_close.cost_flow is 'A transfer or production document: its issues pay for its receipts.';

alter table period_close.inventory_transaction
    add column cost_object_id integer,
    add column cost_flow_id integer,
    add column return_of text collate "C",
    add column sequence bigint not null default 0,
    add column settled_quantity numeric not null default 0,
    add column settled_amount numeric not null default 0,
    add column reporting_settled_amount numeric not null default 0,
    add column takes_part_on date;
comment on column period_close.inventory_transaction.cost_object_id is 'Its cost object; kept by the import, set-based.';
comment on column period_close.inventory_transaction.cost_flow_id is 'Its cost flow; null: none. Kept by the import, set-based.';
comment on column period_close.inventory_transaction.return_of is 'On a receipt: the issue that comes back, as the ERP names it; it need not exist.';
comment on column period_close.inventory_transaction.sequence is 'The order within a day.';
comment on column period_close.inventory_transaction.settled_quantity is 'What the ERP has settled before; signed as quantity.';
comment on column period_close.inventory_transaction.settled_amount is 'The cost of that in the accounting currency; signed as quantity.';
comment on column period_close.inventory_transaction.takes_part_on is
    'It came after a close of its day: the first open day then, as of which it takes part; null: it takes part on its financial date.';

insert into period_close.cost_object (company_id, item_id, site)
select distinct company_id, item_id, site from period_close.inventory_transaction;
update period_close.inventory_transaction t
   set cost_object_id = o.id
  from period_close.cost_object o
 where o.item_id = t.item_id and o.site is not distinct from t.site;
create index inventory_transaction_by_date on period_close.inventory_transaction using brin (financial_date) with (pages_per_range = 32);
create index inventory_transaction_without_invoice on period_close.inventory_transaction (cost_object_id) where financial_date is null;
create index inventory_transaction_that_came_late on period_close.inventory_transaction (takes_part_on) where takes_part_on is not null;
create index inventory_transaction_of_a_flow on period_close.inventory_transaction (cost_flow_id) where cost_flow_id is not null;
create index inventory_transaction_that_comes_back on period_close.inventory_transaction (company_id, return_of) where return_of is not null;

create function period_close.takes_part(t period_close.inventory_transaction) returns date language sql immutable parallel safe as $$
    select coalesce(t.takes_part_on, t.financial_date)
$$;
comment on function period_close.takes_part is 'The day on which a transaction takes part in recalculation and close; null: it is only physically updated.';

create function period_close.takes_part_within(t period_close.inventory_transaction, after date, last date) returns boolean language sql immutable parallel safe as $$
    select t.takes_part_on is null and t.financial_date > after and t.financial_date <= last or t.takes_part_on > after and t.takes_part_on <= last
$$;
comment on function period_close.takes_part_within is 'Whether a transaction takes part after one day and not after another; written so that the indexes of both dates serve.';
--rollback drop function period_close.takes_part_within(period_close.inventory_transaction, date, date);
--rollback drop function period_close.takes_part(period_close.inventory_transaction);
--rollback drop index period_close.inventory_transaction_that_comes_back, period_close.inventory_transaction_of_a_flow, period_close.inventory_transaction_that_came_late, period_close.inventory_transaction_without_invoice, period_close.inventory_transaction_by_date;
--rollback alter table period_close.inventory_transaction drop column cost_object_id, drop column cost_flow_id, drop column return_of, drop column sequence, drop column settled_quantity, drop column settled_amount, drop column reporting_settled_amount, drop column takes_part_on;
--rollback drop table period_close.cost_flow;
--rollback drop table period_close.cost_object;

--changeset period-close:025-marking splitStatements:false
--comment: Which issue is to be paid for by which receipt.
create table period_close.marking (
    company_id integer not null references period_close.company,
    item_id    integer not null,
    issue_id   bigint not null,
    receipt_id bigint not null,
    quantity   numeric not null check (quantity > 0),
    primary key (item_id, issue_id, receipt_id)
);
comment on table period_close.marking is 'A quantity of a receipt that is reserved for an issue, whatever the inventory model says.';
--rollback drop table period_close.marking;

--changeset period-close:025-imported-close splitStatements:false
--comment: The closes that the ERP made before.
alter table period_close.inventory_close rename to imported_close;
comment on table period_close.imported_close is 'Inventory closes that the ERP made before this program took over.';
--rollback alter table period_close.imported_close rename to inventory_close;
