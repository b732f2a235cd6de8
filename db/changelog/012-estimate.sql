--liquibase formatted sql

--changeset period-close:012-estimate splitStatements:false
--comment: How long a run is expected to take, from the runs that this database has seen; kept with the run, so that the error is known.
alter table period_close.posting_run
    add column interruptions integer not null default 0 check (interruptions >= 0),
    add column estimated_seconds numeric check (estimated_seconds >= 0);
comment on column period_close.posting_run.interruptions is 'How often a later start went on with it; its duration then says nothing about its work.';
comment on column period_close.posting_run.estimated_seconds is 'What was expected when it began; null: there was nothing to expect it from.';

-- A straight line through the last runs: so much a run, so much a line. Durations are no money, so they may be floating-point numbers.
create function period_close.estimated_seconds(of_lines bigint) returns numeric language sql stable as $$
    with past as (
        select planned::float8 as lines, extract(epoch from ended_at - started_at)::float8 as seconds
          from period_close.posting_run
         where status = 'POSTED' and interruptions = 0
         order by id desc
         limit 50
    ), line as (
        select avg(lines) as lines, avg(seconds) as seconds, regr_slope(seconds, lines) as a_line
          from past
        having count(*) > 0
    )
    select round((case when a_line is null or a_line <= 0 then seconds * greatest(of_lines / lines, 1)
                       when seconds < a_line * lines then seconds / lines * of_lines
                       else seconds + a_line * (of_lines - lines) end)::numeric, 1)
      from line
$$;
comment on function period_close.estimated_seconds is
    'How long a run of so many lines takes here, by the last 50 runs that nobody interrupted; null: there are none.';
--rollback drop function period_close.estimated_seconds(bigint);
--rollback alter table period_close.posting_run drop column interruptions, drop column estimated_seconds;
