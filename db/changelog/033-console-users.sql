--liquibase formatted sql

--changeset period-close:033-actor splitStatements:false rollbackSplitStatements:false
--comment: Four eyes of users for whom the console acts: whoever the database acts as, not the user that the console logs in as.
-- A temporary table or type of a user is found before those of the server, so these functions look for them last.
create function period_close.is_console_user(name) returns boolean
    language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
    return exists (select
                     from pg_catalog.pg_roles u
                     join pg_catalog.pg_auth_members g on g.roleid = u.oid
                     join pg_catalog.pg_auth_members c on c.member = g.member and not c.admin_option
                    where u.rolname = $1 and c.roleid = pg_catalog.to_regrole('period_close_consoles')
                      and u.rolname <> 'period_close_consoles');
end $$;
comment on function period_close.is_console_user is 'Whether a console may act as a database user: the user is granted to it, and is not only a group of one who is.';

create function period_close.actor() returns name
    language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select
                     from pg_catalog.pg_auth_members m
                     join pg_catalog.pg_roles r on r.oid = m.member
                    where m.roleid = pg_catalog.to_regrole('period_close_consoles') and r.rolname = session_user and not m.admin_option) then
        return session_user;
    end if;
    if not period_close.is_console_user(current_setting('role')::name) then
        raise exception 'the console acts for nobody' using errcode = '42501';
    end if;
    return current_setting('role');
end $$;
comment on function period_close.actor is
    'The database user who does this: the user whom the console acts as (set role) where a console has logged in, else the user who has logged in.';

create function period_close.may_release() returns boolean
    language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
    return not period_close.is_console_user(period_close.actor())
        or coalesce(pg_catalog.pg_has_role(period_close.actor(), pg_catalog.to_regrole('period_close_approver')::oid, 'USAGE'), false);
end $$;
comment on function period_close.may_release is
    'Whether the user releases what others have made: a user of the console as a member of period_close_approver, however the user has logged in; any other operator, too.';

create function period_close.require_approver() returns void
    language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
begin
    if not period_close.may_release() then
        raise exception 'user % of the console is no member of period_close_approver', quote_ident(period_close.actor()) using errcode = '42501';
    end if;
end $$;
comment on function period_close.require_approver is 'Refuses who may not release.';

create or replace function period_close.guard_release() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        new.made_by := array[period_close.actor()::text];
        new.released_by := null;
        new.released_at := null;
        return new;
    end if;
    if not new.made_by @> old.made_by then
        raise exception 'adjustment journal %: who made it is never forgotten', old.journal using errcode = '23514';
    end if;
    if (new.currency_layer, new.offset_account_id, new.charges_code_id)
       is distinct from (old.currency_layer, old.offset_account_id, old.charges_code_id) then
        new.made_by := new.made_by || array(select period_close.actor()::text where period_close.actor()::text <> all (new.made_by));
        new.released_by := null;
    end if;
    if new.released_by is null then
        new.released_at := null;
    elsif old.released_by is null then
        if new.status <> 'OPEN' then
            raise exception 'adjustment journal % is %: only an OPEN journal is released', old.journal, new.status using errcode = '23514';
        end if;
        perform period_close.require_approver();
        new.released_by := period_close.actor();
        new.released_at := clock_timestamp();
    else
        new.released_by := old.released_by;
        new.released_at := old.released_at;
    end if;
    return new;
end $$;

create or replace function period_close.take_release_back() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update period_close.adjustment_journal j
       set made_by = j.made_by || array(select period_close.actor()::text where period_close.actor()::text <> all (j.made_by)),
           released_by = null
     where j.id in (select distinct journal_id from changed)
       and (j.released_by is not null or period_close.actor()::text <> all (j.made_by));
    return null;
end $$;

create or replace function period_close.sign_release() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform period_close.require_approver();
    new.released_by := period_close.actor();
    new.released_at := clock_timestamp();
    return new;
end $$;

create or replace function period_close.usable_release(of_company integer, plan text, for_run bigint) returns bigint
language sql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
    select min(l.id)
      from period_close.plan_release l
     where l.company_id = of_company and l.checksum = plan and l.released_by <> period_close.actor()
       and not exists (select from period_close.posting_run r
                        where r.plan_release_id = l.id and r.id <> for_run and r.status in ('RUNNING', 'POSTED'))
$$;

create or replace function period_close.use_release() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    new.plan_release_id := period_close.usable_release(new.company_id, new.expected_checksum, new.id);
    if new.plan_release_id is null and (select four_eyes from period_close.company where id = new.company_id) then
        raise exception 'run % posts a plan that no other database user than % has released', new.id, quote_ident(period_close.actor()) using errcode = '23514';
    end if;
    return new;
end $$;

alter function period_close.refuse_run_of_unreleased_journal() set search_path = pg_catalog, pg_temp;

create function period_close.guard_four_eyes() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform period_close.require_approver();
    return new;
end $$;
comment on function period_close.guard_four_eyes is 'Who may not release does not switch four eyes off either.';
create trigger four_eyes_stay before update of four_eyes on period_close.company
    for each row when (old.four_eyes and not new.four_eyes) execute function period_close.guard_four_eyes();

create function period_close.sign_run() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if period_close.actor() <> session_user then
        new.started_by := period_close.actor();
    end if;
    return new;
end $$;
comment on function period_close.sign_run is 'The console starts runs in the name of the user whom it acts as, and of nobody else.';
create trigger sign_run before insert on period_close.posting_run
    for each row execute function period_close.sign_run();
comment on column period_close.posting_run.started_by is 'Operating-system user that started the run, or user of the console.';

comment on column period_close.adjustment_journal.made_by is 'The database users (actor()) who made the journal or changed it or its lines, the maker first.';
comment on column period_close.adjustment_journal.released_by is 'The database user (actor()) who released the journal as it stands; a change takes the release back.';
comment on column period_close.plan_release.released_by is 'actor().';
--rollback comment on column period_close.posting_run.started_by is 'Operating-system user that started the run.';
--rollback comment on column period_close.adjustment_journal.made_by is 'The database users (session_user) who made the journal or changed it or its lines, the maker first.';
--rollback comment on column period_close.adjustment_journal.released_by is 'The database user (session_user) who released the journal as it stands; a change takes the release back.';
--rollback comment on column period_close.plan_release.released_by is 'session_user.';
--rollback drop trigger sign_run on period_close.posting_run;
--rollback drop function period_close.sign_run();
--rollback drop trigger four_eyes_stay on period_close.company;
--rollback drop function period_close.guard_four_eyes();
--rollback alter function period_close.refuse_run_of_unreleased_journal() reset search_path;
--rollback create or replace function period_close.use_release() returns trigger language plpgsql as $$ begin new.plan_release_id := period_close.usable_release(new.company_id, new.expected_checksum, new.id); if new.plan_release_id is null and (select four_eyes from period_close.company where id = new.company_id) then raise exception 'run % posts a plan that no other database user than % has released', new.id, quote_ident(session_user) using errcode = '23514'; end if; return new; end $$;
--rollback create or replace function period_close.usable_release(of_company integer, plan text, for_run bigint) returns bigint language sql stable parallel safe as $$ select min(l.id) from period_close.plan_release l where l.company_id = of_company and l.checksum = plan and l.released_by <> session_user and not exists (select from period_close.posting_run r where r.plan_release_id = l.id and r.id <> for_run and r.status in ('RUNNING', 'POSTED')) $$;
--rollback create or replace function period_close.sign_release() returns trigger language plpgsql as $$ begin new.released_by := session_user; new.released_at := clock_timestamp(); return new; end $$;
--rollback create or replace function period_close.take_release_back() returns trigger language plpgsql as $$ begin update period_close.adjustment_journal j set made_by = j.made_by || array(select session_user::text where session_user::text <> all (j.made_by)), released_by = null where j.id in (select distinct journal_id from changed) and (j.released_by is not null or session_user::text <> all (j.made_by)); return null; end $$;
--rollback create or replace function period_close.guard_release() returns trigger language plpgsql as $$ begin if tg_op = 'INSERT' then new.made_by := array[session_user::text]; new.released_by := null; new.released_at := null; return new; end if; if not new.made_by @> old.made_by then raise exception 'adjustment journal %: who made it is never forgotten', old.journal using errcode = '23514'; end if; if (new.currency_layer, new.offset_account_id, new.charges_code_id) is distinct from (old.currency_layer, old.offset_account_id, old.charges_code_id) then new.made_by := new.made_by || array(select session_user::text where session_user::text <> all (new.made_by)); new.released_by := null; end if; if new.released_by is null then new.released_at := null; elsif old.released_by is null then if new.status <> 'OPEN' then raise exception 'adjustment journal % is %: only an OPEN journal is released', old.journal, new.status using errcode = '23514'; end if; new.released_by := session_user; new.released_at := clock_timestamp(); else new.released_by := old.released_by; new.released_at := old.released_at; end if; return new; end $$;
--rollback drop function period_close.require_approver();
--rollback drop function period_close.may_release();
--rollback drop function period_close.actor();
--rollback drop function period_close.is_console_user(name);
