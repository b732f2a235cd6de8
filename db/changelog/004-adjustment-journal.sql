--liquibase formatted sql

--changeset period-close:004-adjustment-journal splitStatements:false
--comment: What accountants want to change, before it is posted.
create table period_close.adjustment_journal (
    id             bigint generated always as identity primary key,
    company_id     integer not null references period_close.company,
    journal        text collate "C" not null check (length(journal) between 1 and 100),
    currency_layer text not null check (currency_layer in ('ACCOUNTING', 'REPORTING')),
    description    text not null default '' check (length(description) <= 1000),
    status         text not null default 'OPEN' check (status in ('OPEN', 'POSTING', 'POSTED')),
    unique (company_id, journal)
);
comment on table period_close.adjustment_journal is 'A prepared set of adjustments of one currency layer; id is the order of import.';
comment on column period_close.adjustment_journal.status is 'OPEN: lines may change. POSTING: frozen by a run. POSTED: for ever.';

create table period_close.adjustment (
    journal_id               bigint not null,
    item_id                  integer not null,
    inventory_transaction_id bigint not null,
    amount                   numeric not null check (amount <> 0),
    primary key (journal_id, item_id, inventory_transaction_id)
);
comment on table period_close.adjustment is 'One line of an adjustment journal: how much more (+) or less (-) a transaction is worth.';
comment on column period_close.adjustment.item_id is 'The item of the transaction, so that a journal is read in item order from one index.';
comment on column period_close.adjustment.amount is 'Signed change of the inventory balance, in the currency of the journal''s layer.';
--rollback drop table period_close.adjustment;
--rollback drop table period_close.adjustment_journal;

--changeset period-close:004-frozen-journal splitStatements:false
--comment: The lines of a journal change only while it is OPEN.
create function period_close.refuse_lines_of_a_frozen_journal() returns trigger language plpgsql as $$
declare
    frozen text;
begin
    -- A run that is about to freeze the journal waits for this, and this for it: no line slips in between its check and its freezing.
    perform from period_close.adjustment_journal where id in (select journal_id from changed) order by id for share;
    select format('%s is %s', j.journal, j.status) into frozen
      from period_close.adjustment_journal j
     where j.id in (select journal_id from changed) and j.status <> 'OPEN'
     limit 1;
    if found then
        raise exception 'adjustment journal %: its lines may change only while it is OPEN', frozen using errcode = '23514';
    end if;
    return null;
end $$;
create trigger lines_inserted after insert on period_close.adjustment
    referencing new table as changed for each statement execute function period_close.refuse_lines_of_a_frozen_journal();
create trigger lines_deleted after delete on period_close.adjustment
    referencing old table as changed for each statement execute function period_close.refuse_lines_of_a_frozen_journal();
create trigger lines_updated after update on period_close.adjustment
    referencing old table as changed for each statement execute function period_close.refuse_lines_of_a_frozen_journal();
--rollback drop trigger lines_updated on period_close.adjustment;
--rollback drop trigger lines_deleted on period_close.adjustment;
--rollback drop trigger lines_inserted on period_close.adjustment;
--rollback drop function period_close.refuse_lines_of_a_frozen_journal();
