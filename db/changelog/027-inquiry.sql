--liquibase formatted sql

--changeset period-close:027-layer-name splitStatements:false
--comment: What people and programs call a layer that a run has made.
create view period_close.made_layer as
select l.id, l.run_id, l.item_id, l.cost_object_id,
       '~' || l.run_id || '/' || row_number() over (partition by l.run_id
           order by i.item_number, coalesce(o.site, ''), coalesce(o.warehouse, ''), coalesce(o.batch_number, ''), coalesce(o.serial_number, ''),
                    coalesce(k.date, l.date), coalesce(k.sequence, -1), coalesce(k.name, ''), l.id) as name
  from period_close.cost_layer l
  join period_close.item i on i.id = l.item_id
  join period_close.cost_object o on o.id = l.cost_object_id
  left join lateral (
       with recursive source (id) as (
           select l.source_id
           union all
           select s.source_id from source f join period_close.cost_layer s on s.id = f.id
       )
       select coalesce(period_close.takes_part(t), s.date) as date, coalesce(t.sequence, -1) as sequence, coalesce(t.transaction_id, '') as name
         from source f
         left join period_close.inventory_transaction t on t.id = f.id
         left join period_close.cost_layer s on s.id = f.id and s.source_id is null
        where t.id is not null or s.id is not null
       ) k on l.source_id is not null;
comment on view period_close.made_layer is
    'Made layers with their names, ~RUN/NUMBER: numbered within their run by cost object, date and key of their source, however the run was divided.';
--rollback drop view period_close.made_layer;

--changeset period-close:027-cancelled-recalculations splitStatements:false
--comment: Which recalculations were in the way of a close.
create function period_close.cancelled_recalculations(r period_close.posting_run) returns bigint[] language sql stable parallel safe as $$
    select case when r.type <> 'CLOSE' then '{}'
                when r.status = 'DRY_RUN' then array(
                    select a.id from period_close.active_run a
                     where a.company_id = r.company_id and a.currency_layer = r.currency_layer and a.type = 'RECALCULATION' and a.posting_date > r.posting_date
                     order by a.id)
                else array(
                    select k.id
                      from period_close.posting_run k
                      join period_close.posting_run c on c.cancels_run_id = k.id and c.status = 'POSTED' and c.id < r.id
                     where k.company_id = r.company_id and k.currency_layer = r.currency_layer and k.type = 'RECALCULATION' and k.posting_date > r.posting_date
                       and not exists (
                           select from period_close.posting_run o
                             left join period_close.posting_run x on x.id = o.cancels_run_id
                            where o.company_id = r.company_id and o.currency_layer = r.currency_layer and o.status = 'POSTED' and o.id > c.id and o.id < r.id
                              and (x.type = 'RECALCULATION' and x.posting_date > r.posting_date) is not true)
                     order by k.id) end
$$;
comment on function period_close.cancelled_recalculations is
    'The recalculations dated after a close that were cancelled right before it, in the order of their numbers; of a dry run, those that would be.';
--rollback drop function period_close.cancelled_recalculations(period_close.posting_run);

--changeset period-close:027-stock splitStatements:false
--comment: On which day a transaction counts for stock, and what a cost flow moves inside one row of a report.
create function period_close.counts_on(t period_close.inventory_transaction, physical boolean) returns date language sql immutable parallel safe as $$
    select case when physical then coalesce(t.physical_date, period_close.takes_part(t)) else period_close.takes_part(t) end
$$;
comment on function period_close.counts_on is
    'The day as of which a transaction is stock: physically the day on which the goods moved, else the day on which it takes part; null: not yet.';

create function period_close.common_part(one numeric, other numeric) returns numeric language sql immutable parallel safe as $$
    select case when one * other > 0 then sign(one) * least(abs(one), abs(other)) else 0 end
$$;
comment on function period_close.common_part is 'What two figures of the same sign have in common; zero if their signs differ.';
--rollback drop function period_close.common_part(numeric, numeric);
--rollback drop function period_close.counts_on(period_close.inventory_transaction, boolean);
