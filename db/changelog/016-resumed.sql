--liquibase formatted sql

--changeset period-close:016-resumed
--comment: Where and when a run last went on, so that its pace is that of the process at work and not that of a night in between.
alter table period_close.run_partition
    add column resumed_at timestamptz,
    add column lines_at_resume bigint not null default 0 check (lines_at_resume >= 0);
comment on column period_close.run_partition.resumed_at is 'When a later start of the run last went on with it; null: none did.';
comment on column period_close.run_partition.lines_at_resume is 'Journal lines that were settled already when it did.';
--rollback alter table period_close.run_partition drop column resumed_at, drop column lines_at_resume;
