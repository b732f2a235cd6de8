--liquibase formatted sql

--changeset period-close:090-roles splitStatements:false rollbackSplitStatements:false runAlways:true runOnChange:true
--comment: Least privilege: who migrates owns the schemas; period_close_operator runs the job; period_close_reader sees the views, nothing else.
-- The two are group roles without login: `grant period_close_operator to nightly_user`. An owner who may not create roles lets an administrator
-- create them (src/docs/operations.md) and runs `period-close migrate` again, which always comes here. What is appended only is not granted for update or delete, so that the database keeps
-- it, not the program.
do $$
declare
    append_only text;
begin
    begin
        if to_regrole('period_close_operator') is null then
            create role period_close_operator nologin;
        end if;
        if to_regrole('period_close_reader') is null then
            create role period_close_reader nologin;
        end if;
    exception
        when insufficient_privilege then
            raise notice 'roles period_close_operator and period_close_reader are not there and cannot be created by %', current_user;
        when duplicate_object or unique_violation then
            null;
    end;

    if to_regrole('period_close_operator') is not null then
        grant usage on schema period_close, period_close_view, batch to period_close_operator;
        grant select, insert, update, delete on all tables in schema period_close, batch to period_close_operator;
        grant select on all tables in schema period_close_view to period_close_operator;
        grant usage on all sequences in schema period_close, batch to period_close_operator;
        grant update on sequence period_close.cost_layer_id to period_close_operator;
        grant execute on all functions in schema period_close to period_close_operator;
        execute format('grant temporary on database %I to period_close_operator', current_database());
        foreach append_only in array array['settlement', 'voucher', 'voucher_line', 'manifest', 'match', 'carry_over', 'circle', 'circle_remainder', 'plan_release'] loop
            execute format('revoke update, delete on period_close.%I from period_close_operator', append_only);
        end loop;
        revoke delete on period_close.posting_run, period_close.voucher_number, period_close.manifest_chain, period_close.inventory_transaction, period_close.company
          from period_close_operator;
        revoke insert, update, delete on period_close.databasechangelog, period_close.databasechangeloglock from period_close_operator;
        if current_setting('server_version_num')::integer >= 170000 then
            grant maintain on all tables in schema period_close to period_close_operator;
        end if;
    end if;

    if to_regrole('period_close_reader') is not null then
        grant usage on schema period_close_view to period_close_reader;
        grant select on all tables in schema period_close_view to period_close_reader;
    end if;
end $$;
--rollback do $r$ begin if to_regrole('period_close_operator') is not null then drop owned by period_close_operator; end if; if to_regrole('period_close_reader') is not null then drop owned by period_close_reader; end if; end $r$;
