--liquibase formatted sql

--changeset period-close:010-four-eyes splitStatements:false
--comment: Where a company wants four eyes, a journal is released by another database user than those who made it.
alter table period_close.company add column four_eyes boolean not null default false;
comment on column period_close.company.four_eyes is
    'A journal is posted only after another database user than those who made or changed it has released it.';

alter table period_close.adjustment_journal
    add column made_by     text[] not null default '{}',
    add column released_by text,
    add column released_at timestamptz,
    add constraint released_by_another_user check (released_by <> all (made_by)),
    add constraint released_by_somebody_at_a_time check ((released_by is null) = (released_at is null));
comment on column period_close.adjustment_journal.made_by is 'The database users (session_user) who made the journal or changed it or its lines, the maker first.';
comment on column period_close.adjustment_journal.released_by is 'The database user (session_user) who released the journal as it stands; a change takes the release back.';

create function period_close.guard_release() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        new.made_by := array[session_user::text];
        new.released_by := null;
        new.released_at := null;
        return new;
    end if;
    if not new.made_by @> old.made_by then
        raise exception 'adjustment journal %: who made it is never forgotten', old.journal using errcode = '23514';
    end if;
    if (new.currency_layer, new.offset_account_id, new.charges_code_id)
       is distinct from (old.currency_layer, old.offset_account_id, old.charges_code_id) then
        new.made_by := new.made_by || array(select session_user::text where session_user::text <> all (new.made_by));
        new.released_by := null;
    end if;
    if new.released_by is null then
        new.released_at := null;
    elsif old.released_by is null then
        if new.status <> 'OPEN' then
            raise exception 'adjustment journal % is %: only an OPEN journal is released', old.journal, new.status using errcode = '23514';
        end if;
        new.released_by := session_user;
        new.released_at := clock_timestamp();
    else
        new.released_by := old.released_by;
        new.released_at := old.released_at;
    end if;
    return new;
end $$;
create trigger guard_release before insert or update on period_close.adjustment_journal
    for each row execute function period_close.guard_release();

create function period_close.take_release_back() returns trigger language plpgsql as $$
begin
    update period_close.adjustment_journal j
       set made_by = j.made_by || array(select session_user::text where session_user::text <> all (j.made_by)),
           released_by = null
     where j.id in (select distinct journal_id from changed)
       and (j.released_by is not null or session_user::text <> all (j.made_by));
    return null;
end $$;
create trigger release_taken_back_by_insert after insert on period_close.adjustment
    referencing new table as changed for each statement execute function period_close.take_release_back();
create trigger release_taken_back_by_delete after delete on period_close.adjustment
    referencing old table as changed for each statement execute function period_close.take_release_back();
create trigger release_taken_back_by_update_to after update on period_close.adjustment
    referencing new table as changed for each statement execute function period_close.take_release_back();
create trigger release_taken_back_by_update_from after update on period_close.adjustment
    referencing old table as changed for each statement execute function period_close.take_release_back();

-- Deferred to the end of the transaction, so that a check may still tell what else is wrong.
create function period_close.refuse_run_of_unreleased_journal() returns trigger language plpgsql as $$
declare
    unreleased text;
begin
    select j.journal into unreleased
      from period_close.adjustment_journal j
      join period_close.company c on c.id = j.company_id
     where j.id = new.journal_id and c.four_eyes and j.released_by is null;
    if found then
        raise exception 'adjustment journal % is not released by a second database user', unreleased using errcode = '23514';
    end if;
    return null;
end $$;
create constraint trigger four_eyes after insert or update of journal_id on period_close.posting_run
    deferrable initially deferred for each row when (new.type = 'TRANSACTION_ADJUSTMENT' and new.status <> 'DRY_RUN')
    execute function period_close.refuse_run_of_unreleased_journal();
--rollback drop trigger four_eyes on period_close.posting_run;
--rollback drop function period_close.refuse_run_of_unreleased_journal();
--rollback drop trigger release_taken_back_by_update_from on period_close.adjustment;
--rollback drop trigger release_taken_back_by_update_to on period_close.adjustment;
--rollback drop trigger release_taken_back_by_delete on period_close.adjustment;
--rollback drop trigger release_taken_back_by_insert on period_close.adjustment;
--rollback drop function period_close.take_release_back();
--rollback drop trigger guard_release on period_close.adjustment_journal;
--rollback drop function period_close.guard_release();
--rollback alter table period_close.adjustment_journal drop constraint released_by_another_user, drop constraint released_by_somebody_at_a_time, drop column made_by, drop column released_by, drop column released_at;
--rollback alter table period_close.company drop column four_eyes;
