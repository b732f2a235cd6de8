--liquibase formatted sql

--changeset period-close:025-plan-release splitStatements:false
--comment: Where a company wants four eyes, runs without a journal post only a plan that another database user has released.
create table period_close.plan_release (
    id          bigint generated always as identity primary key,
    company_id  integer not null references period_close.company,
    checksum    text not null check (checksum ~ '^[0-9a-f]{64}$'),
    released_by text not null,
    released_at timestamptz not null,
    unique (id, company_id, checksum)
);
comment on table period_close.plan_release is 'A database user wants that a run posts a plan, once; append-only.';
comment on column period_close.plan_release.checksum is
    'What the dry run printed. No run of another company, type, day or content has it. Nothing keeps plans, so it may be that of no plan; then no run can use it.';
comment on column period_close.plan_release.released_by is 'session_user.';
create trigger append_only before update or delete or truncate on period_close.plan_release
    for each statement execute function period_close.refuse_change();

create function period_close.sign_release() returns trigger language plpgsql as $$
begin
    new.released_by := session_user;
    new.released_at := clock_timestamp();
    return new;
end $$;
create trigger sign_release before insert on period_close.plan_release
    for each row execute function period_close.sign_release();

alter table period_close.posting_run
    add column plan_release_id bigint,
    add constraint the_released_plan_is_expected foreign key (plan_release_id, company_id, expected_checksum)
        references period_close.plan_release (id, company_id, checksum),
    add constraint the_released_plan_is_posted check (plan_release_id is null
        or (expected_checksum is not null and (status <> 'POSTED' or checksum = expected_checksum)));
comment on column period_close.posting_run.plan_release_id is
    'The release that it uses, of another database user than the one who runs it; null: there is none, or its type needs none.';
create unique index one_run_uses_a_release on period_close.posting_run (plan_release_id) where status in ('RUNNING', 'POSTED');

create function period_close.plan_needs_release(type text) returns boolean language sql immutable parallel safe as $$
    select type in ('CLOSE', 'REVALUATION', 'STANDARD_COST_CONVERSION')
$$;
comment on function period_close.plan_needs_release is
    'Whether four eyes are for the plan of a run: a journal is released itself, a recalculation keeps nothing, a cancellation restores what was.';

create function period_close.usable_release(of_company integer, plan text, for_run bigint) returns bigint
language sql stable parallel safe as $$
    select min(l.id)
      from period_close.plan_release l
     where l.company_id = of_company and l.checksum = plan and l.released_by <> session_user
       and not exists (select from period_close.posting_run r
                        where r.plan_release_id = l.id and r.id <> for_run and r.status in ('RUNNING', 'POSTED'))
$$;
comment on function period_close.usable_release is
    'The first release of a plan by another database user that no other run uses; null: there is none.';

create function period_close.use_release() returns trigger language plpgsql as $$
begin
    new.plan_release_id := period_close.usable_release(new.company_id, new.expected_checksum, new.id);
    if new.plan_release_id is null and (select four_eyes from period_close.company where id = new.company_id) then
        raise exception 'run % posts a plan that no other database user than % has released', new.id, quote_ident(session_user) using errcode = '23514';
    end if;
    return new;
end $$;
create trigger four_eyes_on_plans before insert or update of id, type, status, company_id, expected_checksum, plan_release_id
    on period_close.posting_run
    for each row when (new.status in ('RUNNING', 'POSTED') and period_close.plan_needs_release(new.type))
    execute function period_close.use_release();
--rollback drop trigger four_eyes_on_plans on period_close.posting_run;
--rollback drop function period_close.use_release();
--rollback drop function period_close.usable_release;
--rollback drop function period_close.plan_needs_release;
--rollback alter table period_close.posting_run drop column plan_release_id;
--rollback drop table period_close.plan_release;
--rollback drop function period_close.sign_release();
