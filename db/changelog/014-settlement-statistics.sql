--liquibase formatted sql

--changeset period-close:014-summaries splitStatements:false
--comment: The block ranges of new settlements are summarised once a run: asked for range by range, they fill the server's log.
alter index period_close.settlement_of_a_run set (autosummarize = off);

create function period_close.summarise_settlements() returns void
    language plpgsql security definer set search_path = pg_catalog set lock_timeout = '1s' as $$
begin
    perform brin_summarize_new_values('period_close.settlement_of_a_run');
exception
    when lock_not_available then
        null; -- A vacuum is at work on the table; it summarises, too.
end $$;
comment on function period_close.summarise_settlements is
    'Lets the index by run know the settlements just written. Only the owner of an index may do that, so the operator borrows the right.';
revoke execute on function period_close.summarise_settlements() from public;
--rollback drop function period_close.summarise_settlements();
--rollback alter index period_close.settlement_of_a_run set (autosummarize = on);
