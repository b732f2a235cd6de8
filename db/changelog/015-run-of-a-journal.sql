--liquibase formatted sql

--changeset period-close:015-run-of-a-journal
--comment: The runs of a journal are asked for several times a run; after years there are thousands.
create index run_of_a_journal on period_close.posting_run (journal_id);
--rollback drop index period_close.run_of_a_journal;
