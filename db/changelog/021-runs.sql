--liquibase formatted sql

--changeset period-close:021-voucher-series splitStatements:false
--comment: Each currency layer has a voucher series of its own. What is posted keeps its number: until now the layers shared the series of the accounting layer.
alter table period_close.voucher_number
    add column currency_layer text not null default 'ACCOUNTING' check (currency_layer in ('ACCOUNTING', 'REPORTING')),
    drop constraint voucher_number_pkey,
    add primary key (company_id, currency_layer);
comment on table period_close.voucher_number is
    'The last voucher number of each company and currency layer; taken last in the posting transaction, so that there is no gap.';

alter table period_close.voucher
    add column series text not null default 'ACCOUNTING' check (series in ('ACCOUNTING', 'REPORTING')),
    drop constraint voucher_company_id_number_key,
    add constraint voucher_number_of_a_series unique (company_id, series, number);
comment on column period_close.voucher.series is
    'The series of its number: C-000001 or, in the reporting layer, C-R-000001. Older vouchers of the reporting layer stand in the series ACCOUNTING, which both layers shared.';
--rollback alter table period_close.voucher drop constraint voucher_number_of_a_series, add constraint voucher_company_id_number_key unique (company_id, number), drop column series;
--rollback alter table period_close.voucher_number drop constraint voucher_number_pkey, drop column currency_layer, add primary key (company_id);

--changeset period-close:021-run-number splitStatements:false
--comment: A run gets its number when all checks have passed, so that a refusal uses up none.
alter table period_close.posting_exception
    drop constraint posting_exception_run_id_fkey,
    add constraint posting_exception_run_id_fkey foreign key (run_id) references period_close.posting_run on update cascade;
alter table period_close.run_charges_code
    drop constraint run_charges_code_run_id_fkey,
    add constraint run_charges_code_run_id_fkey foreign key (run_id) references period_close.posting_run on update cascade;
create function period_close.next_run_number() returns bigint language plpgsql as $$
begin
    -- Who takes a number waits for the commit of who took the last one: if that fails, it is free again. Its key is that of no company and layer.
    perform pg_advisory_xact_lock(1346587727, 0);
    return (select greatest(max(id), 0) + 1 from period_close.posting_run);
end $$;
comment on function period_close.next_run_number is 'The number of the next run, without gaps; nobody else gets one before the caller''s transaction has ended.';
alter table period_close.posting_run alter column id drop identity, alter column id set default period_close.next_run_number();
comment on column period_close.posting_run.id is
    'The number of the run, from 1 without gaps; given at the end of its check. Negative only inside the transaction that checks it.';

drop trigger four_eyes on period_close.posting_run;
create constraint trigger four_eyes after insert or update of journal_id, id on period_close.posting_run
    deferrable initially deferred for each row when (new.type = 'TRANSACTION_ADJUSTMENT' and new.status <> 'DRY_RUN')
    execute function period_close.refuse_run_of_unreleased_journal();
--rollback alter table period_close.posting_run alter column id drop default, alter column id add generated always as identity;
--rollback do $r$ begin perform setval(pg_get_serial_sequence('period_close.posting_run', 'id'), greatest(max(id), 1), max(id) is not null) from period_close.posting_run; end $r$;
--rollback drop function period_close.next_run_number();
--rollback drop trigger four_eyes on period_close.posting_run;
--rollback create constraint trigger four_eyes after insert or update of journal_id on period_close.posting_run deferrable initially deferred for each row when (new.type = 'TRANSACTION_ADJUSTMENT' and new.status <> 'DRY_RUN') execute function period_close.refuse_run_of_unreleased_journal();
--rollback alter table period_close.run_charges_code drop constraint run_charges_code_run_id_fkey, add constraint run_charges_code_run_id_fkey foreign key (run_id) references period_close.posting_run;
--rollback alter table period_close.posting_exception drop constraint posting_exception_run_id_fkey, add constraint posting_exception_run_id_fkey foreign key (run_id) references period_close.posting_run;

--changeset period-close:021-abandoned splitStatements:false
--comment: A person may end an interrupted run that shall not be finished.
alter table period_close.posting_run
    add column abandoned_by text,
    add constraint what_is_abandoned_has_failed check (abandoned_by is null or status = 'FAILED');
comment on column period_close.posting_run.abandoned_by is 'Who ended it with `abandon`, at ended_at; null: nobody did. failure has the note.';
comment on table period_close.posting_run is
    'RUNNING -> POSTED, or RUNNING -> FAILED when a law was broken or somebody abandoned it. What belongs to a run that is not POSTED counts for nothing.';
--rollback alter table period_close.posting_run drop column abandoned_by;

--changeset period-close:021-runs-to-cancel splitStatements:false runOnChange:true
--comment: All runs that have to be taken back to take back one, in one question.
create or replace function period_close.runs_to_cancel(of_run bigint) returns table (run_id bigint)
language sql stable parallel safe as $$
    with recursive later as materialized (
        select l.id, l.type, l.journal_id, l.status, l.ended_at
          from period_close.posting_run r
          join period_close.posting_run l on l.company_id = r.company_id and l.currency_layer = r.currency_layer and l.cancels_run_id is null
         where r.id = of_run
           and (l.status = 'RUNNING' or (l.status = 'POSTED' and (l.ended_at, l.id) > (r.ended_at, r.id)))
           and not exists (select from period_close.posting_run c where c.cancels_run_id = l.id and c.status = 'POSTED')
           and not (r.type = 'RECALCULATION' and l.type = 'RECALCULATION' and l.posting_date < r.posting_date)
        union all
        select r.id, r.type, r.journal_id, r.status, r.ended_at from period_close.posting_run r where r.id = of_run
    ), node (run_id, item_id, transaction_id) as (
        -- From a run to its transactions, from a transaction to its runs; each once, however often it is reached.
        select of_run, null::integer, null::bigint
        union
        select x.run_id, x.item_id, x.transaction_id
          from node n
         cross join lateral (
               select null::bigint, s.item_id, s.inventory_transaction_id
                 from period_close.settlement s
                where s.run_id = n.run_id
               union all
               -- A set that is looked up by its hash, whatever is known of the tables.
               select s.run_id, null, null
                 from period_close.settlement s
                where s.item_id = n.item_id and s.inventory_transaction_id = n.transaction_id
                  and (s.run_id in (select id from later where status = 'POSTED')) is true
               union all
               -- On a close builds every later calculation.
               select b.id, null, null
                 from later c
                 join later b on b.type in ('CLOSE', 'RECALCULATION') and (b.ended_at, b.id) > (c.ended_at, c.id)
                where c.id = n.run_id and c.type = 'CLOSE'
               union all
               select l.id, null, null
                 from later l
                 join period_close.adjustment a on a.journal_id = l.journal_id
                where l.status = 'RUNNING' and a.item_id = n.item_id and a.inventory_transaction_id = n.transaction_id
                  and not exists (select from period_close.posting_exception e
                                   where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
               ) x (run_id, item_id, transaction_id)
    ), touched as (
        select l.id, l.ended_at, s.item_id, s.inventory_transaction_id
          from node n
          join later l on l.id = n.run_id and l.status = 'POSTED'
          join period_close.settlement s on s.run_id = l.id
        union all
        select l.id, l.ended_at, a.item_id, a.inventory_transaction_id
          from node n
          join later l on l.id = n.run_id and l.status = 'RUNNING'
          join period_close.adjustment a on a.journal_id = l.journal_id
         where not exists (select from period_close.posting_exception e
                            where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
    ), next as materialized (
        -- On each transaction the run that follows is enough: what follows that one is found from there.
        select distinct id, following
          from (select id, lead(id) over (partition by item_id, inventory_transaction_id order by ended_at nulls last, id) as following from touched) t
         where following is not null
        union
        select c.id, b.id
          from later c
          join later b on b.type in ('CLOSE', 'RECALCULATION') and (b.ended_at, b.id) > (c.ended_at, c.id)
         where c.type = 'CLOSE'
    ), chain (id) as (
        select of_run
        union
        select n.following from chain c join next n on n.id = c.id
    )
    select id from chain
$$;
comment on function period_close.runs_to_cancel is
    'A run and all that stand in its way (run_in_the_way), in their way, and so on.';
--rollback drop function period_close.runs_to_cancel(bigint);
