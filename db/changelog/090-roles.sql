--liquibase formatted sql

--changeset period-close:090-roles splitStatements:false rollbackSplitStatements:false runAlways:true runOnChange:true
--comment: Least privilege: who migrates owns the schemas; period_close_operator runs the job; period_close_reader sees the views, nothing else.
-- These are group roles without login: `grant period_close_operator to nightly_user`. An owner who may not create roles lets an administrator
-- create them (src/docs/operations.md) and runs `period-close migrate` again, which always comes here. What is appended only is not granted for update or delete, so that the database keeps
-- it, not the program. A period_close_approver is an operator who releases what users of the console have made (033); period_close_console_reader is who looks
-- through the program and not through the views; members of period_close_consoles have no rights and act for others.
do $$
declare
    needed      text;
    worker      text;
    append_only text;
begin
    begin
        foreach needed in array array['period_close_operator', 'period_close_approver', 'period_close_reader', 'period_close_console_reader', 'period_close_consoles'] loop
            if to_regrole(needed) is null then
                execute format('create role %I nologin', needed);
            end if;
        end loop;
    exception
        when insufficient_privilege then
            raise notice 'role % is not there and cannot be created by %', needed, current_user;
        when duplicate_object or unique_violation then
            null;
    end;

    foreach worker in array array['period_close_operator', 'period_close_approver'] loop
        continue when to_regrole(worker) is null;
        execute format('grant usage on schema period_close, period_close_view, batch to %I', worker);
        execute format('grant select, insert, update, delete on all tables in schema period_close, batch to %I', worker);
        execute format('grant select on all tables in schema period_close_view to %I', worker);
        execute format('grant usage on all sequences in schema period_close, batch to %I', worker);
        execute format('grant update on sequence period_close.cost_layer_id to %I', worker);
        execute format('grant execute on all functions in schema period_close to %I', worker);
        execute format('grant temporary on database %I to %I', current_database(), worker);
        foreach append_only in array array['settlement', 'voucher', 'voucher_line', 'manifest', 'match', 'carry_over', 'circle', 'circle_remainder', 'plan_release', 'company_change'] loop
            execute format('revoke update, delete on period_close.%I from %I', append_only, worker);
        end loop;
        execute format('revoke insert on period_close.company_change from %I', worker);
        execute format('revoke delete on period_close.posting_run, period_close.voucher_number, period_close.manifest_chain, period_close.inventory_transaction, period_close.company'
                       ' from %I', worker);
        execute format('revoke insert, update, delete on period_close.databasechangelog, period_close.databasechangeloglock from %I', worker);
        if current_setting('server_version_num')::integer >= 170000 then
            execute format('grant maintain on all tables in schema period_close to %I', worker);
        end if;
    end loop;

    if to_regrole('period_close_reader') is not null then
        grant usage on schema period_close_view to period_close_reader;
        grant select on all tables in schema period_close_view to period_close_reader;
    end if;
    if to_regrole('period_close_console_reader') is not null then
        grant usage on schema period_close, period_close_view, batch to period_close_console_reader;
        grant select on all tables in schema period_close, period_close_view, batch to period_close_console_reader;
    end if;
end $$;
--rollback do $r$ declare granted text; begin foreach granted in array array['period_close_operator', 'period_close_approver', 'period_close_reader', 'period_close_console_reader'] loop if to_regrole(granted) is not null then execute format('drop owned by %I', granted); end if; end loop; end $r$;
