--liquibase formatted sql

--changeset period-close:026-runs splitStatements:false
--comment: What recalculations and closes are asked for, and what they found.
alter table period_close.posting_run
    add column minimum_throughput numeric check (minimum_throughput >= 0),
    add column max_iterations integer check (max_iterations > 0),
    add column accepted text[],
    add column first_cost_layer bigint,
    add column selected_items text[],
    add column selected_item_groups text[],
    add column matches bigint not null default 0,
    add column unsettled bigint not null default 0,
    add column circles bigint not null default 0,
    add column carried numeric not null default 0,
    add column written_off numeric not null default 0;
comment on column period_close.posting_run.accepted is 'What a close was allowed to find: NEGATIVE_STOCK, MODEL_CHANGED.';
comment on column period_close.posting_run.selected_items is 'The item numbers that a recalculation was restricted to; null: all.';
comment on column period_close.posting_run.selected_item_groups is 'The item groups that a recalculation was restricted to; null: all.';
comment on column period_close.posting_run.matches is 'How many matches it made.';
comment on column period_close.posting_run.unsettled is 'How many issues it left with an open quantity.';
comment on column period_close.posting_run.carried is 'The sum of what it carried to receipts, in size.';
comment on column period_close.posting_run.written_off is 'The sum of what it wrote off, in size.';

alter table period_close.run_partition
    add column matches bigint not null default 0,
    add column unsettled bigint not null default 0,
    add column matches_digest numeric not null default 0,
    add column carry_over_digest numeric not null default 0;
comment on column period_close.run_partition.matches_digest is 'Sum, modulo 2^128, of a hash of each match kept.';
comment on column period_close.run_partition.carry_over_digest is 'The same of each row that is carried over to the next close.';

alter table period_close.run_item
    add column inventory_model text,
    add column include_physical_value boolean,
    add column fixed_receipt_price boolean,
    add column issue_account_id integer,
    add column rounding_profit_account_id integer,
    add column rounding_loss_account_id integer,
    add column price_difference_profit_account_id integer,
    add column price_difference_loss_account_id integer,
    add column since date;
comment on column period_close.run_item.inventory_model is 'The model of the run''s currency layer; null: the run needs none.';
comment on column period_close.run_item.since is
    'What is dated after this day is read as new: the day of the last close that has read the item. Earlier than the last close: the ERP valued the item then.';
--rollback alter table period_close.run_item drop column inventory_model, drop column include_physical_value, drop column fixed_receipt_price, drop column issue_account_id, drop column rounding_profit_account_id, drop column rounding_loss_account_id, drop column price_difference_profit_account_id, drop column price_difference_loss_account_id, drop column since;
--rollback alter table period_close.run_partition drop column matches, drop column unsettled, drop column matches_digest, drop column carry_over_digest;
--rollback alter table period_close.posting_run drop column minimum_throughput, drop column max_iterations, drop column accepted, drop column selected_items, drop column selected_item_groups, drop column matches, drop column unsettled, drop column circles, drop column carried, drop column written_off;

--changeset period-close:026-settled-in splitStatements:false
--comment: What the ERP had settled, in one currency layer.
create function period_close.settled_in(t period_close.inventory_transaction, layer text) returns numeric language sql immutable parallel safe as $$
    select case layer when 'ACCOUNTING' then t.settled_amount else t.reporting_settled_amount end
$$;
comment on function period_close.settled_in is 'The signed cost of what the ERP had settled of a transaction before this program took over.';
create function period_close.is_periodic(model text) returns boolean language sql immutable parallel safe as $$
    select model not in ('MOVING_AVERAGE', 'STANDARD_COST')
$$;
comment on function period_close.is_periodic is 'Whether recalculation and close find the cost of the issues; if not, the ERP does.';
create sequence period_close.cost_layer_id minvalue 4611686018427387904 start 4611686018427387904;
comment on sequence period_close.cost_layer_id is 'Ids of made layers; far above those of inventory transactions.';
create function period_close.reserve_cost_layers(wanted bigint) returns bigint language plpgsql as $$
declare
    first bigint;
begin
    perform pg_advisory_lock(1346587727, -1);
    first := nextval('period_close.cost_layer_id');
    perform setval('period_close.cost_layer_id', first + wanted);
    perform pg_advisory_unlock(1346587727, -1);
    return first;
end $$;
comment on function period_close.reserve_cost_layers is 'The first of so many ids for made layers; nobody else gets one of them.';
--rollback drop function period_close.reserve_cost_layers(bigint);
--rollback drop sequence period_close.cost_layer_id;
--rollback drop function period_close.is_periodic(text);
--rollback drop function period_close.settled_in(period_close.inventory_transaction, text);

--changeset period-close:026-handed-out splitStatements:false
--comment: The only rounding of costs, for the integrity checks: a second calculation.
create function period_close.handed_out(value numeric, part numeric, whole numeric, decimals integer) returns numeric language sql immutable parallel safe as $$
    select case when part = whole then value
                else sign(value) * div(2 * abs(value) * power(10::numeric, decimals) * part + whole, 2 * whole) * (array[1, 0.1, 0.01, 0.001, 0.0001])[decimals + 1] end
$$;
comment on function period_close.handed_out is
    'What a layer of a value has handed out when it has handed out a part of its quantity: exact, then half up, away from zero.';
--rollback drop function period_close.handed_out(numeric, numeric, numeric, integer);

--changeset period-close:026-estimate splitStatements:false
--comment: A close takes another time for a line than a journal.
-- A straight line through the last runs: so much a run, so much a line. Durations are no money, so they may be floating-point numbers.
create function period_close.estimated_seconds(of_lines bigint, of_type text) returns numeric language sql stable parallel safe as $$
    with past as (
        select planned::float8 as lines, extract(epoch from ended_at - started_at)::float8 as seconds
          from period_close.posting_run
         where status = 'POSTED' and interruptions = 0 and type = of_type
         order by id desc
         limit 50
    ), line as (
        select avg(lines) as lines, avg(seconds) as seconds, regr_slope(seconds, lines) as a_line
          from past
        having count(*) > 0
    )
    select round((case when a_line is null or a_line <= 0 then seconds * greatest(of_lines / nullif(lines, 0), 1)
                       when seconds < a_line * lines then seconds / lines * of_lines
                       else seconds + a_line * (of_lines - lines) end)::numeric, 1)
      from line
$$;
comment on function period_close.estimated_seconds(bigint, text) is
    'How long a run of so many lines takes here, by the last 50 runs of the same type that nobody interrupted; null: there are none.';
drop function period_close.estimated_seconds(bigint);
--rollback create function period_close.estimated_seconds(of_lines bigint) returns numeric language sql stable parallel safe as $$
--rollback     with past as (
--rollback         select planned::float8 as lines, extract(epoch from ended_at - started_at)::float8 as seconds
--rollback           from period_close.posting_run
--rollback          where status = 'POSTED' and interruptions = 0
--rollback          order by id desc
--rollback          limit 50
--rollback     ), line as (
--rollback         select avg(lines) as lines, avg(seconds) as seconds, regr_slope(seconds, lines) as a_line
--rollback           from past
--rollback         having count(*) > 0
--rollback     )
--rollback     select round((case when a_line is null or a_line <= 0 then seconds * greatest(of_lines / nullif(lines, 0), 1)
--rollback                        when seconds < a_line * lines then seconds / lines * of_lines
--rollback                        else seconds + a_line * (of_lines - lines) end)::numeric, 1)
--rollback       from line
--rollback $$;
--rollback drop function period_close.estimated_seconds(bigint, text);

--changeset period-close:026-close-view splitStatements:false
--comment: Inventory is closed by closes of this program and by those that the ERP made before.
create view period_close.inventory_close as
select z.company_id, z.currency_layer, z.closed_on, z.active, null::bigint as run_id from period_close.imported_close z
union all
select r.company_id, r.currency_layer, r.posting_date, true, r.id from period_close.active_run r where r.type = 'CLOSE';
comment on view period_close.inventory_close is 'The inventory closes; nothing is posted on or before the last active one.';
comment on column period_close.inventory_close.run_id is 'The run that closed; null: the ERP closed.';
--rollback drop view period_close.inventory_close;

--changeset period-close:026-command splitStatements:false
--comment: Remedies name the whole command that continues a run.
create function period_close.command_of(of_run bigint) returns text language sql stable parallel safe as $$
    select case when r.cancels_run_id is not null then 'cancel --run ' || r.cancels_run_id
                when j.journal is not null then 'post ' || period_close.journal_options(c.company, j.journal)
                when r.type in ('CLOSE', 'RECALCULATION')
                then case r.type when 'CLOSE' then 'close' else 'recalculate' end || ' ' || period_close.journal_options(c.company, null) || ' --date ' || r.posting_date
                     || case r.currency_layer when 'REPORTING' then ' --layer reporting' else '' end
                     || coalesce((select string_agg(' ' || o.name || case when o.value like '-%' then '=' else ' ' end || period_close.shell_word(o.value), ''
                                                    order by o.name, o.value)
                                    from (select '--item' as name, unnest(r.selected_items) as value
                                          union all
                                          select '--item-group', unnest(r.selected_item_groups)) o), '') end
      from period_close.posting_run r
      join period_close.company c on c.id = r.company_id
      left join period_close.adjustment_journal j on j.id = r.journal_id
     where r.id = of_run
$$;
comment on function period_close.command_of is 'The command that continues an unfinished run; null: the type of the run has none.';
--rollback drop function period_close.command_of(bigint);

--changeset period-close:026-match splitStatements:false
--comment: What a close keeps: who paid for what, the layers that it made, what is open after it.
create table period_close.cost_layer (
    id             bigint primary key,
    run_id         bigint not null,
    item_id        integer not null,
    cost_object_id integer not null,
    kind           text not null check (kind in ('AVERAGE', 'ON_HAND')),
    date           date not null,
    quantity       numeric not null check (quantity > 0),
    source_id      bigint,
    check ((kind = 'ON_HAND') = (source_id is not null))
);
comment on table period_close.cost_layer is 'A layer that a run has made; its id is never that of an inventory transaction, so that settlement and match refer to both alike.';
comment on column period_close.cost_layer.source_id is 'Of an on-hand layer: the layer that it has taken over.';
create index cost_layer_of_an_object on period_close.cost_layer (item_id, cost_object_id);

create table period_close.match (
    item_id       integer not null,
    issue_id      bigint not null,
    layer_id      bigint not null,
    run_id        bigint not null,
    from_quantity numeric not null check (from_quantity >= 0),
    quantity      numeric not null check (quantity >= 0),
    amount        numeric not null,
    principle     text not null check (principle in
        ('FIFO', 'LIFO', 'LIFO_DATE', 'WEIGHTED_AVERAGE', 'WEIGHTED_AVERAGE_DATE', 'MARKING', 'ON_HAND')),
    settled       boolean not null,
    primary key (item_id, issue_id, layer_id, run_id, from_quantity)
);
comment on table period_close.match is 'A quantity of a layer that is settled with an issue, or handed into a made layer; append-only. It counts while its run is active.';
comment on column period_close.match.issue_id is 'The issue, or the made layer that the quantity was handed into.';
comment on column period_close.match.from_quantity is 'What the layer had handed out before; with the quantity it decides the amount.';
comment on column period_close.match.quantity is 'Zero: the value of the layer has changed after a close, and the amount is the difference.';
comment on column period_close.match.amount is 'What the layer gives for the quantity, positive.';
comment on column period_close.match.settled is 'False: one side is only physically updated; the match adjusts the issue and uses up nothing.';
create index match_of_a_layer on period_close.match (item_id, layer_id);
create index match_of_a_run on period_close.match using brin (run_id) with (pages_per_range = 16);

create table period_close.carry_over (
    run_id         bigint not null,
    item_id        integer not null,
    cost_object_id integer not null,
    id             bigint not null,
    layer          boolean not null,
    quantity       numeric not null,
    matched        numeric not null,
    value          numeric not null,
    handed         numeric not null,
    posted         numeric not null,
    primary key (run_id, item_id, cost_object_id, id)
);
comment on table period_close.carry_over is 'What is open after a close: all that the next one needs to know of what is older; append-only.';
comment on column period_close.carry_over.quantity is 'Basis quantity, positive.';
comment on column period_close.carry_over.matched is 'The part of it that closes have settled.';
comment on column period_close.carry_over.value is 'Of a layer its value, of an issue its posted basis cost; positive.';
comment on column period_close.carry_over.handed is 'Of a layer what it has handed out, of an issue what it has taken.';
comment on column period_close.carry_over.posted is 'Of an issue the sum of its settlements, signed as these.';

create table period_close.unsettled_issue (
    run_id   bigint not null,
    item_id  integer not null,
    issue_id bigint not null,
    quantity numeric not null check (quantity > 0),
    reason   text not null check (reason in ('MARKED_RECEIPT_NOT_THERE', 'RECEIPT_ONLY_PHYSICAL', 'OWN_RETURN', 'NO_RECEIPT')),
    primary key (run_id, item_id, issue_id)
);
comment on table period_close.unsettled_issue is 'The issues that a close left with an open quantity, and why; a log.';

create table period_close.closing_balance (
    run_id            bigint not null,
    cost_object_id    integer not null,
    quantity          numeric not null,
    value             numeric,
    primary key (run_id, cost_object_id)
);
comment on table period_close.closing_balance is 'What is on hand of each cost object at the end of the day of a close, of every inventory model.';
comment on column period_close.closing_balance.value is 'Null: a transaction of an item that the ERP values has no cost in the currency layer.';

create trigger append_only before update or delete or truncate on period_close.match
    for each statement execute function period_close.refuse_change();
create trigger append_only before update or delete or truncate on period_close.carry_over
    for each statement execute function period_close.refuse_change();
--rollback drop table period_close.closing_balance;
--rollback drop table period_close.unsettled_issue;
--rollback drop table period_close.carry_over;
--rollback drop table period_close.match;
--rollback drop table period_close.cost_layer;

--changeset period-close:026-manifest-facts splitStatements:false runOnChange:true
--comment: What a manifest says of a run; also what recalculations and closes were asked for and found.
create or replace function period_close.manifest_facts(of_run bigint) returns jsonb language sql stable parallel safe as $$
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
               'abandonedBy', r.abandoned_by,
               'retries', r.retries,
               'interruptions', r.interruptions,
               'estimatedSeconds', r.estimated_seconds::text,
               'voucher', v.voucher,
               'voucherSeries', v.series,
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
           || case when r.type not in ('RECALCULATION', 'CLOSE') then '{}' else jsonb_build_object(
               'minimumThroughput', r.minimum_throughput::text,
               'maxIterations', r.max_iterations,
               'accepted', to_jsonb(r.accepted),
               'selectedItems', to_jsonb(r.selected_items),
               'selectedItemGroups', to_jsonb(r.selected_item_groups),
               'planRelease', r.plan_release_id,
               'planReleasedBy', l.released_by,
               'planReleasedAt', period_close.utc(l.released_at),
               'firstCostLayer', r.first_cost_layer,
               'matchCount', r.matches,
               'unsettled', r.unsettled,
               'circles', r.circles,
               'carried', r.carried::text,
               'writtenOff', r.written_off::text,
               'itemModels', (select period_close.sha256_of(string_agg(row(i.item_id, i.inventory_model, i.include_physical_value, i.fixed_receipt_price,
                                             i.issue_account_id, i.rounding_profit_account_id, i.rounding_loss_account_id,
                                             i.price_difference_profit_account_id, i.price_difference_loss_account_id, i.since)::text,
                                             chr(10) order by i.item_id))
                                from period_close.run_item i
                               where i.run_id = r.id and i.inventory_model is not null),
               'unsettledIssues', (select period_close.sha256_of(string_agg(row(u.item_id, u.issue_id, u.quantity, u.reason)::text, chr(10) order by u.item_id, u.issue_id))
                                     from period_close.unsettled_issue u
                                    where u.run_id = r.id),
               'closingBalances', (select period_close.sha256_of(string_agg(row(b.cost_object_id, b.quantity, b.value)::text, chr(10) order by b.cost_object_id))
                                     from period_close.closing_balance b
                                    where b.run_id = r.id)) end
      from period_close.posting_run r
      left join period_close.company c on c.id = r.company_id
      left join period_close.adjustment_journal j on j.id = r.journal_id
      left join period_close.voucher v on v.run_id = r.id
      left join period_close.plan_release l on l.id = r.plan_release_id
     where r.id = of_run
$$;
comment on function period_close.manifest_facts is
    'What the books say of a run now; null: there is no such run. A manifest keeps what they said when it was posted.';
--rollback drop function period_close.manifest_facts;
