--liquibase formatted sql

--changeset period-close:031-revaluation splitStatements:false
--comment: What a revaluation, or a conversion to standard cost, sets the value of stock to.
alter table period_close.posting_run
    add column price_option text,
    add column left_out bigint not null default 0;
comment on column period_close.posting_run.price_option is 'Of a revaluation or conversion: the option of the command that gave its prices.';
comment on column period_close.posting_run.left_out is 'Of a revaluation: how many cost objects of its items were without stock, so that there was nothing to value.';
alter table period_close.run_item
    add column profit_account_type text check (profit_account_type in ('PROFIT', 'REVALUATION_PROFIT')),
    add column loss_account_type text check (loss_account_type in ('LOSS', 'REVALUATION_LOSS'));
comment on column period_close.run_item.profit_account_type is 'The account type of the posting profile that gave the account; null: PROFIT.';
comment on column period_close.run_item.loss_account_type is 'The account type of the posting profile that gave the account; null: LOSS.';

create table period_close.revaluation_price (
    run_id  bigint not null references period_close.posting_run on update cascade on delete cascade,
    item_id integer not null,
    site    text collate "C",
    price   numeric not null check (price >= 0),
    constraint revaluation_price_is_unique unique nulls not distinct (run_id, item_id, site)
);
comment on table period_close.revaluation_price is 'The unit costs that a revaluation or conversion was asked for, in the currency of the run.';
comment on column period_close.revaluation_price.site is 'Null: at every site that has no price of its own.';

create table period_close.revaluation_line (
    run_id                   bigint not null references period_close.posting_run on update cascade on delete cascade,
    item_id                  integer not null,
    inventory_transaction_id bigint not null,
    cost_object_id           integer not null,
    name                     text not null,
    quantity                 numeric not null check (quantity > 0),
    price                    numeric not null check (price >= 0),
    amount                   numeric,
    inventory_account_id     integer,
    primary key (run_id, item_id, inventory_transaction_id)
);
comment on table period_close.revaluation_line is
    'What a revaluation or conversion changes, found before its first settlement: for each cost object its last receipt, or each open layer.';
comment on column period_close.revaluation_line.name is 'The transaction as the ERP names it, or the name of the made layer.';
comment on column period_close.revaluation_line.quantity is 'What is on hand of the cost object, or open of the layer.';
comment on column period_close.revaluation_line.amount is 'The change of value, signed; zero: nothing is settled; null: the value is unknown.';
comment on column period_close.revaluation_line.inventory_account_id is 'That of the transaction, of the sources of a made layer if they agree, else that of the item; null: there is none.';
--rollback drop table period_close.revaluation_line;
--rollback drop table period_close.revaluation_price;
--rollback alter table period_close.run_item drop column profit_account_type, drop column loss_account_type;
--rollback alter table period_close.posting_run drop column price_option, drop column left_out;

--changeset period-close:031-price-of splitStatements:false
--comment: The price of a cost object.
create function period_close.revaluation_price_of(of_run bigint, of_item integer, at_site text) returns numeric language sql stable parallel safe as $$
    select p.price
      from period_close.revaluation_price p
     where p.run_id = of_run and p.item_id = of_item and (p.site is null or p.site = at_site)
     order by p.site nulls last
     limit 1
$$;
comment on function period_close.revaluation_price_of is
    'The unit cost that a run gives an item at a site: that of the site, else that of the item; null: none.';
--rollback drop function period_close.revaluation_price_of(bigint, integer, text);

--changeset period-close:031-item-model splitStatements:false
--comment: What is converted to standard cost stays so, in its currency layer.
create or replace view period_close.item_model as
select i.id as item_id, i.company_id, l.currency_layer,
       case when k.item_id is not null then 'STANDARD_COST'
            when l.currency_layer = 'REPORTING' then coalesce(g.reporting_inventory_model, i.inventory_model)
            else i.inventory_model end as inventory_model,
       coalesce(g.include_physical_value, false) as include_physical_value,
       coalesce(g.fixed_receipt_price, false) as fixed_receipt_price,
       coalesce(g.negative_stock, true) as negative_stock,
       coalesce(g.financial_dimensions, array['SITE']) as financial_dimensions
  from period_close.item i
  left join period_close.item_model_group g on g.id = i.item_model_group_id
 cross join (values ('ACCOUNTING'), ('REPORTING')) l (currency_layer)
  left join (select distinct x.item_id, r.currency_layer
               from period_close.active_run r
               join period_close.run_item x on x.run_id = r.id
              where r.type = 'STANDARD_COST_CONVERSION') k on k.item_id = i.id and k.currency_layer = l.currency_layer;
comment on view period_close.item_model is
    'How each item is valued in each currency layer, as the set-up says now; an item that was converted to standard cost stays so whatever the set-up says.';
--rollback create or replace view period_close.item_model as select i.id as item_id, i.company_id, l.currency_layer, case l.currency_layer when 'REPORTING' then coalesce(g.reporting_inventory_model, i.inventory_model) else i.inventory_model end as inventory_model, coalesce(g.include_physical_value, false) as include_physical_value, coalesce(g.fixed_receipt_price, false) as fixed_receipt_price, coalesce(g.negative_stock, true) as negative_stock, coalesce(g.financial_dimensions, array['SITE']) as financial_dimensions from period_close.item i left join period_close.item_model_group g on g.id = i.item_model_group_id cross join (values ('ACCOUNTING'), ('REPORTING')) l (currency_layer);
--rollback comment on view period_close.item_model is 'How each item is valued in each currency layer, as the set-up says now.';

--changeset period-close:031-line-fault splitStatements:false
--comment: Receipts of items that were converted to standard cost cannot be adjusted.
create function period_close.conversion_fault(of_run bigint, of_journal bigint)
returns table (ordinal integer, inventory_transaction_id bigint, transaction_id text, code text, message text, remedy text)
language sql stable parallel safe as $$
    select 4, a.inventory_transaction_id, n.name, 'MODEL_NOT_ADJUSTABLE',
           format('item %s of transaction %s was converted to standard cost by run %s', period_close.quoted(i.item_number), period_close.quoted(n.name), k.id),
           'remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), and set its value with revalue'
      from period_close.posting_run r
      join period_close.active_run k on k.company_id = r.company_id and k.currency_layer = r.currency_layer and k.type = 'STANDARD_COST_CONVERSION'
      join period_close.run_item x on x.run_id = k.id
      join period_close.adjustment a on a.journal_id = of_journal and a.item_id = x.item_id
      join period_close.item i on i.id = a.item_id and period_close.is_periodic(i.inventory_model)
      left join period_close.inventory_transaction t on t.id = a.inventory_transaction_id
      left join period_close.cost_layer l on l.id = a.inventory_transaction_id
     cross join lateral (select coalesce(t.transaction_id, period_close.layer_label(l, of_run)) as name) n
     where r.id = of_run
$$;
comment on function period_close.conversion_fault is 'The lines of the journal of a run whose items were converted to standard cost.';
--rollback drop function period_close.conversion_fault(bigint, bigint);

--changeset period-close:031-command splitStatements:false runOnChange:true
--comment: Remedies name the whole command that continues a run; also of revaluations and conversions.
create or replace function period_close.command_of(of_run bigint) returns text language sql stable parallel safe as $$
    select case when r.cancels_run_id is not null then 'cancel --run ' || r.cancels_run_id
                when j.journal is not null then 'post ' || period_close.journal_options(c.company, j.journal)
                when v.verb is not null
                then v.verb || ' ' || period_close.journal_options(c.company, null) || ' --date ' || r.posting_date
                     || case r.currency_layer when 'REPORTING' then ' --layer reporting' else '' end
                     || coalesce((select string_agg(' ' || o.name || case when o.value like '-%' then '=' else ' ' end || period_close.shell_word(o.value), ''
                                                    order by o.name, o.value)
                                    from (select '--item' as name, unnest(r.selected_items) as value
                                          union all
                                          select '--item-group', unnest(r.selected_item_groups)) o), '')
                     || coalesce(' ' || r.price_option, '') end
      from period_close.posting_run r
      join period_close.company c on c.id = r.company_id
      left join period_close.adjustment_journal j on j.id = r.journal_id
      left join (values ('CLOSE', 'close'), ('RECALCULATION', 'recalculate'), ('REVALUATION', 'revalue'), ('STANDARD_COST_CONVERSION', 'convert')) v (type, verb)
        on v.type = r.type
     where r.id = of_run
$$;
--rollback create or replace function period_close.command_of(of_run bigint) returns text language sql stable parallel safe as $$
--rollback     select case when r.cancels_run_id is not null then 'cancel --run ' || r.cancels_run_id
--rollback                 when j.journal is not null then 'post ' || period_close.journal_options(c.company, j.journal)
--rollback                 when r.type in ('CLOSE', 'RECALCULATION')
--rollback                 then case r.type when 'CLOSE' then 'close' else 'recalculate' end || ' ' || period_close.journal_options(c.company, null) || ' --date ' || r.posting_date
--rollback                      || case r.currency_layer when 'REPORTING' then ' --layer reporting' else '' end
--rollback                      || coalesce((select string_agg(' ' || o.name || case when o.value like '-%' then '=' else ' ' end || period_close.shell_word(o.value), ''
--rollback                                                     order by o.name, o.value)
--rollback                                     from (select '--item' as name, unnest(r.selected_items) as value
--rollback                                           union all
--rollback                                           select '--item-group', unnest(r.selected_item_groups)) o), '') end
--rollback       from period_close.posting_run r
--rollback       join period_close.company c on c.id = r.company_id
--rollback       left join period_close.adjustment_journal j on j.id = r.journal_id
--rollback      where r.id = of_run
--rollback $$;
--rollback comment on function period_close.command_of is 'The command that continues an unfinished run; null: the type of the run has none.';

--changeset period-close:031-in-the-way splitStatements:false
--comment: A revaluation builds on what the stock was worth before it.
create function period_close.revaluations_after(of_run bigint) returns table (run_id bigint, transactions bigint)
language sql stable parallel safe as $$
    select l.id, count(*)
      from period_close.posting_run r
      join period_close.revaluation_line o on o.run_id = r.id
      join period_close.revaluation_line n on n.item_id = o.item_id and n.cost_object_id = o.cost_object_id
      join period_close.posting_run l on l.id = n.run_id and l.company_id = r.company_id and l.currency_layer = r.currency_layer
     where r.id = of_run and r.type = 'REVALUATION' and l.type = 'REVALUATION'
       and (l.status = 'RUNNING' or l.status = 'POSTED' and (l.ended_at, l.id) > (r.ended_at, r.id))
       and not exists (select from period_close.posting_run c where c.cancels_run_id = l.id and c.status = 'POSTED')
     group by l.id
$$;
comment on function period_close.revaluations_after is
    'Active or unfinished revaluations after a revaluation, and how many of its cost objects each has valued from what it had made of them.';

create function period_close.revaluation_chain(of_run bigint) returns table (run_id bigint) language sql stable parallel safe as $$
    with recursive chain (run_id) as (
        select of_run
        union
        select a.run_id from chain c cross join lateral period_close.revaluations_after(c.run_id) a
    )
    select run_id from chain
$$;
comment on function period_close.revaluation_chain is 'A run and all revaluations that build on it, on these, and so on.';

create function period_close.conversion_on(of_run bigint) returns bigint language sql stable parallel safe as $$
    select min(k.id)
      from period_close.active_run r
      join period_close.active_run k on k.company_id = r.company_id and k.currency_layer = r.currency_layer and k.type = 'STANDARD_COST_CONVERSION'
     where r.id = of_run
       and (k.id = r.id
            or k.posting_date > r.posting_date
               and (r.type <> 'ON_HAND_ADJUSTMENT'
                    or exists (select
                                 from period_close.runs_to_cancel(r.id) c
                                 join period_close.posting_run l on l.id = c.run_id
                                where l.id = k.id or l.type <> 'ON_HAND_ADJUSTMENT' and l.posting_date < k.posting_date)))
$$;
comment on function period_close.conversion_on is
    'The conversion to standard cost for which an active run can never be cancelled: it is one, its day was closed before one, or one stands on it; null: there is none.';
--rollback drop function period_close.conversion_on(bigint);
--rollback drop function period_close.revaluation_chain(bigint);
--rollback drop function period_close.revaluations_after(bigint);

--changeset period-close:031-manifest-facts splitStatements:false runOnChange:true
--comment: What a manifest says of a revaluation or conversion besides what it says of every run.
create or replace function period_close.revaluation_facts(of_run bigint) returns jsonb language sql stable parallel safe as $$
    select coalesce(jsonb_object_agg(f.key, f.value), '{}')
      from period_close.posting_run r
      left join period_close.plan_release l on l.id = r.plan_release_id
     cross join lateral jsonb_each(jsonb_build_object(
               'selectedItems', to_jsonb(r.selected_items),
               'priceOption', r.price_option,
               'costObjectsLeftOut', r.left_out,
               'planRelease', r.plan_release_id,
               'planReleasedBy', l.released_by,
               'planReleasedAt', period_close.utc(l.released_at),
               'accountTypes', (select period_close.sha256_of(string_agg(row(i.item_id, i.inventory_model, i.profit_account_type, i.loss_account_type)::text,
                                               chr(10) order by i.item_id))
                                  from period_close.run_item i
                                 where i.run_id = r.id),
               'prices', (select period_close.sha256_of(string_agg(row(p.item_id, p.site, p.price)::text, chr(10) order by p.item_id, p.site nulls first))
                            from period_close.revaluation_price p
                           where p.run_id = r.id),
               'revaluedStock', (select period_close.sha256_of(string_agg(row(n.item_id, n.inventory_transaction_id, n.cost_object_id, n.name, n.quantity, n.price,
                                                n.amount, n.inventory_account_id)::text, chr(10) order by n.item_id, n.inventory_transaction_id))
                                   from period_close.revaluation_line n
                                  where n.run_id = r.id))) f
     where r.id = of_run and r.type in ('REVALUATION', 'STANDARD_COST_CONVERSION')
$$;
comment on function period_close.revaluation_facts is 'What the books say now of a revaluation or conversion; of another run nothing.';
--rollback drop function period_close.revaluation_facts(bigint);
