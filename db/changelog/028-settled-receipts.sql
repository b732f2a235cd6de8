--liquibase formatted sql

--changeset period-close:028-settled-receipts splitStatements:false
--comment: Whether a proposal is also for receipts that a close has settled; proposals of before are for all.
alter table period_close.proposal add column settled boolean not null default true;
comment on column period_close.proposal.settled is 'Also receipts that the last active close of the layer left nothing open of.';
--rollback alter table period_close.proposal drop column settled;
