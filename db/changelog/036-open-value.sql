--liquibase formatted sql

--changeset period-close:036-carried-over splitStatements:false
--comment: What is open of a layer for on-hand adjustments is what the close says that it left open.
create or replace view period_close.carried_over as
select c.run_id, c.item_id, c.cost_object_id, c.id, c.layer, c.quantity, case when n.id is null then c.matched else c.quantity end as matched,
       c.value, case when n.id is null then c.handed else c.value end as handed, c.posted,
       case when not c.layer then null when n.id is null then coalesce(c.open_value, c.value - c.handed) else 0 end as open_value
  from period_close.carry_over c
  left join period_close.on_hand_layer n on n.close_run_id = c.run_id and n.source_id = c.id
union all
select l.close_run_id, l.item_id, l.cost_object_id, l.id, true, l.quantity, case when n.id is null then 0 else l.quantity end,
       l.value, case when n.id is null then 0 else l.value end, 0, case when n.id is null then l.value else 0 end
  from period_close.on_hand_layer l
  left join period_close.on_hand_layer n on n.close_run_id = l.close_run_id and n.source_id = l.id;
comment on column period_close.carried_over.open_value is
    'What is open of a layer by what closes keep, without matches that only adjust; null: an issue.';
--rollback drop view period_close.carried_over;
--rollback create view period_close.carried_over as
--rollback select c.run_id, c.item_id, c.cost_object_id, c.id, c.layer, c.quantity, case when n.id is null then c.matched else c.quantity end as matched,
--rollback        c.value, case when n.id is null then c.handed else c.value end as handed, c.posted
--rollback   from period_close.carry_over c
--rollback   left join period_close.on_hand_layer n on n.close_run_id = c.run_id and n.source_id = c.id
--rollback union all
--rollback select l.close_run_id, l.item_id, l.cost_object_id, l.id, true, l.quantity, case when n.id is null then 0 else l.quantity end,
--rollback        l.value, case when n.id is null then 0 else l.value end, 0
--rollback   from period_close.on_hand_layer l
--rollback   left join period_close.on_hand_layer n on n.close_run_id = l.close_run_id and n.source_id = l.id;
--rollback comment on view period_close.carried_over is
--rollback     'What is open after a close and the on-hand adjustments of it: carry_over, where an on-hand layer has taken the open part of its source.';

--changeset period-close:036-on-hand-line splitStatements:false runOnChange:true
--comment: The value of a line over an open layer is what the close says that it left open.
create or replace function period_close.on_hand_line(of_run bigint, of_journal bigint, after_item integer, after_layer bigint, last_item integer, last_layer bigint)
returns table (item_id integer, layer_id bigint, amount numeric, computed_from numeric, root_id bigint, date date, source text, label text, cost_object_id integer,
               object text, item_group_id integer, from_quantity numeric, quantity numeric, value numeric, account text, own_account_id integer,
               inventory_account_id integer, offset_account_id integer, offset_of_line integer, charges_code_id integer, is_open boolean)
language sql stable parallel safe as $$
    select a.item_id, a.inventory_transaction_id, a.amount, a.computed_from, k.root_id, k.date,
           coalesce(t.transaction_id, period_close.layer_label(l, of_run)), '~:' || coalesce(root.transaction_id, k.date::text), o.id,
           concat_ws(chr(31), i.item_number, coalesce(o.site, ''), coalesce(o.warehouse, ''), coalesce(o.batch_number, ''), coalesce(o.serial_number, '')),
           ri.item_group_id, coalesce(c.matched, 0), coalesce(c.quantity - c.matched, l.quantity), coalesce(c.open_value, c.value - c.handed, made.value),
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
--rollback create or replace function period_close.on_hand_line(of_run bigint, of_journal bigint, after_item integer, after_layer bigint, last_item integer, last_layer bigint)
--rollback returns table (item_id integer, layer_id bigint, amount numeric, computed_from numeric, root_id bigint, date date, source text, label text, cost_object_id integer,
--rollback                object text, item_group_id integer, from_quantity numeric, quantity numeric, value numeric, account text, own_account_id integer,
--rollback                inventory_account_id integer, offset_account_id integer, offset_of_line integer, charges_code_id integer, is_open boolean)
--rollback language sql stable parallel safe as $$
--rollback     select a.item_id, a.inventory_transaction_id, a.amount, a.computed_from, k.root_id, k.date,
--rollback            coalesce(t.transaction_id, period_close.layer_label(l, of_run)), '~:' || coalesce(root.transaction_id, k.date::text), o.id,
--rollback            concat_ws(chr(31), i.item_number, coalesce(o.site, ''), coalesce(o.warehouse, ''), coalesce(o.batch_number, ''), coalesce(o.serial_number, '')),
--rollback            ri.item_group_id, coalesce(c.matched, 0), coalesce(c.quantity - c.matched, l.quantity), coalesce(c.value - c.handed, made.value),
--rollback            k.account, own.id, coalesce(own.id, ri.inventory_account_id),
--rollback            period_close.offset_account(a.offset_account_id, rc.offset_account_id, a.amount, ri.profit_account_id, ri.loss_account_id),
--rollback            a.offset_account_id, a.charges_code_id,
--rollback            not exists (select from period_close.on_hand_layer n where n.source_id = a.inventory_transaction_id and n.close_run_id = j.close_run_id)
--rollback                and (c.id is not null or exists (select from period_close.on_hand_layer n where n.id = a.inventory_transaction_id))
--rollback       from period_close.posting_run r
--rollback       join period_close.adjustment_journal j on j.id = of_journal
--rollback       join period_close.adjustment a on a.journal_id = j.id
--rollback       join period_close.run_item ri on ri.run_id = r.id and ri.item_id = a.item_id
--rollback       join period_close.item i on i.id = a.item_id
--rollback       left join period_close.inventory_transaction t on t.id = a.inventory_transaction_id
--rollback       left join period_close.cost_layer l on l.id = a.inventory_transaction_id
--rollback       left join period_close.carry_over c on c.run_id = j.close_run_id and c.item_id = a.item_id
--rollback                                          and c.cost_object_id = coalesce(t.cost_object_id, l.cost_object_id) and c.id = a.inventory_transaction_id and c.layer
--rollback       join period_close.cost_object o on o.id = coalesce(t.cost_object_id, l.cost_object_id)
--rollback      cross join lateral (select coalesce(l.root_id, a.inventory_transaction_id) as root_id, coalesce(l.date, period_close.takes_part(t)) as date,
--rollback                                 case when t.id is null then period_close.layer_account(l.id) else t.inventory_account end as account) k
--rollback       left join period_close.inventory_transaction root on root.id = k.root_id
--rollback       left join lateral (select (select sum(m.amount) from period_close.match m where m.item_id = l.item_id and m.issue_id = l.id and m.run_id = l.run_id)
--rollback                                 + (select sum(s.amount) from period_close.settlement s
--rollback                                     where s.item_id = l.item_id and s.inventory_transaction_id = l.id and s.run_id = l.run_id) as value
--rollback                           where c.id is null) made on true
--rollback       left join period_close.main_account own on own.company_id = r.company_id and own.main_account = k.account
--rollback       left join period_close.run_charges_code rc on rc.run_id = r.id and rc.charges_code_id = a.charges_code_id
--rollback      where r.id = of_run
--rollback        and (a.item_id, a.inventory_transaction_id) > (after_item, after_layer)
--rollback        and (a.item_id, a.inventory_transaction_id) <= (last_item, last_layer)
--rollback $$;
