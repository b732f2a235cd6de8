--liquibase formatted sql

--changeset period-close:037-typist splitStatements:false
--comment: Who typed a line is asked for each line of an import, too: without a look into the catalog, which actor() takes for what is evidence.
create function period_close.typist() returns text language sql stable parallel safe as $$
    select case current_setting('role') when 'none' then session_user::text else current_setting('role') end
$$;
alter table period_close.adjustment alter column changed_by set default period_close.typist();
comment on column period_close.adjustment.changed_by is
    'Who gave the line its amount: the database user (period_close.typist()); null: an earlier version of the program did not keep it.';
create or replace function period_close.keep_changed_by() returns trigger language plpgsql as $$
begin
    new.changed_by := period_close.typist();
    return new;
end $$;
--rollback alter table period_close.adjustment alter column changed_by set default period_close.actor();
--rollback create or replace function period_close.keep_changed_by() returns trigger language plpgsql as $r$ begin new.changed_by := period_close.actor(); return new; end $r$;
--rollback drop function period_close.typist();

--changeset period-close:037-company-change splitStatements:false
--comment: What was changed of a company is written by its trigger only, with the rights of the owner; nobody writes it in the name of another (090 grants no insert).
alter function period_close.keep_company_change() security definer set search_path = pg_catalog, pg_temp;
--rollback alter function period_close.keep_company_change() security invoker reset search_path;
