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
