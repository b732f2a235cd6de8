package org.periodclose.closing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.periodclose.run.QueryPlans;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a run keeps of the links between cost objects: which are valued together, which transfers it leaves out, and the circles after it. */
final class Components {
    /** Flows of one cost object with equal quantities and costs in and out, of which no active close has matched anything. */
    static final String LEFT_OUT_FLOWS = """
            select t.cost_flow_id
              from inventory_transaction t
              join company c on c.id = t.company_id and c.pre_close_internal_transfers
             where t.company_id = :company and t.cost_flow_id is not null
             group by t.cost_flow_id
            having min(t.cost_object_id) = max(t.cost_object_id) and count(distinct t.kind) = 2
               and sum(t.quantity) = 0 and coalesce(sum(cost_in(t, :layer)) = 0, false)
               and not exists (select from inventory_transaction l
                                cross join lateral (select run_id from match where item_id = l.item_id and issue_id = l.id and settled
                                                    union all
                                                    select run_id from match where item_id = l.item_id and layer_id = l.id and settled) m
                                 join active_run r on r.id = m.run_id and r.type = 'CLOSE' and r.currency_layer = :layer
                                where l.cost_flow_id = t.cost_flow_id)
            """;

    private static final String LEFT_OUT = """
            insert into run_left_out (run_id, inventory_transaction_id)
            select :run, t.id
              from (
            """ + LEFT_OUT_FLOWS + """
                   ) f
              join inventory_transaction t on t.cost_flow_id = f.cost_flow_id
            """;

    /** All cost objects of a link are valued together, also where what is between them is not of the run; each with the first of them. */
    private static final String EDGES = """
            select * from (
                select distinct first_value(item_id) over link as from_item, first_value(cost_object_id) over link as from_object,
                       item_id as to_item, cost_object_id as to_object
                  from (select true as flow, t.cost_flow_id::bigint as link, t.item_id, t.cost_object_id
                          from inventory_transaction t
                         where t.company_id = :company and t.cost_flow_id is not null
                        union
                        select false, s.id, t.item_id, t.cost_object_id
                          from inventory_transaction r
                          join inventory_transaction s on s.company_id = r.company_id and s.transaction_id = r.return_of
                         cross join lateral (values (r.item_id, r.cost_object_id), (s.item_id, s.cost_object_id)) t (item_id, cost_object_id)
                         where r.company_id = :company and r.return_of is not null) leg
                 where item_id in (select item_id from run_item where run_id = :run)
                window link as (partition by flow, link order by item_id, cost_object_id)) edge
             where from_object <> to_object
            """;

    private final Frozen frozen;
    private final JdbcClient jdbc;

    private record Node(int item, int object) {}

    private record Edge(int fromItem, int fromObject, int toItem, int toObject) {}

    Components(Frozen frozen, JdbcClient jdbc) {
        this.frozen = frozen;
        this.jdbc = jdbc;
    }

    /** When the run is prepared. */
    void keep() {
        jdbc.sql(LEFT_OUT)
                .param("run", frozen.run())
                .param("company", frozen.books().companyId())
                .param("layer", frozen.books().layer().name())
                .update();
        Map<Node, Node> leaders = new HashMap<>();
        jdbc.sql(EDGES)
                .param("run", frozen.run())
                .param("company", frozen.books().companyId())
                .query(Edge.class)
                .list()
                .forEach(edge -> connect(
                        leaders,
                        new Node(edge.fromItem(), edge.fromObject()),
                        new Node(edge.toItem(), edge.toObject())));
        insert(leaders);
        QueryPlans.refreshStatistics(jdbc, "run_left_out");
        QueryPlans.refreshStatistics(jdbc, "run_component");
    }

    private static void connect(Map<Node, Node> leaders, Node one, Node other) {
        Node leader = leader(leaders, one);
        Node second = leader(leaders, other);
        boolean inOrder = Comparator.comparingInt(Node::item)
                        .thenComparingInt(Node::object)
                        .compare(leader, second)
                <= 0;
        leaders.put(inOrder ? second : leader, inOrder ? leader : second);
    }

    private static Node leader(Map<Node, Node> leaders, Node node) {
        Node leader = leaders.computeIfAbsent(node, itself -> itself);
        while (!Objects.equals(leaders.get(leader), leader)) {
            leader = Objects.requireNonNull(leaders.get(leader));
        }
        leaders.put(node, leader);
        return leader;
    }

    private void insert(Map<Node, Node> leaders) {
        List<Integer> objects = new ArrayList<>();
        List<Integer> leaderItems = new ArrayList<>();
        List<Integer> leaderObjects = new ArrayList<>();
        for (Node node : List.copyOf(leaders.keySet())) {
            Node leader = leader(leaders, node);
            objects.add(node.object());
            leaderItems.add(leader.item());
            leaderObjects.add(leader.object());
        }
        jdbc.sql("""
                        insert into run_component (run_id, cost_object_id, leader_item_id, leader_object_id)
                        select :run, o.object, o.item, o.leader
                          from unnest(:objects::integer[], :leaderItems::integer[], :leaderObjects::integer[]) o (object, item, leader)
                        """)
                .param("run", frozen.run())
                .param("objects", objects.toArray(Integer[]::new))
                .param("leaderItems", leaderItems.toArray(Integer[]::new))
                .param("leaderObjects", leaderObjects.toArray(Integer[]::new))
                .update();
    }

    /**
     * The circles of the last close of which nothing is open are still there, but for those that this one has found again; others it has looked at.
     *
     * @return how many circles there are
     */
    long keepCircles() {
        jdbc.sql("""
                        insert into circle (run_id, circle_id, member_id, solved)
                        select :run, k.circle_id, k.member_id, k.solved
                          from circle k
                         where k.run_id = :last
                           and not exists (select from circle o
                                             join circle n on n.run_id = :run and n.member_id = o.member_id
                                            where o.run_id = k.run_id and o.circle_id = k.circle_id)
                           and not exists (select from circle o
                                             left join inventory_transaction t on t.id = o.member_id
                                            where o.run_id = k.run_id and o.circle_id = k.circle_id
                                              and (exists (select from carry_over c where c.run_id = k.run_id and c.id = o.member_id)
                                                   or t.id is not null and (takes_part(t) <= :lastDate) is not true))
                        on conflict do nothing
                        """)
                .param("run", frozen.run())
                .param("last", frozen.last().run())
                .param("lastDate", frozen.last().date())
                .update();
        return jdbc.sql("""
                        update posting_run set circles = (select count(distinct circle_id) from circle where run_id = :run) where id = :run returning circles
                        """).param("run", frozen.run()).query(Long.class).single();
    }
}
