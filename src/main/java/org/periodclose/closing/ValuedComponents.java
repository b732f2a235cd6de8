package org.periodclose.closing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.EarlierMatch;
import org.periodclose.core.costing.Marking;
import org.periodclose.core.costing.Principle;
import org.periodclose.core.costing.Stock;
import org.periodclose.core.costing.StockRow;
import org.periodclose.run.Partition;
import org.periodclose.run.Position;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads components one after the other, each with all rows of its cost objects and with what links them, and values them; the database sends the rows while
 * they are read.
 */
final class ValuedComponents implements Iterator<Component>, AutoCloseable {
    private static final int FETCH_SIZE = 5_000;

    private final Frozen frozen;
    private final Links links;
    private final Accounts accounts;
    private final Cursor<CostObject> objects;
    private final Cursor<Row> rows;
    private final Cursor<Marked> markings;
    private final Cursor<Earlier> earlier;
    private final Queue<Unvalued> ahead = new ArrayDeque<>();
    private Links.Read linked = Links.Read.NONE;

    /** A row that belongs to a cost object. */
    private interface OfObject {
        int object();
    }

    /** @param flow id of its flow; null: it has none, or its flow stays as it is */
    private record Row(
            int leaderItem,
            int leader,
            int object,
            StockRow row,
            @Nullable Integer flow,
            @Nullable Long sale) implements OfObject {}

    /** A component before it is valued, with the flows and the sales that link its cost objects. */
    private record Unvalued(
            Position end,
            List<CostObject> objects,
            List<Stock> stocks,
            SortedSet<Integer> flows,
            SortedSet<Long> sales) {
        int size() {
            return stocks.stream().mapToInt(Stock::given).sum();
        }
    }

    private record Marked(int object, Marking marking) implements OfObject {}

    private record Earlier(int object, EarlierMatch match) implements OfObject {}

    ValuedComponents(JdbcClient jdbc, Frozen frozen, Partition from) {
        Position after = new Position(from.item(), from.transaction());
        Position last = new Position(from.lastItem(), from.lastTransaction());
        this.frozen = frozen;
        this.links = new Links(jdbc, frozen);
        this.accounts = Accounts.of(frozen, jdbc);
        this.objects = new Cursor<>(
                frozen
                        .ask(jdbc, ScopeSql.OBJECTS, after, last)
                        .withFetchSize(FETCH_SIZE)
                        .query(CostObject.class)
                        .stream());
        this.rows =
                new Cursor<>(frozen
                        .ask(jdbc, ScopeSql.IN_ORDER, after, last)
                        .withFetchSize(FETCH_SIZE)
                        .query((row, number) -> row(row))
                        .stream());
        this.markings = new Cursor<>(frozen
                .ask(jdbc, ScopeSql.MARKINGS, after, last)
                .withFetchSize(FETCH_SIZE)
                .query((row, number) -> marked(row))
                .stream());
        this.earlier = new Cursor<>(
                frozen.last().isThere()
                        ? frozen
                                .ask(jdbc, ScopeSql.EARLIER_MATCHES, after, last)
                                .withFetchSize(FETCH_SIZE)
                                .query((row, number) -> earlier(row))
                                .stream()
                        : Stream.empty());
    }

    @Override
    public boolean hasNext() {
        return !ahead.isEmpty() || rows.peek() != null;
    }

    @Override
    public Component next() {
        if (ahead.isEmpty()) {
            readAhead();
        }
        Unvalued next = ahead.remove();
        return Component.valued(
                frozen,
                next.end(),
                next.objects(),
                next.stocks(),
                linked.of(next.flows(), next.sales()),
                new LinkAccounts(linked.cards(), accounts, frozen.date()));
    }

    /** So many components as have a page of rows, or one that has more: what links them is asked at once. */
    private void readAhead() {
        int size = 0;
        for (Row first = rows.peek(); first != null && size < FETCH_SIZE; first = rows.peek()) {
            Unvalued component = component(first);
            ahead.add(component);
            size += component.size();
        }
        linked = links.of(
                ahead.stream().flatMap(component -> component.flows().stream()).toList(),
                ahead.stream().flatMap(component -> component.sales().stream()).toList());
    }

    private Unvalued component(Row first) {
        Unvalued component = new Unvalued(
                new Position(first.leaderItem(), first.leader()),
                new ArrayList<>(),
                new ArrayList<>(),
                new TreeSet<>(),
                new TreeSet<>());
        for (Row next = first; next != null && next.leader() == first.leader(); next = rows.peek()) {
            CostObject object = objectOf(next.object());
            Stock stock = stock(next.object(), component.flows(), component.sales());
            object.inventoryModel().match(stock);
            component.objects().add(object);
            component.stocks().add(stock);
        }
        return component;
    }

    private Stock stock(int id, Set<Integer> flows, Set<Long> sales) {
        List<Marking> marked = new ArrayList<>();
        for (Marked next = markings.takeIf(id); next != null; next = markings.takeIf(id)) {
            marked.add(next.marking());
        }
        List<EarlierMatch> matches = new ArrayList<>();
        for (Earlier next = earlier.takeIf(id); next != null; next = earlier.takeIf(id)) {
            matches.add(next.match());
        }
        Stock stock = new Stock(frozen.date(), frozen.decimals(), marked, matches);
        for (Row next = rows.takeIf(id); next != null; next = rows.takeIf(id)) {
            stock.add(next.row());
            if (next.flow() != null) {
                flows.add(next.flow());
            }
            if (next.sale() != null) {
                sales.add(next.sale());
            }
        }
        return stock;
    }

    /** Those without rows are passed over, with their markings. */
    private CostObject objectOf(int id) {
        for (CostObject next = objects.take(); next != null; next = objects.take()) {
            if (next.costObjectId() == id) {
                return next;
            }
            Marked passedOver;
            do {
                passedOver = markings.takeIf(next.costObjectId());
            } while (passedOver != null);
        }
        throw new IllegalStateException("cost object id " + id + " is not there");
    }

    private Row row(ResultSet row) throws SQLException {
        boolean moves = row.getBoolean("moves");
        Long returnOf = row.getObject("return_of", Long.class);
        return new Row(
                row.getInt("leader_item"),
                row.getInt("leader"),
                row.getInt("cost_object_id"),
                new StockRow(
                        row.getLong("id"),
                        row.getString("name"),
                        StockRow.Kind.valueOf(row.getString("kind")),
                        row.getBoolean("financial"),
                        row.getBoolean("in_scope"),
                        row.getObject("date", LocalDate.class),
                        row.getBigDecimal("quantity"),
                        row.getBigDecimal("matched"),
                        amount(row, "value"),
                        amount(row, "handed"),
                        amount(row, "posted"),
                        returnOf,
                        accounts.named(row.getString("inventory_account")),
                        accounts.named(row.getString("offset_account"))),
                moves ? row.getObject("flow", Integer.class) : null,
                row.getBoolean("returned") ? (Long) row.getLong("id") : moves ? returnOf : null);
    }

    private BigDecimal amount(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).setScale(frozen.decimals());
    }

    private static Marked marked(ResultSet row) throws SQLException {
        return new Marked(
                row.getInt("cost_object_id"),
                new Marking(
                        row.getLong("issue_id"),
                        row.getLong("receipt_id"),
                        row.getBigDecimal("left_over"),
                        row.getBoolean("begun"),
                        row.getBoolean("both_in_scope")));
    }

    private static Earlier earlier(ResultSet row) throws SQLException {
        return new Earlier(
                row.getInt("cost_object_id"),
                new EarlierMatch(
                        row.getLong("layer_id"),
                        row.getLong("issue_id"),
                        row.getBigDecimal("from_quantity"),
                        row.getBigDecimal("quantity"),
                        row.getBigDecimal("amount"),
                        Principle.valueOf(row.getString("principle")),
                        row.getBigDecimal("remainder"),
                        row.getBoolean("written_off"),
                        row.getBoolean("passed_on")));
    }

    @Override
    public void close() {
        objects.close();
        rows.close();
        markings.close();
        earlier.close();
    }

    /** The rows of a query, of which the next can be looked at before it is taken. */
    private static final class Cursor<T> implements AutoCloseable {
        private final Stream<T> stream;
        private final Iterator<T> iterator;
        private @Nullable T next;

        Cursor(Stream<T> stream) {
            this.stream = stream;
            this.iterator = stream.iterator();
        }

        @Nullable
        T peek() {
            if (next == null && iterator.hasNext()) {
                next = iterator.next();
            }
            return next;
        }

        @Nullable
        T take() {
            T taken = peek();
            next = null;
            return taken;
        }

        /** The next one, if it belongs to a cost object. */
        @Nullable
        T takeIf(int object) {
            T candidate = peek();
            return candidate instanceof OfObject of && of.object() == object ? take() : null;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
