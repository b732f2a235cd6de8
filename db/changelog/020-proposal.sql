--liquibase formatted sql

--changeset period-close:020-proposal splitStatements:false
--comment: What a proposed journal was computed from, so that it can be checked before posting and computed again.
create table period_close.proposal (
    journal_id          bigint primary key references period_close.adjustment_journal on delete cascade,
    method              text not null check (method in
        ('ITEM_COST_PRICE', 'FIXED_COST_PRICE', 'PERCENT', 'AMOUNT', 'VALUE', 'FROM_LEDGER_ACCOUNT')),
    figure              numeric,
    main_account_id     integer references period_close.main_account,
    balance_date        date,
    balance             numeric,
    principle           text check (principle in ('QUANTITY', 'VALUE')),
    from_value          boolean not null,
    items               text[] not null,
    item_groups         text[] not null,
    sites               text[] not null,
    warehouses          text[] not null,
    batches             text[] not null,
    serials             text[] not null,
    financial_date_from date,
    financial_date_to   date,
    transaction_ids     text[],
    exclude_storno      boolean not null,
    check ((method in ('FIXED_COST_PRICE', 'PERCENT', 'AMOUNT', 'VALUE')) = (figure is not null)),
    check ((method = 'FROM_LEDGER_ACCOUNT') = (main_account_id is not null and balance_date is not null and balance is not null)),
    check ((method in ('AMOUNT', 'VALUE', 'FROM_LEDGER_ACCOUNT')) = (principle is not null))
);
comment on table period_close.proposal is 'The method and the selection of a journal that adjust made; a journal that was imported has none.';
comment on column period_close.proposal.figure is 'The price, percent, amount or value of the method.';
comment on column period_close.proposal.balance is 'What was spread of the balance of the account.';
comment on column period_close.proposal.from_value is 'The amounts depend on the value that the receipts had.';
comment on column period_close.proposal.items is 'An empty array of this selection means: all.';
comment on column period_close.proposal.transaction_ids is 'The ids of the file of transactions; null: no file was given.';

alter table period_close.adjustment add column computed_from numeric;
comment on column period_close.adjustment.computed_from is
    'The value of the transaction from which adjust computed the amount; null: the amount was imported or changed.';

create function period_close.forget_computed_from() returns trigger language plpgsql as $$
begin
    new.computed_from := null;
    return new;
end $$;
create trigger amount_changed before update of amount on period_close.adjustment for each row
    when (old.amount <> new.amount and new.computed_from is not distinct from old.computed_from)
    execute function period_close.forget_computed_from();
--rollback drop trigger amount_changed on period_close.adjustment;
--rollback drop function period_close.forget_computed_from();
--rollback alter table period_close.adjustment drop column computed_from;
--rollback drop table period_close.proposal;

--changeset period-close:020-spreadable-balance splitStatements:false runOnChange:true
--comment: What a proposal may still spread of the balance of an account.
create or replace function period_close.spreadable_balance(account integer, layer text, day date) returns numeric
language sql stable parallel safe as $$
    select period_close.ledger_balance_at(account, layer, day) + coalesce((
           select sum(case when l.debit_account_id = account then l.amount else -l.amount end)
             from period_close.proposal p
             join period_close.posting_run r on r.journal_id = p.journal_id and r.status = 'POSTED' and r.currency_layer = layer and r.posting_date > day
             join period_close.voucher_line l on l.run_id = r.id and account in (l.debit_account_id, l.credit_account_id)
            where p.main_account_id = account and p.balance_date <= day), 0)
$$;
comment on function period_close.spreadable_balance is
    'The balance of an account at the end of a day, less what journals of the method from-ledger-account have taken from it at later posting dates.';
--rollback drop function period_close.spreadable_balance;

--changeset period-close:020-quoted splitStatements:false stripComments:false
--comment: How messages show names, and remedies show them in command lines.
create function period_close.quoted(name text) returns text language sql immutable as $$
    select '"' || case when char_length(name) > 60 then left(name, 60) || '…' else name end || '"'
$$;
comment on function period_close.quoted is 'A name as a message shows it: in quotes, a long one shortened.';

create function period_close.shell_word(value text) returns text language sql immutable as $$
    select case when value ~ '^[A-Za-z0-9_@%+:,./-]+$' then value else '''' || replace(value, '''', '''\''''') || '''' end
$$;
comment on function period_close.shell_word is 'A value as a shell takes it, for command lines in remedies.';

create function period_close.journal_options(company text, journal text) returns text language sql immutable as $$
    select string_agg(o.name || case when o.value like '-%' then '=' else ' ' end || period_close.shell_word(o.value), ' ' order by o.name)
      from (values ('--company', company), ('--journal', journal)) o (name, value)
$$;
comment on function period_close.journal_options is 'The options of a command that name a journal: --company C1 --journal J1.';
--rollback drop function period_close.journal_options;
--rollback drop function period_close.shell_word;
--rollback drop function period_close.quoted;

--changeset period-close:020-proposal-fault splitStatements:false runOnChange:true
--comment: What makes a whole proposal outdated.
create or replace function period_close.proposal_fault(of_journal bigint) returns table (code text, message text, remedy text)
language sql stable parallel safe as $$
    select 'PROPOSAL_OUTDATED',
           format('journal %s spreads a balance of %s of account %s on %s, and that balance is %s now',
                  period_close.quoted(j.journal), p.balance, period_close.quoted(m.main_account), p.balance_date, b.balance),
           format('compute it again with adjust %s --again, then look at it and post it', period_close.journal_options(c.company, j.journal))
      from period_close.proposal p
      join period_close.adjustment_journal j on j.id = p.journal_id
      join period_close.company c on c.id = j.company_id
      join period_close.main_account m on m.id = p.main_account_id
     cross join lateral (select period_close.spreadable_balance(p.main_account_id, j.currency_layer, p.balance_date) as balance) b
     where p.journal_id = of_journal
       and b.balance <> p.balance
       and exists (select from period_close.adjustment a where a.journal_id = of_journal and a.computed_from is not null)
$$;
comment on function period_close.proposal_fault is 'Why a proposed journal as a whole is outdated: the balance that it spreads has changed; no row: it is not, or it was imported.';
--rollback drop function period_close.proposal_fault;

--changeset period-close:020-settled-from splitStatements:false runOnChange:true
--comment: The settlements of a transaction by date.
create or replace function period_close.settled_from(of_item integer, of_transaction bigint, layer text, first_day date)
returns table (day date, settled numeric)
language sql stable parallel safe as $$
    select m.day, sum(sum(m.amount)) over (order by m.day)
      from (select first_day as day, 0 as amount
            union all
            select greatest(s.posting_date, first_day), s.amount
              from period_close.posted_settlement s
             where s.item_id = of_item and s.inventory_transaction_id = of_transaction and s.currency_layer = layer) m
     group by m.day
$$;
comment on function period_close.settled_from is
    'What posted runs have settled on a transaction up to a day, and up to each later posting date.';
--rollback drop function period_close.settled_from;

--changeset period-close:020-line-suspicion splitStatements:false runOnChange:true
--comment: Whether a line can have a fault at all, so that the faults are looked for only where there is one.
create or replace function period_close.line_suspicion(
    of_run bigint, of_journal bigint, of_item integer, of_transaction bigint, of_amount numeric, of_computed_from numeric,
    of_offset_account integer, of_charges_code integer, of_kind text, is_open boolean, of_date date, of_quantity numeric, of_cost numeric, of_account text)
returns table (suspect boolean)
language sql stable parallel safe as $$
    -- What is the same for many lines is looked up once, as a set; what belongs to one line is looked up by key, for the few that need it.
    select not is_open
        or of_date is null
        or of_kind <> 'RECEIPT'
        or of_cost is null
        or of_date > (select r.posting_date from period_close.posting_run r where r.id = of_run)
        or (of_item in (select i.id from period_close.item i where i.inventory_model in ('MOVING_AVERAGE', 'STANDARD_COST'))) is true
        or (of_account is not null and (
                (of_account in (select m.main_account
                                  from period_close.posting_run r
                                  join period_close.main_account m on m.company_id = r.company_id
                                 where r.id = of_run)) is not true
             or (of_account in (select m.main_account
                                  from period_close.main_account m
                                 where m.id in (select ri.profit_account_id from period_close.run_item ri where ri.run_id = of_run
                                                union all
                                                select ri.loss_account_id from period_close.run_item ri where ri.run_id = of_run))) is true))
        or case when of_offset_account is not null or of_charges_code is not null then
                     exists (select
                               from period_close.run_item ri
                               join period_close.posting_run r on r.id = ri.run_id
                               left join period_close.main_account own on own.company_id = r.company_id and own.main_account = of_account
                               left join period_close.main_account given on given.company_id = r.company_id and given.id = of_offset_account
                               left join period_close.run_charges_code rc on rc.run_id = ri.run_id and rc.charges_code_id = of_charges_code
                              where ri.run_id = of_run and ri.item_id = of_item
                                and ((coalesce(own.id, ri.inventory_account_id) <> period_close.offset_account(
                                          of_offset_account, rc.offset_account_id, of_amount, ri.profit_account_id, ri.loss_account_id)) is not true
                                  or (of_offset_account is not null and given.id is null)))
                when of_amount > 0 then
                     (of_item in (select ri.item_id from period_close.run_item ri
                                   where ri.run_id = of_run and (ri.inventory_account_id <> ri.profit_account_id) is not true)) is true
                else (of_item in (select ri.item_id from period_close.run_item ri
                                   where ri.run_id = of_run and (ri.inventory_account_id <> ri.loss_account_id) is not true)) is true end
        -- It is never worth less than this: what is posted up to the posting date, and of what is posted later only the decreases.
        or (of_amount < 0
            and of_cost + of_amount + case when exists (
                select p.id
                  from period_close.posting_run r
                  join period_close.posting_run p on p.company_id = r.company_id and p.currency_layer = r.currency_layer
                 where r.id = of_run and p.status = 'POSTED') then coalesce((
                select sum(case when (s.run_id in (select p.id
                                                     from period_close.posting_run r
                                                     join period_close.posting_run p on p.posting_date > r.posting_date
                                                    where r.id = of_run)) is true then least(s.amount, 0) else s.amount end)
                  from period_close.settlement s
                 where s.item_id = of_item and s.inventory_transaction_id = of_transaction
                   and (s.run_id in (
                select p.id
                  from period_close.posting_run r
                  join period_close.posting_run p on p.company_id = r.company_id and p.currency_layer = r.currency_layer
                 where r.id = of_run and p.status = 'POSTED')) is true), 0) else 0 end < 0)
        or (of_computed_from is not null
            and exists (select from period_close.proposal p where p.journal_id = of_journal and p.from_value)
            and (of_cost + coalesce((
                select sum(s.amount)
                  from period_close.settlement s
                 where s.item_id = of_item and s.inventory_transaction_id = of_transaction
                   and (s.run_id in (
                select p.id
                  from period_close.posting_run r
                  join period_close.posting_run p on p.company_id = r.company_id and p.currency_layer = r.currency_layer
                 where r.id = of_run and p.status = 'POSTED')) is true), 0) <> of_computed_from
              or exists (select
                           from period_close.proposal p
                           join period_close.posting_run r on r.id = of_run
                           join period_close.item i on i.id = of_item
                          where p.journal_id = of_journal and p.method = 'ITEM_COST_PRICE'
                            and round(of_quantity * case r.currency_layer when 'ACCOUNTING' then i.cost_price else i.reporting_cost_price end, r.decimals)
                                is distinct from of_amount + of_computed_from)))
$$;
comment on function period_close.line_suspicion is
    'False: journal_fault has no row for a line; true: it must be asked. PostgreSQL puts it into the calling query, which has the line and its transaction already.';
--rollback drop function period_close.line_suspicion;

--changeset period-close:020-journal-fault splitStatements:false runOnChange:true
--comment: Every fault of every line of a journal, It serves before posting and again as a law.
drop function if exists period_close.journal_fault(bigint, bigint);
create or replace function period_close.journal_fault(of_run bigint, of_journal bigint,
    after_item integer default -2147483648, after_transaction bigint default -9223372036854775808,
    last_item integer default 2147483647, last_transaction bigint default 9223372036854775807)
returns table (ordinal integer, inventory_transaction_id bigint, transaction_id text, code text, message text, remedy text)
language sql stable parallel safe as $$
    -- Looked up once and for all, or a plan made while there were few runs would read all of them again for each line.
    with run as materialized (
        select * from period_close.posting_run where id = of_run and journal_id = of_journal
    ), posted as materialized (
        select p.id, p.posting_date, p.posting_date > run.posting_date as later
          from period_close.posting_run p
          join run on run.company_id = p.company_id and run.currency_layer = p.currency_layer
         where p.status = 'POSTED'
    ), later as materialized (
        select id, posting_date from posted where later
    ), computed as materialized (
        select method = 'ITEM_COST_PRICE' as by_item_price from period_close.proposal where journal_id = of_journal and from_value
    ), line as (
        select t.id, a.item_id, t.transaction_id, a.amount, c.computed_from, r.posting_date, r.currency, r.decimals, r.currency_layer,
               t.open, t.kind, t.financial_date, i.inventory_model, i.item_number, g.item_group, t.inventory_account,
               own.id as own_account_id,
               coalesce(own.id, ri.inventory_account_id) as inventory_account_id,
               period_close.offset_account(a.offset_account_id, rc.offset_account_id, a.amount, ri.profit_account_id, ri.loss_account_id) as offset_account_id,
               a.offset_account_id as offset_of_line,
               a.offset_account_id is not null or rc.offset_account_id is not null or ri.profit_item_code in ('JOURNAL', 'CHARGES_CODE') as offset_is_given,
               case when a.amount > 0 then 'PROFIT' else 'LOSS' end as offset_type,
               r.company_id,
               x.cost,
               -- One look-up by key for each line that needs it: right for a hundred lines and for a million, however large the table has grown.
               case when (a.amount < 0 or c.computed_from is not null) and exists (select from posted) then coalesce(
                         (select sum(s.amount)
                            from period_close.settlement s
                           where s.item_id = a.item_id and s.inventory_transaction_id = a.inventory_transaction_id
                             and (s.run_id in (select id from posted)) is true), 0)
                    else 0 end as settled,
               -- What is posted at later dates is rare; without it these two cost nothing.
               case when a.amount < 0 and exists (select from later) then coalesce(
                         (select sum(s.amount)
                            from period_close.settlement s
                           where s.item_id = a.item_id and s.inventory_transaction_id = a.inventory_transaction_id
                             and (s.run_id in (select id from later)) is true), 0)
                    else 0 end as settled_later,
               case when a.amount < 0 and exists (select from later) then least(0,
                         (select min(m.settled)
                            from (select sum(s.amount) over (order by l.posting_date) as settled
                                    from period_close.settlement s
                                    join later l on l.id = s.run_id
                                   where s.item_id = a.item_id and s.inventory_transaction_id = a.inventory_transaction_id) m))
                    else 0 end as lowest_later,
               c.computed_from is not null and (select by_item_price from computed)
                   and round(t.quantity * x.cost_price, r.decimals) is distinct from a.amount + c.computed_from as other_price,
               x.cost_price
          from run r
          join period_close.adjustment a on a.journal_id = of_journal
          join period_close.run_item ri on ri.run_id = of_run and ri.item_id = a.item_id
          join period_close.inventory_transaction t on t.id = a.inventory_transaction_id
          join period_close.item i on i.id = a.item_id
          join period_close.item_group g on g.id = ri.item_group_id
          left join period_close.main_account own on own.company_id = r.company_id and own.main_account = t.inventory_account
          left join period_close.run_charges_code rc on rc.run_id = of_run and rc.charges_code_id = a.charges_code_id
         cross join lateral (select case when exists (select from computed) then a.computed_from end as computed_from) c
         cross join lateral (select period_close.cost_in(t, r.currency_layer) as cost,
                                    case r.currency_layer when 'ACCOUNTING' then i.cost_price else i.reporting_cost_price end as cost_price) x
         where (a.item_id, a.inventory_transaction_id) > (after_item, after_transaction)
           and (a.item_id, a.inventory_transaction_id) <= (last_item, last_transaction)
    )
    select f.ordinal, l.id, l.transaction_id, f.code, f.message, f.remedy
      from (select *, cost + settled as value from line
             where not open
                or financial_date is null
                or kind <> 'RECEIPT'
                or inventory_model in ('MOVING_AVERAGE', 'STANDARD_COST')
                or posting_date < financial_date
                or cost is null
                or (amount < 0 and cost + settled - settled_later + lowest_later + amount < 0)
                or (computed_from is not null and (other_price or cost + settled <> computed_from))
                or inventory_account_id is null
                or (inventory_account is not null and own_account_id is null)
                or offset_account_id is null
                or inventory_account_id = offset_account_id
                or (offset_of_line is not null and not exists (
                       select from period_close.main_account m where m.id = offset_of_line and m.company_id = line.company_id))) l
      left join lateral (
           select min(w.value) as value,
                  (array_agg(w.day order by w.value, w.day))[1] as day,
                  min(w.day) filter (where w.day > w.last_bad) as good_from
             from (select d.day, l.cost + d.settled as value,
                          max(d.day) filter (where l.cost + d.settled + l.amount < 0) over () as last_bad
                     from period_close.settled_from(l.item_id, l.id, l.currency_layer, l.posting_date) d) w
           ) low on l.kind = 'RECEIPT' and l.amount < 0
     cross join lateral (values
           (1, 'TRANSACTION_NOT_OPEN', not l.open,
               format('transaction %s of item %s is not open', period_close.quoted(l.transaction_id), period_close.quoted(l.item_number)),
               'remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid'),
           (2, 'NOT_FINANCIALLY_UPDATED', l.financial_date is null,
               format('transaction %s of item %s is only physically updated', period_close.quoted(l.transaction_id), period_close.quoted(l.item_number)),
               'import it again with its financial date, or remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid'),
           (3, 'NOT_A_RECEIPT', l.kind <> 'RECEIPT',
               format('transaction %s of item %s is an issue', period_close.quoted(l.transaction_id), period_close.quoted(l.item_number)),
               'adjust the receipt that it was issued from, and remove its row from adjustments.csv and import again (a journal of adjust: adjust --again); issues change through recalculation and close'),
           (4, 'MODEL_NOT_ADJUSTABLE', l.inventory_model in ('MOVING_AVERAGE', 'STANDARD_COST'),
               format('item %s of transaction %s is valued by %s', period_close.quoted(l.item_number), period_close.quoted(l.transaction_id), l.inventory_model),
               'remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), and revalue it the way of its inventory model'),
           (5, 'BEFORE_TRANSACTION', l.posting_date < l.financial_date,
               format('posting date %s is before the financial date %s of transaction %s', l.posting_date, l.financial_date, period_close.quoted(l.transaction_id)),
               format('post with --posting-date %s or later', l.financial_date)),
           (6, 'VALUE_BELOW_ZERO', low.value + l.amount < 0,
               format('transaction %s of item %s is worth %s %s on %s and cannot lose %s',
                      period_close.quoted(l.transaction_id), period_close.quoted(l.item_number), low.value, l.currency, low.day, -l.amount),
               case when low.value > 0 then format('adjust it by no less than %s', -low.value) else 'remove its row from adjustments.csv and import again (a journal of adjust: adjust --again)' end
                   || coalesce(', or post the journal with --posting-date ' || low.good_from || ' or later', '')),
           (7, 'NO_ACCOUNT', l.inventory_account is null and l.inventory_account_id is null,
               format('item %s (group %s) has no INVENTORY account for transaction %s', period_close.quoted(l.item_number), period_close.quoted(l.item_group), period_close.quoted(l.transaction_id)),
               'add a posting profile for the item, its group or ALL, then run post again'),
           (8, 'NO_ACCOUNT', l.offset_account_id is null,
               format('item %s (group %s) has no %s account for transaction %s', period_close.quoted(l.item_number), period_close.quoted(l.item_group), l.offset_type, period_close.quoted(l.transaction_id)),
               'add a posting profile for the item, its group or ALL, then run post again'),
           (9, 'UNKNOWN_ACCOUNT', l.inventory_account is not null and l.own_account_id is null,
               format('inventory account %s of transaction %s is not a main account of the company', period_close.quoted(l.inventory_account), period_close.quoted(l.transaction_id)),
               'import it in main_accounts.csv or import the transaction with another account, then run post again'),
           (10, 'SAME_ACCOUNT', l.inventory_account_id = l.offset_account_id and (l.inventory_account is null or l.own_account_id is not null),
               format('transaction %s of item %s has its inventory account also as %s account', period_close.quoted(l.transaction_id), period_close.quoted(l.item_number),
                      case when l.offset_is_given then 'offset' else l.offset_type end),
               case when l.offset_is_given then 'give the line or its journal another offset account, then run post again'
                    else 'give the item, its group or ALL another account in posting_profiles.csv, then run post again' end),
           (11, 'UNKNOWN_ACCOUNT', l.offset_of_line is not null and not exists (
                   select from period_close.main_account m where m.id = l.offset_of_line and m.company_id = l.company_id),
               format('the offset account of the line of transaction %s is not a main account of the company', period_close.quoted(l.transaction_id)),
               'import the line again with a main account of the company as offset_account, then run post again'),
           (12, 'COST_MISSING', l.cost is null,
               format('transaction %s of item %s has no cost in the %s layer, so its value is not known', period_close.quoted(l.transaction_id), period_close.quoted(l.item_number), l.currency_layer),
               'import the transaction again with its reporting_cost_amount, or remove its row from adjustments.csv and import again (a journal of adjust: adjust --again), or post with --skip-invalid'),
           (13, 'PROPOSAL_OUTDATED', l.value <> l.computed_from,
               format('transaction %s of item %s was worth %s %s when its amount of %s was computed, and is worth %s %s now', period_close.quoted(l.transaction_id),
                      period_close.quoted(l.item_number), l.computed_from, l.currency, l.amount, l.value, l.currency),
               (select format('compute it again with adjust %s --again, then look at it and post it', period_close.journal_options(c.company, j.journal))
                  from period_close.adjustment_journal j join period_close.company c on c.id = j.company_id where j.id = of_journal)),
           (14, 'PROPOSAL_OUTDATED', l.other_price and l.value = l.computed_from,
               format('item %s of transaction %s had another cost price when its amount of %s was computed, and has %s now', period_close.quoted(l.item_number),
                      period_close.quoted(l.transaction_id), l.amount, coalesce('the cost price ' || trim_scale(l.cost_price) || ' ' || l.currency, 'no cost price')),
               (select format('compute it again with adjust %s --again, then look at it and post it', period_close.journal_options(c.company, j.journal))
                  from period_close.adjustment_journal j join period_close.company c on c.id = j.company_id where j.id = of_journal))
           ) f (ordinal, code, broken, message, remedy)
     where f.broken
       -- Nearly always there is nothing to find, and that is seen without most of the tables. Counted, because to look for the first would be to look up
       -- each; offset 0, because a condition that is dear must not decide in which order two large tables are joined.
       and (select count(*)
              from (select a.item_id, a.inventory_transaction_id, a.amount, a.computed_from, a.offset_account_id, a.charges_code_id,
                           t.kind, t.open, t.financial_date, t.quantity, period_close.cost_in(t, r.currency_layer) as cost, t.inventory_account
                      from period_close.posting_run r
                      join period_close.adjustment a on a.journal_id = of_journal
                      join period_close.inventory_transaction t on t.id = a.inventory_transaction_id
                     where r.id = of_run and r.journal_id = of_journal
                       and (a.item_id, a.inventory_transaction_id) > (after_item, after_transaction)
                       and (a.item_id, a.inventory_transaction_id) <= (last_item, last_transaction)
                    offset 0) l
             cross join lateral period_close.line_suspicion(
                   of_run, of_journal, l.item_id, l.inventory_transaction_id, l.amount, l.computed_from, l.offset_account_id, l.charges_code_id,
                   l.kind, l.open, l.financial_date, l.quantity, l.cost, l.inventory_account) s
             where s.suspect) > 0
$$;
comment on function period_close.journal_fault is 'Every fault of every line of the journal of a run in the range (after, last] of (item, transaction), as transactions and the run''s frozen accounts stand now; no row: all these lines can be posted.';
--rollback drop function period_close.journal_fault;

--changeset period-close:020-cancellation-fault splitStatements:false runOnChange:true
--comment: Every fault of every settlement that a cancellation would reverse: the value counts at each date.
drop function if exists period_close.cancellation_fault(bigint, bigint);
create or replace function period_close.cancellation_fault(of_run bigint, of_cancelled bigint,
    after_item integer default -2147483648, after_transaction bigint default -9223372036854775808,
    last_item integer default 2147483647, last_transaction bigint default 9223372036854775807)
returns table (ordinal integer, inventory_transaction_id bigint, transaction_id text, code text, message text, remedy text)
language sql stable parallel safe as $$
    -- All parts of a transaction are reversed together.
    with reversed as (
        select item_id, inventory_transaction_id, sum(amount) as amount
          from period_close.settlement
         where run_id = of_cancelled
           and (item_id, inventory_transaction_id) > (after_item, after_transaction)
           and (item_id, inventory_transaction_id) <= (last_item, last_transaction)
         group by item_id, inventory_transaction_id
    ), settled as (
        select s.item_id, s.inventory_transaction_id, sum(o.amount) as amount,
               coalesce(sum(o.amount) filter (where o.posting_date > r.posting_date), 0) as later
          from period_close.posting_run r
          join reversed s on s.amount > 0
          join period_close.posted_settlement o on o.item_id = s.item_id and o.inventory_transaction_id = s.inventory_transaction_id
                                               and o.currency_layer = r.currency_layer
         where r.id = of_run
         group by s.item_id, s.inventory_transaction_id
    ), later as materialized (
        select p.id, p.posting_date
          from period_close.posting_run r
          join period_close.posting_run p on p.company_id = r.company_id and p.currency_layer = r.currency_layer
         where r.id = of_run and p.status = 'POSTED' and p.posting_date > r.posting_date
    ), line as (
        select t.id, t.transaction_id, t.open, t.kind, i.item_number, r.currency, r.currency_layer, r.posting_date, s.item_id, s.amount,
               period_close.cost_in(t, r.currency_layer) as cost,
               b.amount - b.later
                   + case when exists (select from later) then least(0,
                         (select min(m.settled)
                            from (select sum(o.amount) over (order by l.posting_date) as settled
                                    from period_close.settlement o
                                    join later l on l.id = o.run_id
                                   where o.item_id = s.item_id and o.inventory_transaction_id = s.inventory_transaction_id) m))
                     else 0 end as lowest
          from period_close.posting_run r
         cross join reversed s
          join period_close.inventory_transaction t on t.id = s.inventory_transaction_id
          join period_close.item i on i.id = s.item_id
          left join settled b on b.item_id = s.item_id and b.inventory_transaction_id = s.inventory_transaction_id
         where r.id = of_run
    )
    select f.ordinal, l.id, l.transaction_id, f.code, f.message, f.remedy
      from (select * from line where not open or (kind = 'RECEIPT' and amount > 0 and cost + lowest < amount)) l
      left join lateral (
           select min(w.value) as value,
                  (array_agg(w.day order by w.value, w.day))[1] as day,
                  min(w.day) filter (where w.day > w.last_bad) as good_from
             from (select d.day, l.cost + d.settled as value,
                          max(d.day) filter (where l.cost + d.settled < l.amount) over () as last_bad
                     from period_close.settled_from(l.item_id, l.id, l.currency_layer, l.posting_date) d) w
           ) low on l.kind = 'RECEIPT' and l.amount > 0
     cross join lateral (values
           (1, 'TRANSACTION_NOT_OPEN', not l.open,
               format('transaction %s of item %s is not open', period_close.quoted(l.transaction_id), period_close.quoted(l.item_number)),
               'cancel first what closed it: its value has gone on to what was issued from it'),
           (2, 'VALUE_BELOW_ZERO', low.value < l.amount,
               format('transaction %s of item %s is worth %s %s on %s and cannot lose %s', period_close.quoted(l.transaction_id), period_close.quoted(l.item_number), low.value, l.currency,
                      low.day, l.amount),
               coalesce('cancel it with --posting-date ' || low.good_from || ' or later', 'cancel first what has lowered it since'))
           ) f (ordinal, code, broken, message, remedy)
     where f.broken
$$;
comment on function period_close.cancellation_fault is
    'Every fault of every settlement of a run that a cancellation would take back, in the range (after, last] of (item, transaction), as transactions stand now; no row: all these can be taken back.';
--rollback drop function period_close.cancellation_fault;

--changeset period-close:020-inventory-value splitStatements:false
--comment: A transaction without a cost in the reporting currency has no value there; it is not worth zero.
create or replace view period_close_view.inventory_value as
select c.company,
       t.transaction_id,
       i.item_number,
       g.item_group,
       t.kind,
       t.quantity,
       t.financial_date,
       t.open,
       l.currency_layer,
       l.currency,
       l.cost,
       coalesce(s.settled, 0) as settled,
       l.cost + coalesce(s.settled, 0) as value
  from period_close.inventory_transaction t
  join period_close.company c on c.id = t.company_id
  join period_close.item i on i.id = t.item_id
  join period_close.item_group g on g.id = i.item_group_id
 cross join lateral (
       values ('ACCOUNTING', c.accounting_currency, t.cost_amount),
              ('REPORTING', c.reporting_currency, t.reporting_cost_amount)
       ) l (currency_layer, currency, cost)
  left join lateral (
       select sum(s.amount) as settled
         from period_close.settlement s
         join period_close.posting_run r on r.id = s.run_id and r.status = 'POSTED' and r.currency_layer = l.currency_layer
        where s.item_id = t.item_id and s.inventory_transaction_id = t.id
       ) s on true
 where l.currency is not null;
comment on column period_close_view.inventory_value.cost is 'As the ERP posted it, in the currency of the layer; null: the ERP gave none in the reporting currency.';
comment on column period_close_view.inventory_value.value is 'What the transaction is worth now: cost + settled; null: not known, because there is no cost.';
--rollback empty
