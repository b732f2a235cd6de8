--liquibase formatted sql

--changeset period-close:013-digests splitStatements:false
--comment: What is settled and where it stands in the ledger have a fingerprint each.
alter table period_close.run_partition rename column digest to amounts_digest;
alter table period_close.run_partition add column accounts_digest numeric not null default 0;
comment on column period_close.run_partition.amounts_digest is
    'Sum, modulo 2^128, of a hash of transaction and amount of each settlement made: the order of the lines does not matter.';
comment on column period_close.run_partition.accounts_digest is 'The same of transaction, accounts and storno.';
alter table period_close.posting_run add column voucher_digest text;
comment on column period_close.posting_run.voucher_digest is 'SHA-256 of the lines of the voucher in their order; null until they are drafted.';
-- An interrupted run has fingerprints of the old kind for a part of its lines: it ends here, and the next post begins it anew.
update period_close.posting_run
   set status = 'FAILED', ended_at = clock_timestamp(), failure = 'interrupted, and then the program was replaced by one that keeps other fingerprints'
 where status = 'RUNNING';
update period_close.adjustment_journal set status = 'OPEN' where status = 'POSTING';
--rollback alter table period_close.posting_run drop column voucher_digest;
--rollback alter table period_close.run_partition drop column accounts_digest;
--rollback alter table period_close.run_partition rename column amounts_digest to digest;

--changeset period-close:013-canonical splitStatements:false
--comment: Texts that are the same in every session.
create function period_close.utc(at timestamptz) returns text language sql immutable as $$
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
comment on function period_close.utc is 'An instant to the microsecond, ISO 8601.';
create function period_close.sha256_of(text) returns text language sql immutable as $$
    select encode(sha256(convert_to($1, 'UTF8')), 'hex')
$$;
comment on function period_close.sha256_of is 'The SHA-256 of a text in UTF-8, hexadecimal; null: there is no text.';
--rollback drop function period_close.sha256_of(text);
--rollback drop function period_close.utc(timestamptz);

--changeset period-close:013-manifest splitStatements:false
--comment: What every posted run was, in a chain for each company in the order of posting; append-only.
create table period_close.manifest (
    run_id     bigint primary key references period_close.posting_run,
    company_id integer not null references period_close.company,
    position   bigint not null check (position > 0),
    content    json not null,
    hash       text collate "C" not null,
    unique (company_id, position),
    constraint hash_is_that_of_the_content check (hash = period_close.sha256_of(content::text))
);
comment on table period_close.manifest is
    'What a posted run was: written in the transaction that posts it, compared with the books by verify. A change of anything that it covers, or of itself, shows.';
comment on column period_close.manifest.position is 'Its place in the chain of the company, from 1 without gaps.';
comment on column period_close.manifest.content is
    'Kept to the letter, with the hash of the manifest before it (previous). The first one lists the runs that were posted before there were manifests (runsBefore).';
comment on column period_close.manifest.hash is 'SHA-256 of content, hexadecimal.';

create table period_close.manifest_chain (
    company_id integer primary key references period_close.company,
    length     bigint not null check (length > 0),
    head       text collate "C" not null
);
comment on table period_close.manifest_chain is
    'How long the chain of each company is, and the hash at its end. Its row is taken last in the posting transaction, so that the chain has one order.';

create trigger append_only before update or delete or truncate on period_close.manifest
    for each statement execute function period_close.refuse_change();
--rollback drop table period_close.manifest_chain;
--rollback drop table period_close.manifest;
