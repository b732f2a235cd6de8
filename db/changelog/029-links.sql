--liquibase formatted sql

--changeset period-close:029-links splitStatements:false
--comment: What a recalculation or close needs to know of costs that flow from one cost object to another, and what it finds of circles.
alter table period_close.run_item add column selected boolean not null default true;
comment on column period_close.run_item.selected is 'Its transactions take part; of others only what is carried to them or written off.';
alter table period_close.posting_run add column linked boolean not null default false;
alter table period_close.run_partition add column circles bigint not null default 0;
comment on column period_close.run_partition.circles is 'How many circles were found in it.';
comment on column period_close.posting_run.linked is 'The company has cost flows or returns, so that cost objects depend on each other.';

alter table period_close.carry_over add column open_value numeric;
comment on column period_close.carry_over.open_value is
    'What is open of a layer by what closes keep, without matches that only adjust; null: its value without what it has handed out.';

create table period_close.run_component (
    run_id           bigint not null references period_close.posting_run on update cascade on delete cascade,
    cost_object_id   integer not null,
    leader_item_id   integer not null,
    leader_object_id integer not null,
    primary key (run_id, cost_object_id)
);
comment on table period_close.run_component is 'The cost objects that flows and returns connect are valued together: each has the first of them as its leader. Others are not here.';
comment on column period_close.run_component.leader_object_id is 'A run goes through components in the order of the items and cost objects that lead them.';

create table period_close.run_left_out (
    run_id                   bigint not null references period_close.posting_run on update cascade on delete cascade,
    inventory_transaction_id bigint not null,
    primary key (run_id, inventory_transaction_id)
);
comment on table period_close.run_left_out is 'Transactions of internal transfers that a run leaves out.';

create table period_close.circle (
    run_id    bigint not null,
    circle_id bigint not null,
    member_id bigint not null,
    solved    boolean not null,
    primary key (run_id, circle_id, member_id)
);
comment on table period_close.circle is 'Costs that depend on themselves, as of a close: transactions and made layers.';
comment on column period_close.circle.circle_id is 'The lowest of the ids of its members.';
comment on column period_close.circle.member_id is 'Of an inventory transaction or of a made layer.';
comment on column period_close.circle.solved is 'False: it is closed, and what was carried inside it stays as it was.';

create table period_close.circle_remainder (
    item_id       integer not null,
    issue_id      bigint not null,
    layer_id      bigint not null,
    run_id        bigint not null,
    from_quantity numeric not null,
    written_off   boolean not null,
    passed_on     boolean not null,
    settled       boolean not null,
    units         numeric not null,
    primary key (item_id, issue_id, layer_id, run_id, from_quantity, written_off, passed_on, settled)
);
comment on table period_close.circle_remainder is
    'What the amount of a match has besides its quantity''s share: the difference between what a layer of a circle took in and what it handed out.';
comment on column period_close.circle_remainder.issue_id is 'The issue, or the made layer, that the layer gives the units.';
comment on column period_close.circle_remainder.from_quantity is 'With layer and issue it names the match, of this run or of an earlier one.';
comment on column period_close.circle_remainder.written_off is 'The issue is one of a flow of the circle, and its flow does not pass them on.';
comment on column period_close.circle_remainder.passed_on is 'The issue is not in the circle: its links pass them on as a part of its cost.';
comment on column period_close.circle_remainder.settled is 'False: of a match that only adjusts, which the next run makes anew.';
comment on column period_close.circle_remainder.units is 'Amount, positive: the layer gives more; negative also where a later close takes units back.';

create trigger append_only before update or delete or truncate on period_close.circle
    for each statement execute function period_close.refuse_change();
create trigger append_only before update or delete or truncate on period_close.circle_remainder
    for each statement execute function period_close.refuse_change();
--rollback drop table period_close.circle_remainder;
--rollback drop table period_close.circle;
--rollback drop table period_close.run_left_out;
--rollback drop table period_close.run_component;
--rollback alter table period_close.carry_over drop column open_value;
--rollback alter table period_close.run_partition drop column circles;
--rollback alter table period_close.posting_run drop column linked;
--rollback alter table period_close.run_item drop column selected;

--changeset period-close:029-posted-facts splitStatements:false
--comment: What a manifest says of a run, also of the links that it has looked at.
create function period_close.posted_facts(of_run bigint) returns jsonb language sql stable parallel safe as $$
    select period_close.manifest_facts(of_run)
           || case when r.type not in ('RECALCULATION', 'CLOSE') then '{}' else jsonb_build_object(
               'linked', r.linked,
               'itemsNotSelected', (select period_close.sha256_of(string_agg(i.item_id::text, chr(10) order by i.item_id))
                                      from period_close.run_item i
                                     where i.run_id = r.id and not i.selected),
               'transfersLeftOut', (select period_close.sha256_of(string_agg(o.inventory_transaction_id::text, chr(10) order by o.inventory_transaction_id))
                                      from period_close.run_left_out o
                                     where o.run_id = r.id),
               'circleMembers', (select period_close.sha256_of(string_agg(row(k.circle_id, k.member_id, k.solved)::text, chr(10)
                                                                          order by k.circle_id, k.member_id))
                                   from period_close.circle k
                                  where k.run_id = r.id),
               'circleRemainders', (select period_close.sha256_of(string_agg(
                                               row(u.item_id, u.issue_id, u.layer_id, trim_scale(u.from_quantity), u.written_off, u.passed_on, u.settled, u.units)::text, chr(10)
                                               order by u.item_id, u.issue_id, u.layer_id, u.from_quantity, u.written_off, u.passed_on, u.settled))
                                      from period_close.circle_remainder u
                                     where u.run_id = r.id)) end
      from period_close.posting_run r
     where r.id = of_run
$$;
comment on function period_close.posted_facts is
    'What the books say of a run now; null: there is no such run. A manifest keeps what they said when it was posted.';
--rollback drop function period_close.posted_facts(bigint);
