--liquibase formatted sql

--changeset period-close:023-worker splitStatements:false
--comment: A run can be spread over workers: processes that settle partitions of it, in the term of the process that leads it.
create table period_close.worker (
    worker     text primary key,
    version    text not null,
    threads    integer not null check (threads > 0),
    started_at timestamptz not null default clock_timestamp(),
    seen_at    timestamptz not null default clock_timestamp()
);
comment on table period_close.worker is
    'The processes that settle partitions of runs that are spread, those that lead such a run among them. A row goes when its process ends in peace.';
comment on column period_close.worker.version is 'Of the program and its schema; only processes of one version work on one run.';
comment on column period_close.worker.threads is 'How many partitions it settles at a time.';
comment on column period_close.worker.seen_at is 'When it last reported; it does so every second while it can reach the database.';

create table period_close.partition_worker (
    run_id         bigint not null references period_close.posting_run on delete cascade,
    step           text not null,
    partition      integer not null,
    worker         text not null,
    term           bigint not null,
    takes          integer not null default 1 check (takes > 0),
    taken_at       timestamptz not null default clock_timestamp(),
    last_at        timestamptz not null default clock_timestamp(),
    given_back_at  timestamptz,
    lines          bigint not null default 0 check (lines >= 0),
    lines_at_take  bigint not null default 0 check (lines_at_take >= 0),
    failed_at      timestamptz,
    code           text,
    message        text,
    remedy         text,
    transaction_id text,
    passing        boolean,
    primary key (run_id, step, partition, worker),
    check (num_nulls(failed_at, code, message, passing) in (0, 4))
);
comment on table period_close.partition_worker is 'Which worker has settled what of a partition, and how it failed there if it did.';
comment on column period_close.partition_worker.step is 'What it does to the partition, as Spring Batch names it: settlePartition.';
comment on column period_close.partition_worker.term is 'The term of run_lock in which the worker took the partition last.';
comment on column period_close.partition_worker.takes is 'How often it took the partition in this term.';
comment on column period_close.partition_worker.last_at is 'When it last moved the position; until then, when it took the partition.';
comment on column period_close.partition_worker.given_back_at is 'When it ended with the partition, or gave it back; null: it has it, or has died with it.';
comment on column period_close.partition_worker.lines is 'Lines that it has settled; moves with the position of the partition.';
comment on column period_close.partition_worker.lines_at_take is 'The same when it took the partition last.';
comment on column period_close.partition_worker.passing is 'The failure may be gone at the next try.';

alter table period_close.run_lock
    add column stopping boolean not null default false,
    add column queue text;
comment on column period_close.run_lock.stopping is 'The process of this term wants all who work for it to end at their next checkpoint.';
comment on column period_close.run_lock.queue is
    'The queue that the partitions of the run are sent to, which names the version of the program: only workers of the same version read it. Null: the run is not spread.';
--rollback alter table period_close.run_lock drop column queue, drop column stopping;
--rollback drop table period_close.partition_worker;
--rollback drop table period_close.worker;

--changeset period-close:023-queue splitStatements:false
--comment: The queue of the partitions: the channel message table of Spring Integration 7.1, in the schema of Spring Batch's metadata.
create sequence batch.queue_message_seq;
create table batch.queue_channel_message (
    message_id       char(36) not null,
    group_key        char(36) not null,
    created_date     bigint not null,
    message_priority bigint,
    message_sequence bigint not null default nextval('batch.queue_message_seq'),
    message_content  bytea,
    region           varchar(100) not null,
    constraint queue_channel_message_pk primary key (region, group_key, created_date, message_sequence)
);
create index queue_channel_message_delete on batch.queue_channel_message (region, group_key, message_id);
comment on table batch.queue_channel_message is
    'Partitions that wait for a worker. A worker takes one by deleting its row in a transaction that stays open while it settles the partition: if the worker dies, the row is back.';
--rollback drop table batch.queue_channel_message;
--rollback drop sequence batch.queue_message_seq;
