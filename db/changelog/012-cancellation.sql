--liquibase formatted sql

--changeset period-close:012-cancellation splitStatements:false
--comment: A run that takes another run back.
alter table period_close.posting_run
    drop constraint posting_run_type_check,
    add constraint posting_run_type_check check (type in ('TRANSACTION_ADJUSTMENT', 'CANCELLATION')),
    add column cancels_run_id bigint references period_close.posting_run,
    add constraint a_cancellation_cancels_a_run check ((type = 'CANCELLATION') = (cancels_run_id is not null)),
    add constraint a_cancellation_leaves_no_line_out check (cancels_run_id is null or (exceptions = 0 and not skip_invalid));
comment on column period_close.posting_run.cancels_run_id is
    'The run that this one takes back, settlement by settlement; that run stays POSTED, and so does its journal. Null: it posts its journal.';
comment on column period_close.posting_run.journal_id is 'The journal that it posts; of a cancellation, that of the run it takes back.';

drop index period_close.one_run_posts_a_journal;
create unique index one_run_posts_a_journal on period_close.posting_run (journal_id)
    where status in ('RUNNING', 'POSTED') and cancels_run_id is null;
create unique index one_run_cancels_a_run on period_close.posting_run (cancels_run_id) where status in ('RUNNING', 'POSTED');
--rollback drop index period_close.one_run_cancels_a_run;
--rollback drop index period_close.one_run_posts_a_journal;
--rollback alter table period_close.posting_run drop constraint a_cancellation_leaves_no_line_out, drop constraint a_cancellation_cancels_a_run, drop constraint posting_run_type_check, drop column cancels_run_id;
--rollback create unique index one_run_posts_a_journal on period_close.posting_run (journal_id) where status in ('RUNNING', 'POSTED');
--rollback alter table period_close.posting_run add constraint posting_run_type_check check (type in ('TRANSACTION_ADJUSTMENT'));

--changeset period-close:012-run-in-the-way splitStatements:false runOnChange:true
--comment: Which runs must be taken back, or finished, before a run can be.
create or replace function period_close.run_in_the_way(of_run bigint) returns table (run_id bigint, transactions bigint)
language sql stable parallel safe as $$
    with later as materialized (
        -- On a close builds every later calculation. A recalculation of an earlier day does not know one of a later day.
        select l.id, l.journal_id, l.status, r.type = 'CLOSE' and l.type in ('CLOSE', 'RECALCULATION') as builds
          from period_close.posting_run r
          join period_close.posting_run l on l.company_id = r.company_id and l.currency_layer = r.currency_layer and l.cancels_run_id is null
         where r.id = of_run
           and (l.status = 'RUNNING' or (l.status = 'POSTED' and (l.ended_at, l.id) > (r.ended_at, r.id)))
           and not exists (select from period_close.posting_run c where c.cancels_run_id = l.id and c.status = 'POSTED')
           and not (r.type = 'RECALCULATION' and l.type = 'RECALCULATION' and l.posting_date < r.posting_date)
    ), touched as (
        select l.id, l.builds, s.item_id, s.inventory_transaction_id
          from later l
          join period_close.settlement s on s.run_id = l.id
         where l.status = 'POSTED'
        union all
        select l.id, l.builds, a.item_id, a.inventory_transaction_id
          from later l
          join period_close.adjustment a on a.journal_id = l.journal_id
         where l.status = 'RUNNING'
           and not exists (select from period_close.posting_exception e
                            where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
    )
    select t.id, count(distinct t.inventory_transaction_id)
      from touched t
      join period_close.settlement s
        on s.item_id = t.item_id and s.inventory_transaction_id = t.inventory_transaction_id and s.run_id = of_run
     where not t.builds
     group by t.id
    union all
    select l.id, (select count(*) from period_close.settlement s where s.run_id = l.id) from later l where l.builds
$$;
comment on function period_close.run_in_the_way is
    'Active runs of the same company and layer that were posted after a run, or are unfinished, and how many of its transactions each touches.';
--rollback drop function period_close.run_in_the_way;

--changeset period-close:012-run-view splitStatements:false
--comment: The runs behind the other views, and which of them takes back which.
create view period_close_view.run as
select c.company,
       r.id as run,
       r.type,
       j.journal,
       v.voucher,
       r.posting_date,
       r.currency_layer,
       r.currency,
       r.specification,
       r.update_ledger,
       r.storno,
       r.note,
       r.settlements,
       r.settled_amount,
       r.cancels_run_id as cancels,
       x.id as cancelled_by
  from period_close.posting_run r
  join period_close.company c on c.id = r.company_id
  join period_close.adjustment_journal j on j.id = r.journal_id
  left join period_close.voucher v on v.run_id = r.id
  left join period_close.posting_run x on x.cancels_run_id = r.id and x.status = 'POSTED'
 where r.status = 'POSTED';
comment on view period_close_view.run is 'Every posted run. One that is cancelled and the one that cancels it are both here; together they move nothing.';
comment on column period_close_view.run.type is 'TRANSACTION_ADJUSTMENT posts the journal, CANCELLATION takes another run back.';
comment on column period_close_view.run.specification is 'The detail of the voucher: TOTAL, ITEM_GROUP, ITEM_NUMBER.';
comment on column period_close_view.run.update_ledger is 'False: settlements were made, no voucher.';
comment on column period_close_view.run.storno is 'Whether decreases were posted as red reversal; a cancellation has the setting of the run that it cancels.';
comment on column period_close_view.run.note is 'Why, in the words of who started it.';
comment on column period_close_view.run.settlements is 'How many transactions it moved.';
comment on column period_close_view.run.settled_amount is 'The change of the inventory balance, signed.';
comment on column period_close_view.run.cancels is 'The run that it takes back; null: none.';
comment on column period_close_view.run.cancelled_by is 'The run that has taken it back; null: none, it is active.';
--rollback drop view period_close_view.run;
