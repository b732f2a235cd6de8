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

--changeset period-close:013-manifest-facts splitStatements:false runOnChange:true
--comment: What a manifest says of a run, but for its place in the chain and the fingerprints that only the program computes.
create or replace function period_close.manifest_facts(of_run bigint) returns jsonb language sql stable as $$
    select jsonb_build_object(
               'run', r.id,
               'type', r.type,
               'status', r.status,
               'cancels', r.cancels_run_id,
               'company', c.company,
               'journal', j.journal,
               'journalCompany', j.company_id,
               'journalStatus', j.status,
               'journalLayer', j.currency_layer,
               'journalDescription', j.description,
               'journalOffsetAccount', j.offset_account_id,
               'journalChargesCode', j.charges_code_id,
               'journalMadeBy', to_jsonb(j.made_by),
               'journalReleasedBy', j.released_by,
               'journalReleasedAt', period_close.utc(j.released_at),
               'currencyLayer', r.currency_layer,
               'currency', r.currency,
               'decimals', r.decimals,
               'postingDate', r.posting_date::text,
               'specification', r.specification,
               'updateLedger', r.update_ledger,
               'storno', r.storno,
               'skipInvalid', r.skip_invalid,
               'note', r.note,
               'expectedChecksum', r.expected_checksum,
               'planned', r.planned,
               'exceptions', r.exceptions,
               'settlements', r.settlements,
               'settledAmount', r.settled_amount::text,
               'lines', r.lines,
               'checksum', r.checksum,
               'voucherLines', r.voucher_digest,
               'startedBy', r.started_by,
               'startedAt', period_close.utc(r.started_at),
               'endedAt', period_close.utc(r.ended_at),
               'failure', r.failure,
               'retries', r.retries,
               'interruptions', r.interruptions,
               'estimatedSeconds', r.estimated_seconds::text,
               'voucher', v.voucher,
               'voucherNumber', v.number,
               'voucherCompany', v.company_id,
               'voucherDate', v.posting_date::text,
               'items', (select period_close.sha256_of(string_agg(row(i.item_id, i.item_group_id, i.inventory_account_id, i.inventory_item_code,
                                        i.profit_account_id, i.profit_item_code, i.loss_account_id, i.loss_item_code)::text,
                                        chr(10) order by i.item_id))
                           from period_close.run_item i
                          where i.run_id = r.id),
               'chargesCodes', (select period_close.sha256_of(string_agg(row(k.charges_code_id, k.offset_account_id)::text,
                                        chr(10) order by k.charges_code_id))
                                  from period_close.run_charges_code k
                                 where k.run_id = r.id),
               'leftOut', (select period_close.sha256_of(string_agg(row(e.inventory_transaction_id, e.ordinal, e.code, e.message, e.remedy,
                                        a.amount, a.offset_account_id, a.charges_code_id)::text,
                                        chr(10) order by e.inventory_transaction_id, e.ordinal))
                             from period_close.posting_exception e
                             left join period_close.inventory_transaction t on t.id = e.inventory_transaction_id
                             left join period_close.adjustment a on a.journal_id = r.journal_id and a.item_id = t.item_id
                                                                and a.inventory_transaction_id = e.inventory_transaction_id
                            where e.run_id = r.id))
      from period_close.posting_run r
      left join period_close.company c on c.id = r.company_id
      left join period_close.adjustment_journal j on j.id = r.journal_id
      left join period_close.voucher v on v.run_id = r.id
     where r.id = of_run
$$;
comment on function period_close.manifest_facts is
    'What the books say of a run now; null: there is no such run. A manifest keeps what they said when it was posted.';
--rollback drop function period_close.manifest_facts;
