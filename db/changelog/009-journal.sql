--liquibase formatted sql

--changeset period-close:009-inventory-close splitStatements:false
--comment: Up to when inventory is closed, in each currency layer.
create table period_close.inventory_close (
    company_id     integer not null references period_close.company,
    currency_layer text not null check (currency_layer in ('ACCOUNTING', 'REPORTING')),
    closed_on      date not null,
    active         boolean not null default true,
    primary key (company_id, currency_layer, closed_on)
);
comment on table period_close.inventory_close is 'Inventory closes; nothing is posted on or before the last active one.';
--rollback drop table period_close.inventory_close;

--changeset period-close:009-journal-item splitStatements:false runOnChange:true
--comment: What the set-up says of each item of a journal.
create or replace function period_close.journal_item(of_journal bigint)
returns table (item_id integer, item_group_id integer,
               inventory_account_id integer, inventory_item_code text,
               profit_account_id integer, profit_item_code text,
               loss_account_id integer, loss_item_code text)
language sql stable as $$
    with given as materialized (
        select coalesce(j.offset_account_id, code.offset_account_id) as account,
               case when j.offset_account_id is not null then 'JOURNAL' when j.charges_code_id is not null then 'CHARGES_CODE' end as rule
          from period_close.adjustment_journal j
          left join period_close.charges_code code on code.id = j.charges_code_id
         where j.id = of_journal
    )
    select a.item_id, a.item_group_id,
           a.inventory_account_id, a.inventory_item_code,
           coalesce(given.account, a.profit_account_id), coalesce(given.rule, a.profit_item_code),
           coalesce(given.account, a.loss_account_id), coalesce(given.rule, a.loss_item_code)
      from given
     cross join (select i.id as item_id, i.item_group_id,
                        max(p.main_account_id) filter (where p.account_type = 'INVENTORY') as inventory_account_id,
                        max(p.item_code)       filter (where p.account_type = 'INVENTORY') as inventory_item_code,
                        max(p.main_account_id) filter (where p.account_type = 'PROFIT') as profit_account_id,
                        max(p.item_code)       filter (where p.account_type = 'PROFIT') as profit_item_code,
                        max(p.main_account_id) filter (where p.account_type = 'LOSS') as loss_account_id,
                        max(p.item_code)       filter (where p.account_type = 'LOSS') as loss_item_code
                   from (select distinct item_id from period_close.adjustment where journal_id = of_journal) of_lines
                   join period_close.item i on i.id = of_lines.item_id
                   join period_close.item_account p on p.item_id = i.id and p.account_type in ('INVENTORY', 'PROFIT', 'LOSS')
                  group by i.id) a
$$;
comment on function period_close.journal_item is 'For each item of a journal its group and, for each account type, the account (null: none) and the rule that gives it (JOURNAL, CHARGES_CODE, TABLE, GROUP, ALL), as the set-up stands now.';
--rollback drop function period_close.journal_item;

--changeset period-close:009-journal-fault splitStatements:false runOnChange:true
--comment: Every fault of every line of a journal. The same check serves before posting and again as a law before the voucher is made.
create or replace function period_close.journal_fault(of_run bigint, of_journal bigint)
returns table (ordinal integer, inventory_transaction_id bigint, transaction_id text, code text, message text, remedy text)
language sql stable as $$
    -- Looked up once and for all, or a plan made while there were few runs would read all of them again for each line.
    with run as materialized (
        select * from period_close.posting_run where id = of_run and journal_id = of_journal
    ), earlier as materialized (
        select p.id from period_close.posting_run p join run on run.currency_layer = p.currency_layer where p.status = 'POSTED'
    ), line as (
        select t.id, t.transaction_id, a.amount, r.posting_date, r.currency, r.currency_layer,
               t.open, t.kind, t.financial_date, i.inventory_model, i.item_number, g.item_group, t.inventory_account,
               own.id as own_account_id,
               coalesce(own.id, ri.inventory_account_id) as inventory_account_id,
               coalesce(a.offset_account_id, rc.offset_account_id,
                        case when a.amount > 0 then ri.profit_account_id else ri.loss_account_id end) as offset_account_id,
               a.offset_account_id as offset_of_line,
               a.offset_account_id is not null or rc.offset_account_id is not null or ri.profit_item_code in ('JOURNAL', 'CHARGES_CODE') as offset_is_given,
               case when a.amount > 0 then 'PROFIT' else 'LOSS' end as offset_type,
               r.company_id,
               case r.currency_layer when 'ACCOUNTING' then t.cost_amount else coalesce(t.reporting_cost_amount, 0) end
                   -- One look-up by key for each decrease: right for a hundred lines and for a million, however large the table has grown.
                   + case when a.amount < 0 then coalesce(
                         (select sum(s.amount)
                            from period_close.settlement s
                           where s.item_id = a.item_id and s.inventory_transaction_id = a.inventory_transaction_id
                             and (s.run_id in (select id from earlier)) is true), 0)
                     else 0 end as value
          from run r
          join period_close.adjustment a on a.journal_id = of_journal
          join period_close.run_item ri on ri.run_id = of_run and ri.item_id = a.item_id
          join period_close.inventory_transaction t on t.id = a.inventory_transaction_id
          join period_close.item i on i.id = a.item_id
          join period_close.item_group g on g.id = ri.item_group_id
          left join period_close.main_account own on own.company_id = r.company_id and own.main_account = t.inventory_account
          left join period_close.run_charges_code rc on rc.run_id = of_run and rc.charges_code_id = a.charges_code_id
    )
    select f.ordinal, l.id, l.transaction_id, f.code, f.message, f.remedy
      from (select * from line
             where not open
                or financial_date is null
                or kind <> 'RECEIPT'
                or inventory_model in ('MOVING_AVERAGE', 'STANDARD_COST')
                or posting_date < financial_date
                or (amount < 0 and value + amount < 0)
                or inventory_account_id is null
                or (inventory_account is not null and own_account_id is null)
                or offset_account_id is null
                or inventory_account_id = offset_account_id
                or (offset_of_line is not null and not exists (
                       select from period_close.main_account m where m.id = offset_of_line and m.company_id = line.company_id))) l
     cross join lateral (values
           (1, 'TRANSACTION_NOT_OPEN', not l.open,
               format('transaction %s of item %s is not open', l.transaction_id, l.item_number),
               'take the line out of the journal, or post with --skip-invalid'),
           (2, 'NOT_FINANCIALLY_UPDATED', l.financial_date is null,
               format('transaction %s of item %s is only physically updated', l.transaction_id, l.item_number),
               'take the line out of the journal until its invoice is posted, or post with --skip-invalid'),
           (3, 'NOT_A_RECEIPT', l.kind <> 'RECEIPT',
               format('transaction %s of item %s is an issue', l.transaction_id, l.item_number),
               'adjust the receipt that it was issued from; issues change through recalculation and close'),
           (4, 'MODEL_NOT_ADJUSTABLE', l.inventory_model in ('MOVING_AVERAGE', 'STANDARD_COST'),
               format('item %s of transaction %s is valued by %s', l.item_number, l.transaction_id, l.inventory_model),
               'revalue it the way of its inventory model and take the line out of the journal'),
           (5, 'BEFORE_TRANSACTION', l.posting_date < l.financial_date,
               format('posting date %s is before the financial date %s of transaction %s', l.posting_date, l.financial_date, l.transaction_id),
               format('post with --posting-date %s or later', l.financial_date)),
           (6, 'VALUE_BELOW_ZERO', l.kind = 'RECEIPT' and l.amount < 0 and l.value + l.amount < 0,
               format('transaction %s of item %s is worth %s %s and cannot lose %s', l.transaction_id, l.item_number, l.value, l.currency, -l.amount),
               format('adjust it by no less than %s', -l.value)),
           (7, 'NO_ACCOUNT', l.inventory_account is null and l.inventory_account_id is null,
               format('item %s (group %s) has no INVENTORY account for transaction %s', l.item_number, l.item_group, l.transaction_id),
               'add a posting profile for the item, its group or ALL, then run post again'),
           (8, 'NO_ACCOUNT', l.offset_account_id is null,
               format('item %s (group %s) has no %s account for transaction %s', l.item_number, l.item_group, l.offset_type, l.transaction_id),
               'add a posting profile for the item, its group or ALL, then run post again'),
           (9, 'UNKNOWN_ACCOUNT', l.inventory_account is not null and l.own_account_id is null,
               format('inventory account %s of transaction %s is not a main account of the company', l.inventory_account, l.transaction_id),
               'import it in main_accounts.csv, then run post again'),
           (10, 'SAME_ACCOUNT', l.inventory_account_id = l.offset_account_id and (l.inventory_account is null or l.own_account_id is not null),
               format('transaction %s of item %s has its inventory account also as %s account', l.transaction_id, l.item_number,
                      case when l.offset_is_given then 'offset' else l.offset_type end),
               case when l.offset_is_given then 'give the line or its journal another offset account, then run post again'
                    else 'give the item, its group or ALL another account in posting_profiles.csv, then run post again' end),
           (11, 'UNKNOWN_ACCOUNT', l.offset_of_line is not null and not exists (
                   select from period_close.main_account m where m.id = l.offset_of_line and m.company_id = l.company_id),
               format('the offset account of the line of transaction %s is not a main account of the company', l.transaction_id),
               'import the line again with a main account of the company as offset_account, then run post again')
           ) f (ordinal, code, broken, message, remedy)
     where f.broken
$$;
comment on function period_close.journal_fault is 'Every fault of every line of the journal of a run, as transactions and the run''s frozen accounts stand now; no row: all lines can be posted.';
--rollback drop function period_close.journal_fault;

--changeset period-close:009-run-at-work splitStatements:false runOnChange:true
--comment: Whether some process is at work on an unfinished run, or it was interrupted.
create or replace function period_close.is_at_work(of_company integer, of_layer text) returns boolean language sql stable as $$
    select exists (select from pg_locks
                    where locktype = 'advisory'
                      and database = (select oid from pg_database where datname = current_database())
                      and classid = 1346587727
                      and objid = of_company * 2 + case of_layer when 'ACCOUNTING' then 0 else 1 end
                      and objsubid = 2 and granted)
$$;
comment on function period_close.is_at_work is
    'Whether a session holds the lock of a company and currency layer; its two keys are those that posting takes (class 1346587727).';
--rollback drop function period_close.is_at_work;
