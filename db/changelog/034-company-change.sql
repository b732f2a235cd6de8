--liquibase formatted sql

--changeset period-close:034-company-change splitStatements:false
--comment: Who changed what a company decides for itself, and when.
create table period_close.company_change (
    id         bigint generated always as identity primary key,
    company_id integer not null,
    period     text collate "C",
    what       text collate "C" not null,
    old_value  text,
    new_value  text,
    actor      text not null default period_close.actor(),
    changed_at timestamptz not null default clock_timestamp(),
    check (old_value is distinct from new_value)
);
comment on table period_close.company_change is
    'Every value of a company and of its fiscal periods that was set, changed or removed, by whatever means; append-only.';
comment on column period_close.company_change.company_id is 'No foreign key, so that the changes outlast what they changed.';
comment on column period_close.company_change.period is 'The fiscal period; null: the company itself.';
comment on column period_close.company_change.what is 'The column.';
comment on column period_close.company_change.old_value is 'Null: it had no value, or was not there.';
comment on column period_close.company_change.new_value is 'Null: it has no value any more, or is not there.';
comment on column period_close.company_change.actor is 'Who changed it: the database user (actor).';
create index change_of_a_company on period_close.company_change (company_id, id);

create function period_close.keep_company_change() returns trigger language plpgsql as $$
declare
    was    jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
    became jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
    one    jsonb := case when tg_op = 'DELETE' then was else became end;
begin
    insert into period_close.company_change (company_id, period, what, old_value, new_value)
    select (one ->> tg_argv[0])::integer, one ->> 'period', k.key, was ->> k.key, became ->> k.key
      from jsonb_object_keys(one) with ordinality k (key, ordinal)
     where k.key not in ('id', 'company_id')
       and was ->> k.key is distinct from became ->> k.key
     order by k.ordinal;
    return null;
end $$;
create trigger change_is_kept after insert or update or delete on period_close.company
    for each row execute function period_close.keep_company_change('id');
create trigger change_is_kept after insert or update or delete on period_close.fiscal_period
    for each row execute function period_close.keep_company_change('company_id');
--rollback drop trigger change_is_kept on period_close.fiscal_period;
--rollback drop trigger change_is_kept on period_close.company;
--rollback drop function period_close.keep_company_change();
--rollback drop table period_close.company_change;
