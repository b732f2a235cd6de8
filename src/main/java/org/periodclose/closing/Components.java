package org.periodclose.closing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                                 join match m on m.item_id = l.item_id and (m.issue_id = l.id or m.layer_id = l.id) and m.settled
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

    private static final String EDGES = """
            select distinct i.item_id as from_item, i.cost_object_id as from_object, r.item_id as to_item, r.cost_object_id as to_object
              from inventory_transaction i
              join inventory_transaction r on r.cost_flow_id = i.cost_flow_id and r.kind = 'RECEIPT'
              join run_item a on a.run_id = :run and a.item_id = i.item_id
              join run_item b on b.run_id = :run and b.item_id = r.item_id
             where i.company_id = :company and i.kind = 'ISSUE' and r.cost_object_id <> i.cost_object_id
            union
            select i.item_id, i.cost_object_id, r.item_id, r.cost_object_id
              from inventory_transaction r
              join inventory_transaction i on i.company_id = r.company_id and i.transaction_id = r.return_of
              join run_item a on a.run_id = :run and a.item_id = i.item_id
             where r.company_id = :company and r.return_of is not null and r.cost_object_id <> i.cost_object_id
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

    /** The circles of the last close are still there, but for those that this one has found again. */
    void keepCircles() {
        jdbc.sql("""
                        insert into circle (run_id, circle_id, member_id, solved)
                        select :run, k.circle_id, k.member_id, k.solved
                          from circle k
                         where k.run_id = :last
                           and not exists (select from circle o
                                             join circle n on n.run_id = :run and n.member_id = o.member_id
                                            where o.run_id = k.run_id and o.circle_id = k.circle_id)
                        on conflict do nothing
                        """)
                .param("run", frozen.run())
                .param("last", frozen.last().run())
                .update();
        jdbc.sql(
                        "update posting_run set circles = (select count(distinct circle_id) from circle where run_id = :run) where id = :run")
                .param("run", frozen.run())
                .update();
    }
}
