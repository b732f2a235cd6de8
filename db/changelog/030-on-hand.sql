--liquibase formatted sql

--changeset period-close:030-on-hand-journal splitStatements:false
--comment: A journal may be over the layers that a close left open, instead of transactions.
alter table period_close.adjustment_journal add column close_run_id bigint;
comment on column period_close.adjustment_journal.close_run_id is
    'The close whose open layers the lines revalue; null: the lines adjust transactions.';
comment on column period_close.adjustment.inventory_transaction_id is
    'The receipt; of a journal over the layers of a close, the layer: a receipt or a made layer, their ids are never the same.';
alter table period_close.posting_run
    drop constraint every_line_is_settled_once,
    add constraint every_line_is_settled_once check (status <> 'POSTED'
        or type not in ('TRANSACTION_ADJUSTMENT', 'ON_HAND_ADJUSTMENT', 'CANCELLATION') or settlements = planned);

drop trigger four_eyes on period_close.posting_run;
create constraint trigger four_eyes after insert or update of journal_id, id on period_close.posting_run
    deferrable initially deferred for each row when (new.type in ('TRANSACTION_ADJUSTMENT', 'ON_HAND_ADJUSTMENT') and new.status <> 'DRY_RUN')
    execute function period_close.refuse_run_of_unreleased_journal();
--rollback drop trigger four_eyes on period_close.posting_run;
--rollback create constraint trigger four_eyes after insert or update of journal_id, id on period_close.posting_run deferrable initially deferred for each row when (new.type = 'TRANSACTION_ADJUSTMENT' and new.status <> 'DRY_RUN') execute function period_close.refuse_run_of_unreleased_journal();
--rollback alter table period_close.posting_run drop constraint every_line_is_settled_once, add constraint every_line_is_settled_once check (status <> 'POSTED' or type not in ('TRANSACTION_ADJUSTMENT', 'CANCELLATION') or settlements = planned);
--rollback comment on column period_close.adjustment.inventory_transaction_id is null;
--rollback alter table period_close.adjustment_journal drop column close_run_id;

--changeset period-close:030-on-hand-layer splitStatements:false
--comment: An on-hand layer has the key of the layer at the beginning of its chain.
alter table period_close.cost_layer
    add column root_id bigint,
    add constraint an_on_hand_layer_has_a_root check ((kind = 'ON_HAND') = (root_id is not null));
comment on column period_close.cost_layer.root_id is
    'Of an on-hand layer: the receipt or average layer that it, or what it has taken over, was made from; it has the place of that in the order of time.';
comment on column period_close.cost_layer.date is 'The day that it has in the order of time: of an on-hand layer that of its root.';
create index on_hand_layer_of_a_source on period_close.cost_layer (source_id) where source_id is not null;
create index on_hand_layer_of_a_root on period_close.cost_layer (root_id) where root_id is not null;

create view period_close.on_hand_layer as
select l.id, l.run_id, z.id as close_run_id, l.item_id, l.cost_object_id, l.quantity, l.source_id, l.root_id,
       (select sum(m.amount) from period_close.match m where m.item_id = l.item_id and m.issue_id = l.id and m.run_id = l.run_id)
           + (select sum(s.amount) from period_close.settlement s
               where s.item_id = l.item_id and s.inventory_transaction_id = l.id and s.run_id = l.run_id) as value
  from period_close.cost_layer l
  join period_close.active_run r on r.id = l.run_id
  join period_close.active_run z on z.company_id = r.company_id and z.currency_layer = r.currency_layer and z.type = 'CLOSE' and z.posting_date = r.posting_date
 where l.kind = 'ON_HAND';
comment on view period_close.on_hand_layer is 'The on-hand layers in force, each with the close after which it was made and what it was worth then.';

create view period_close.carried_over as
select c.run_id, c.item_id, c.cost_object_id, c.id, c.layer, c.quantity, case when n.id is null then c.matched else c.quantity end as matched,
       c.value, case when n.id is null then c.handed else c.value end as handed, c.posted
  from period_close.carry_over c
  left join period_close.on_hand_layer n on n.close_run_id = c.run_id and n.source_id = c.id
union all
select l.close_run_id, l.item_id, l.cost_object_id, l.id, true, l.quantity, case when n.id is null then 0 else l.quantity end,
       l.value, case when n.id is null then 0 else l.value end, 0
  from period_close.on_hand_layer l
  left join period_close.on_hand_layer n on n.close_run_id = l.close_run_id and n.source_id = l.id;
comment on view period_close.carried_over is
    'What is open after a close and the on-hand adjustments of it: carry_over, where an on-hand layer has taken the open part of its source.';
--rollback drop view period_close.carried_over;
--rollback drop view period_close.on_hand_layer;
--rollback drop index period_close.on_hand_layer_of_a_root;
--rollback drop index period_close.on_hand_layer_of_a_source;
--rollback comment on column period_close.cost_layer.date is null;
--rollback alter table period_close.cost_layer drop constraint an_on_hand_layer_has_a_root, drop column root_id;

--changeset period-close:030-layer-account splitStatements:false
--comment: The inventory account of a layer.
create function period_close.layer_account(of_layer bigint) returns text language sql stable parallel safe as $$
    with recursive source (id) as (
        select of_layer
        union
        select coalesce(l.source_id, m.layer_id)
          from source s
          join period_close.cost_layer l on l.id = s.id
          left join period_close.match m on l.source_id is null and m.item_id = l.item_id and m.issue_id = l.id and m.run_id = l.run_id
    )
    select case when count(*) = count(t.inventory_account) and min(t.inventory_account) = max(t.inventory_account) then min(t.inventory_account) end
      from source s
      join period_close.inventory_transaction t on t.id = s.id
$$;
comment on function period_close.layer_account is
    'The inventory account that a receipt names, or that all receipts name which a layer was made of; null: it is that of the item.';

create function period_close.layer_label(l period_close.cost_layer, of_run bigint) returns text language sql stable parallel safe as $$
    select '~' || coalesce(nullif(l.run_id, of_run)::text, '') || ':' || coalesce((select t.transaction_id from period_close.inventory_transaction t where t.id = l.root_id), l.date::text)
$$;
comment on function period_close.layer_label is
    'How the digests of a run name a layer: by the run that has made it, if that is another one, and by its root. So a plan is the same as what is posted.';
--rollback drop function period_close.layer_label(period_close.cost_layer, bigint);
--rollback drop function period_close.layer_account(bigint);

--changeset period-close:030-on-hand-line splitStatements:false runOnChange:true
--comment: The lines of a journal over the layers of a close, as its run sees them.
create or replace function period_close.on_hand_line(of_run bigint, of_journal bigint, after_item integer, after_layer bigint, last_item integer, last_layer bigint)
returns table (item_id integer, layer_id bigint, amount numeric, computed_from numeric, root_id bigint, date date, source text, label text, cost_object_id integer,
               object text, item_group_id integer, from_quantity numeric, quantity numeric, value numeric, account text, own_account_id integer,
               inventory_account_id integer, offset_account_id integer, offset_of_line integer, charges_code_id integer, is_open boolean)
language sql stable parallel safe as $$
    select a.item_id, a.inventory_transaction_id, a.amount, a.computed_from, k.root_id, k.date,
           coalesce(t.transaction_id, period_close.layer_label(l, of_run)), '~:' || coalesce(root.transaction_id, k.date::text), o.id,
           concat_ws(chr(31), i.item_number, coalesce(o.site, ''), coalesce(o.warehouse, ''), coalesce(o.batch_number, ''), coalesce(o.serial_number, '')),
           ri.item_group_id, coalesce(c.matched, 0), coalesce(c.quantity - c.matched, l.quantity), coalesce(c.value - c.handed, made.value),
           k.account, own.id, coalesce(own.id, ri.inventory_account_id),
           period_close.offset_account(a.offset_account_id, rc.offset_account_id, a.amount, ri.profit_account_id, ri.loss_account_id),
           a.offset_account_id, a.charges_code_id,
           not exists (select from period_close.on_hand_layer n where n.source_id = a.inventory_transaction_id and n.close_run_id = j.close_run_id)
               and (c.id is not null or exists (select from period_close.on_hand_layer n where n.id = a.inventory_transaction_id))
      from period_close.posting_run r
      join period_close.adjustment_journal j on j.id = of_journal
      join period_close.adjustment a on a.journal_id = j.id
      join period_close.run_item ri on ri.run_id = r.id and ri.item_id = a.item_id
      join period_close.item i on i.id = a.item_id
      left join period_close.inventory_transaction t on t.id = a.inventory_transaction_id
      left join period_close.cost_layer l on l.id = a.inventory_transaction_id
      left join period_close.carry_over c on c.run_id = j.close_run_id and c.item_id = a.item_id
                                         and c.cost_object_id = coalesce(t.cost_object_id, l.cost_object_id) and c.id = a.inventory_transaction_id and c.layer
      join period_close.cost_object o on o.id = coalesce(t.cost_object_id, l.cost_object_id)
     cross join lateral (select coalesce(l.root_id, a.inventory_transaction_id) as root_id, coalesce(l.date, period_close.takes_part(t)) as date,
                                case when t.id is null then period_close.layer_account(l.id) else t.inventory_account end as account) k
      left join period_close.inventory_transaction root on root.id = k.root_id
      left join lateral (select (select sum(m.amount) from period_close.match m where m.item_id = l.item_id and m.issue_id = l.id and m.run_id = l.run_id)
                                + (select sum(s.amount) from period_close.settlement s
                                    where s.item_id = l.item_id and s.inventory_transaction_id = l.id and s.run_id = l.run_id) as value
                          where c.id is null) made on true
      left join period_close.main_account own on own.company_id = r.company_id and own.main_account = k.account
      left join period_close.run_charges_code rc on rc.run_id = r.id and rc.charges_code_id = a.charges_code_id
     where r.id = of_run
       and (a.item_id, a.inventory_transaction_id) > (after_item, after_layer)
       and (a.item_id, a.inventory_transaction_id) <= (last_item, last_layer)
$$;
comment on function period_close.on_hand_line is
    'The lines of the journal of a run in the range (after, last] of (item, layer), each with its layer: what was open of it, its accounts, and whether it is open still.';
--rollback drop function period_close.on_hand_line(bigint, bigint, integer, bigint, integer, bigint);

--changeset period-close:030-on-hand-fault splitStatements:false runOnChange:true
--comment: Every fault of every line of a journal over the layers of a close.
create or replace function period_close.on_hand_fault(of_run bigint, of_journal bigint,
    after_item integer default -2147483648, after_layer bigint default -9223372036854775808,
    last_item integer default 2147483647, last_layer bigint default 9223372036854775807)
returns table (ordinal integer, inventory_transaction_id bigint, transaction_id text, code text, message text, remedy text)
language sql stable parallel safe as $$
    select f.ordinal, l.layer_id, l.name, f.code, f.message, f.remedy
      from (select l.*, i.item_number, g.item_group, m.inventory_model, r.currency,
                   coalesce((select t.transaction_id from period_close.inventory_transaction t where t.id = l.layer_id),
                            (select n.name from period_close.cost_layer c
                               join period_close.made_layer n on n.run_id = c.run_id and n.id = c.id where c.id = l.layer_id)) as name,
                   case when l.amount > 0 then 'PROFIT' else 'LOSS' end as offset_type,
                   (select format('compute it again with adjust %s --again, then look at it and post it', period_close.journal_options(c.company, j.journal))
                      from period_close.adjustment_journal j join period_close.company c on c.id = j.company_id where j.id = of_journal) as again,
                   p.by_item_price and l.computed_from is not null
                       and round(l.quantity * case r.currency_layer when 'ACCOUNTING' then i.cost_price else i.reporting_cost_price end, r.decimals)
                           is distinct from l.amount + l.computed_from as other_price
              from period_close.posting_run r
             cross join period_close.on_hand_line(r.id, of_journal, after_item, after_layer, last_item, last_layer) l
              join period_close.item i on i.id = l.item_id
              join period_close.item_group g on g.id = l.item_group_id
              left join period_close.item_model m on m.item_id = l.item_id and m.currency_layer = r.currency_layer
              left join lateral (select p.method = 'ITEM_COST_PRICE' as by_item_price from period_close.proposal p where p.journal_id = of_journal) p on true
             where r.id = of_run) l
     cross join lateral (values
           (1, 'PROPOSAL_OUTDATED', not l.is_open,
               format('layer %s of item %s is not open any more: another journal has revalued it', period_close.quoted(l.name), period_close.quoted(l.item_number)),
               l.again),
           (2, 'PROPOSAL_OUTDATED', l.is_open and l.value <> l.computed_from,
               format('layer %s of item %s was worth %s %s when its amount of %s was computed, and is worth %s %s now',
                      period_close.quoted(l.name), period_close.quoted(l.item_number), l.computed_from, l.currency, l.amount, l.value, l.currency),
               l.again),
           (3, 'PROPOSAL_OUTDATED', l.is_open and l.other_price,
               format('item %s of layer %s had another cost price when its amount of %s was computed', period_close.quoted(l.item_number),
                      period_close.quoted(l.name), l.amount),
               l.again),
           (4, 'MODEL_NOT_ADJUSTABLE', period_close.is_periodic(l.inventory_model) is not true,
               format('item %s of layer %s is valued by %s', period_close.quoted(l.item_number), period_close.quoted(l.name), l.inventory_model),
               'make a journal without the item, and revalue it the way of its inventory model'),
           (5, 'VALUE_BELOW_ZERO', l.amount < 0 and l.value + l.amount < 0,
               format('layer %s of item %s is worth %s %s and cannot lose %s', period_close.quoted(l.name), period_close.quoted(l.item_number), l.value, l.currency, -l.amount),
               l.again),
           (6, 'NO_ACCOUNT', l.account is null and l.inventory_account_id is null,
               format('item %s (group %s) has no INVENTORY account for layer %s', period_close.quoted(l.item_number), period_close.quoted(l.item_group), period_close.quoted(l.name)),
               'add a posting profile for the item, its group or ALL, then run post again'),
           (7, 'NO_ACCOUNT', l.offset_account_id is null,
               format('item %s (group %s) has no %s account for layer %s', period_close.quoted(l.item_number), period_close.quoted(l.item_group), l.offset_type, period_close.quoted(l.name)),
               'add a posting profile for the item, its group or ALL, then run post again'),
           (8, 'UNKNOWN_ACCOUNT', l.account is not null and l.own_account_id is null,
               format('inventory account %s of layer %s is not a main account of the company', period_close.quoted(l.account), period_close.quoted(l.name)),
               'import it in main_accounts.csv, then run post again'),
           (9, 'SAME_ACCOUNT', l.inventory_account_id = l.offset_account_id and (l.account is null or l.own_account_id is not null),
               format('layer %s of item %s has its inventory account also as offset account', period_close.quoted(l.name), period_close.quoted(l.item_number)),
               'make a journal with another offset account, or give the item, its group or ALL another account in posting_profiles.csv, then run post again')
           ) f (ordinal, code, broken, message, remedy)
     where f.broken
$$;
comment on function period_close.on_hand_fault is
    'Every fault of every line of a journal over the layers of a close, in the range (after, last] of (item, layer), as the books stand now; no row: all these lines can be posted.';
--rollback drop function period_close.on_hand_fault(bigint, bigint, integer, bigint, integer, bigint);

--changeset period-close:030-builds-on splitStatements:false runOnChange:true
--comment: Which later runs stand on what a run has left open.
create or replace function period_close.builds_on(later_type text, later_journal bigint, earlier_type text, earlier_run bigint) returns boolean
language sql stable parallel safe as $$
    select case earlier_type
           when 'CLOSE' then later_type in ('CLOSE', 'RECALCULATION', 'ON_HAND_ADJUSTMENT')
           when 'ON_HAND_ADJUSTMENT' then later_type = 'CLOSE'
               or later_type = 'ON_HAND_ADJUSTMENT'
                  and exists (select from period_close.adjustment a
                                join period_close.cost_layer l on l.id = a.inventory_transaction_id and l.run_id = earlier_run
                               where a.journal_id = later_journal)
           else false end
$$;
comment on function period_close.builds_on is
    'Whether a later run stands on an earlier one, whatever they touch: every calculation and on-hand adjustment on a close, a close and what revalues its layers again on an on-hand adjustment.';
--rollback drop function period_close.builds_on(text, bigint, text, bigint);

--changeset period-close:030-run-in-the-way splitStatements:false runOnChange:true
--comment: On-hand adjustments stand in the way of cancelling their close.
create or replace function period_close.run_in_the_way(of_run bigint) returns table (run_id bigint, transactions bigint)
language sql stable parallel safe as $$
    with later as materialized (
        -- A recalculation of an earlier day does not know one of a later day.
        select l.id, l.type, l.journal_id, l.status, period_close.builds_on(l.type, l.journal_id, r.type, r.id) as builds
          from period_close.posting_run r
          join period_close.posting_run l on l.company_id = r.company_id and l.currency_layer = r.currency_layer and l.cancels_run_id is null
         where r.id = of_run
           and (l.status = 'RUNNING' or (l.status = 'POSTED' and (l.ended_at, l.id) > (r.ended_at, r.id)))
           and not exists (select from period_close.posting_run c where c.cancels_run_id = l.id and c.status = 'POSTED')
           and not (r.type = 'RECALCULATION' and l.type = 'RECALCULATION' and l.posting_date < r.posting_date)
    ), touched as (
        select l.id, l.builds, s.item_id, s.inventory_transaction_id
          from later l
          join period_close.settlement s on s.run_id = l.id
         where l.status = 'POSTED'
        union all
        select l.id, l.builds, a.item_id, a.inventory_transaction_id
          from later l
          join period_close.adjustment a on a.journal_id = l.journal_id
         where l.status = 'RUNNING' and l.type <> 'ON_HAND_ADJUSTMENT'
           and not exists (select from period_close.posting_exception e
                            where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
    )
    select t.id, count(distinct t.inventory_transaction_id)
      from touched t
      join period_close.settlement s
        on s.item_id = t.item_id and s.inventory_transaction_id = t.inventory_transaction_id and s.run_id = of_run
     where not t.builds
     group by t.id
    union all
    select l.id, (select count(*) from period_close.settlement s where s.run_id = l.id) from later l where l.builds
$$;
comment on function period_close.run_in_the_way is
    'Active runs of the same company and layer that were posted after a run, or are unfinished, and how many of its transactions each touches.';
--rollback create or replace function period_close.run_in_the_way(of_run bigint) returns table (run_id bigint, transactions bigint)
--rollback language sql stable parallel safe as $$
--rollback     with later as materialized (
--rollback         select l.id, l.journal_id, l.status, r.type = 'CLOSE' and l.type in ('CLOSE', 'RECALCULATION') as builds
--rollback           from period_close.posting_run r
--rollback           join period_close.posting_run l on l.company_id = r.company_id and l.currency_layer = r.currency_layer and l.cancels_run_id is null
--rollback          where r.id = of_run
--rollback            and (l.status = 'RUNNING' or (l.status = 'POSTED' and (l.ended_at, l.id) > (r.ended_at, r.id)))
--rollback            and not exists (select from period_close.posting_run c where c.cancels_run_id = l.id and c.status = 'POSTED')
--rollback            and not (r.type = 'RECALCULATION' and l.type = 'RECALCULATION' and l.posting_date < r.posting_date)
--rollback     ), touched as (
--rollback         select l.id, l.builds, s.item_id, s.inventory_transaction_id
--rollback           from later l
--rollback           join period_close.settlement s on s.run_id = l.id
--rollback          where l.status = 'POSTED'
--rollback         union all
--rollback         select l.id, l.builds, a.item_id, a.inventory_transaction_id
--rollback           from later l
--rollback           join period_close.adjustment a on a.journal_id = l.journal_id
--rollback          where l.status = 'RUNNING'
--rollback            and not exists (select from period_close.posting_exception e
--rollback                             where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
--rollback     )
--rollback     select t.id, count(distinct t.inventory_transaction_id)
--rollback       from touched t
--rollback       join period_close.settlement s
--rollback         on s.item_id = t.item_id and s.inventory_transaction_id = t.inventory_transaction_id and s.run_id = of_run
--rollback      where not t.builds
--rollback      group by t.id
--rollback     union all
--rollback     select l.id, (select count(*) from period_close.settlement s where s.run_id = l.id) from later l where l.builds
--rollback $$;
--rollback comment on function period_close.run_in_the_way is
--rollback     'Active runs of the same company and layer that were posted after a run, or are unfinished, and how many of its transactions each touches.';

--changeset period-close:030-runs-to-cancel splitStatements:false runOnChange:true
--comment: The same for all runs that have to be taken back to take back one.
create or replace function period_close.runs_to_cancel(of_run bigint) returns table (run_id bigint)
language sql stable parallel safe as $$
    with recursive later as materialized (
        select l.id, l.type, l.journal_id, l.status, l.ended_at
          from period_close.posting_run r
          join period_close.posting_run l on l.company_id = r.company_id and l.currency_layer = r.currency_layer and l.cancels_run_id is null
         where r.id = of_run
           and (l.status = 'RUNNING' or (l.status = 'POSTED' and (l.ended_at, l.id) > (r.ended_at, r.id)))
           and not exists (select from period_close.posting_run c where c.cancels_run_id = l.id and c.status = 'POSTED')
           and not (r.type = 'RECALCULATION' and l.type = 'RECALCULATION' and l.posting_date < r.posting_date)
        union all
        select r.id, r.type, r.journal_id, r.status, r.ended_at from period_close.posting_run r where r.id = of_run
    ), node (run_id, item_id, transaction_id) as (
        -- From a run to its transactions, from a transaction to its runs; each once, however often it is reached.
        select of_run, null::integer, null::bigint
        union
        select x.run_id, x.item_id, x.transaction_id
          from node n
         cross join lateral (
               select null::bigint, s.item_id, s.inventory_transaction_id
                 from period_close.settlement s
                where s.run_id = n.run_id
               union all
               -- A set that is looked up by its hash, whatever is known of the tables.
               select s.run_id, null, null
                 from period_close.settlement s
                where s.item_id = n.item_id and s.inventory_transaction_id = n.transaction_id
                  and (s.run_id in (select id from later where status = 'POSTED')) is true
               union all
               select b.id, null, null
                 from later c
                 join later b on period_close.builds_on(b.type, b.journal_id, c.type, c.id) and (b.ended_at, b.id) > (c.ended_at, c.id)
                where c.id = n.run_id
               union all
               select l.id, null, null
                 from later l
                 join period_close.adjustment a on a.journal_id = l.journal_id
                where l.status = 'RUNNING' and l.type <> 'ON_HAND_ADJUSTMENT' and a.item_id = n.item_id and a.inventory_transaction_id = n.transaction_id
                  and not exists (select from period_close.posting_exception e
                                   where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
               ) x (run_id, item_id, transaction_id)
    ), touched as (
        select l.id, l.ended_at, s.item_id, s.inventory_transaction_id
          from node n
          join later l on l.id = n.run_id and l.status = 'POSTED'
          join period_close.settlement s on s.run_id = l.id
        union all
        select l.id, l.ended_at, a.item_id, a.inventory_transaction_id
          from node n
          join later l on l.id = n.run_id and l.status = 'RUNNING' and l.type <> 'ON_HAND_ADJUSTMENT'
          join period_close.adjustment a on a.journal_id = l.journal_id
         where not exists (select from period_close.posting_exception e
                            where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
    ), next as materialized (
        -- On each transaction the run that follows is enough: what follows that one is found from there.
        select distinct id, following
          from (select id, lead(id) over (partition by item_id, inventory_transaction_id order by ended_at nulls last, id) as following from touched) t
         where following is not null
        union
        select c.id, b.id
          from later c
          join later b on period_close.builds_on(b.type, b.journal_id, c.type, c.id) and (b.ended_at, b.id) > (c.ended_at, c.id)
    ), chain (id) as (
        select of_run
        union
        select n.following from chain c join next n on n.id = c.id
    )
    select id from chain
$$;
comment on function period_close.runs_to_cancel is
    'A run and all that stand in its way (run_in_the_way), in their way, and so on.';
--rollback create or replace function period_close.runs_to_cancel(of_run bigint) returns table (run_id bigint)
--rollback language sql stable parallel safe as $$
--rollback     with recursive later as materialized (
--rollback         select l.id, l.type, l.journal_id, l.status, l.ended_at
--rollback           from period_close.posting_run r
--rollback           join period_close.posting_run l on l.company_id = r.company_id and l.currency_layer = r.currency_layer and l.cancels_run_id is null
--rollback          where r.id = of_run
--rollback            and (l.status = 'RUNNING' or (l.status = 'POSTED' and (l.ended_at, l.id) > (r.ended_at, r.id)))
--rollback            and not exists (select from period_close.posting_run c where c.cancels_run_id = l.id and c.status = 'POSTED')
--rollback            and not (r.type = 'RECALCULATION' and l.type = 'RECALCULATION' and l.posting_date < r.posting_date)
--rollback         union all
--rollback         select r.id, r.type, r.journal_id, r.status, r.ended_at from period_close.posting_run r where r.id = of_run
--rollback     ), node (run_id, item_id, transaction_id) as (
--rollback         select of_run, null::integer, null::bigint
--rollback         union
--rollback         select x.run_id, x.item_id, x.transaction_id
--rollback           from node n
--rollback          cross join lateral (
--rollback                select null::bigint, s.item_id, s.inventory_transaction_id
--rollback                  from period_close.settlement s
--rollback                 where s.run_id = n.run_id
--rollback                union all
--rollback                select s.run_id, null, null
--rollback                  from period_close.settlement s
--rollback                 where s.item_id = n.item_id and s.inventory_transaction_id = n.transaction_id
--rollback                   and (s.run_id in (select id from later where status = 'POSTED')) is true
--rollback                union all
--rollback                select b.id, null, null
--rollback                  from later c
--rollback                  join later b on b.type in ('CLOSE', 'RECALCULATION') and (b.ended_at, b.id) > (c.ended_at, c.id)
--rollback                 where c.id = n.run_id and c.type = 'CLOSE'
--rollback                union all
--rollback                select l.id, null, null
--rollback                  from later l
--rollback                  join period_close.adjustment a on a.journal_id = l.journal_id
--rollback                 where l.status = 'RUNNING' and a.item_id = n.item_id and a.inventory_transaction_id = n.transaction_id
--rollback                   and not exists (select from period_close.posting_exception e
--rollback                                    where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
--rollback                ) x (run_id, item_id, transaction_id)
--rollback     ), touched as (
--rollback         select l.id, l.ended_at, s.item_id, s.inventory_transaction_id
--rollback           from node n
--rollback           join later l on l.id = n.run_id and l.status = 'POSTED'
--rollback           join period_close.settlement s on s.run_id = l.id
--rollback         union all
--rollback         select l.id, l.ended_at, a.item_id, a.inventory_transaction_id
--rollback           from node n
--rollback           join later l on l.id = n.run_id and l.status = 'RUNNING'
--rollback           join period_close.adjustment a on a.journal_id = l.journal_id
--rollback          where not exists (select from period_close.posting_exception e
--rollback                             where e.run_id = l.id and e.inventory_transaction_id = a.inventory_transaction_id)
--rollback     ), next as materialized (
--rollback         select distinct id, following
--rollback           from (select id, lead(id) over (partition by item_id, inventory_transaction_id order by ended_at nulls last, id) as following from touched) t
--rollback          where following is not null
--rollback         union
--rollback         select c.id, b.id
--rollback           from later c
--rollback           join later b on b.type in ('CLOSE', 'RECALCULATION') and (b.ended_at, b.id) > (c.ended_at, c.id)
--rollback          where c.type = 'CLOSE'
--rollback     ), chain (id) as (
--rollback         select of_run
--rollback         union
--rollback         select n.following from chain c join next n on n.id = c.id
--rollback     )
--rollback     select id from chain
--rollback $$;
--rollback comment on function period_close.runs_to_cancel is
--rollback     'A run and all that stand in its way (run_in_the_way), in their way, and so on.';

--changeset period-close:030-journal-facts splitStatements:false
--comment: What a manifest says of the journal of a run beside the facts of older versions.
create function period_close.journal_facts(of_run bigint) returns jsonb language sql stable parallel safe as $$
    select jsonb_strip_nulls(jsonb_build_object('journalClose', (
               select j.close_run_id from period_close.posting_run r join period_close.adjustment_journal j on j.id = r.journal_id where r.id = of_run)))
$$;
comment on function period_close.journal_facts is 'What the books say of the journal of a run: over the layers of which close it is, if it is.';
--rollback drop function period_close.journal_facts(bigint);
