--liquibase formatted sql

--changeset period-close:035-changed-by splitStatements:false
--comment: Who gave a line of a journal its amount, so that two who type at the same time can be told of each other.
alter table period_close.adjustment add column changed_by text;
alter table period_close.adjustment alter column changed_by set default period_close.actor();
comment on column period_close.adjustment.changed_by is
    'Who gave the line its amount: the database user (period_close.actor()); null: an earlier version of the program did not keep it.';

create function period_close.keep_changed_by() returns trigger language plpgsql as $$
begin
    new.changed_by := period_close.actor();
    return new;
end $$;
create trigger changed_by before update of amount on period_close.adjustment for each row
    when (old.amount <> new.amount) execute function period_close.keep_changed_by();
--rollback drop trigger changed_by on period_close.adjustment;
--rollback drop function period_close.keep_changed_by();
--rollback alter table period_close.adjustment drop column changed_by;

--changeset period-close:035-open-receipt splitStatements:false
--comment: The order in which people see open receipts, item by item.
create index open_receipt on period_close.inventory_transaction (item_id, financial_date, id)
    where open and kind = 'RECEIPT' and financial_date is not null;
--rollback drop index period_close.open_receipt;
