--liquibase formatted sql

--changeset period-close:017-run-lock splitStatements:false
--comment: Whose turn it is to change the value of a company in a currency layer, and on which run it works.
create table period_close.run_lock (
    company_id     integer not null references period_close.company,
    currency_layer text not null check (currency_layer in ('ACCOUNTING', 'REPORTING')),
    term           bigint not null,
    run_id         bigint,
    primary key (company_id, currency_layer)
);
comment on table period_close.run_lock is
    'The last process that got the lock of a company and currency layer. Whether it still has it, the advisory lock says (class 1346587727).';
comment on column period_close.run_lock.term is
    'Raised by each process that gets the lock. Every transaction of a run holds the row for key share and finds its own term in it, so nothing is committed in an ended term.';
comment on column period_close.run_lock.run_id is 'The run that it works on; null: it still checks its journal and has none yet.';

create function period_close.run_is_at_work(of_run bigint) returns boolean language sql stable as $$
    select exists (select from period_close.run_lock l
                    where l.run_id = of_run and period_close.is_at_work(l.company_id, l.currency_layer))
$$;
comment on function period_close.run_is_at_work is 'Whether the process that holds the lock works on this run; an unfinished run that nobody works on was interrupted.';
--rollback drop function period_close.run_is_at_work;
--rollback drop table period_close.run_lock;

--changeset period-close:017-lines-of-a-run splitStatements:false
--comment: What a run was checked with does not change before it has ended.
create function period_close.refuse_change_of_a_line_at_work() returns trigger language plpgsql as $$
declare
    line record;
begin
    -- A run that is about to freeze the journal waits for this, and this for it, as with the journal's lines.
    for line in select j.journal, j.status
                  from period_close.adjustment_journal j
                 where j.company_id = old.company_id
                   and j.status in ('OPEN', 'POSTING')
                   and exists (select from period_close.adjustment a
                                where a.journal_id = j.id and a.item_id = old.item_id and a.inventory_transaction_id = old.id)
                 order by j.id
                   for share of j loop
        if line.status = 'POSTING' then
            raise exception 'inventory transaction %: a run posts journal % with it and is not finished', old.transaction_id, line.journal
                using errcode = '23514', hint = 'Finish the run, or let it fail, then change the transaction.';
        end if;
    end loop;
    return case tg_op when 'DELETE' then old else new end;
end $$;
comment on function period_close.refuse_change_of_a_line_at_work is
    'Item, sign, cost and account of a transaction stay while it is a line of a journal that is POSTING. What else changes (open, dates) the laws look at again.';
create trigger line_at_work_changed
    before update of id, company_id, transaction_id, item_id, kind, quantity, cost_amount, reporting_cost_amount, inventory_account
    on period_close.inventory_transaction for each row
    when ((old.id, old.company_id, old.transaction_id, old.item_id, old.kind, old.quantity, old.cost_amount, old.reporting_cost_amount, old.inventory_account)
          is distinct from
          (new.id, new.company_id, new.transaction_id, new.item_id, new.kind, new.quantity, new.cost_amount, new.reporting_cost_amount, new.inventory_account))
    execute function period_close.refuse_change_of_a_line_at_work();
create trigger line_at_work_deleted before delete on period_close.inventory_transaction
    for each row execute function period_close.refuse_change_of_a_line_at_work();
--rollback drop trigger line_at_work_deleted on period_close.inventory_transaction;
--rollback drop trigger line_at_work_changed on period_close.inventory_transaction;
--rollback drop function period_close.refuse_change_of_a_line_at_work();
