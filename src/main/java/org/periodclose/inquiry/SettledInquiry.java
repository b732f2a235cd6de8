package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.Principle;
import org.periodclose.core.costing.Unsettled;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.periodclose.core.settlement.Part;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What runs have settled, matched and left open. Reads only. */
public final class SettledInquiry {
    private static final int FETCH_SIZE = 1_000;
    private static final String OF_RUN = "r.id = :run";

    /** For a reader of the first rows only: item by item, as the indexes have them, so that no more is read than is asked for. */
    private static final String FIRST_ROWS = "i.company_id = (select company_id from posting_run where id = :run) and ";

    /** The runs whose layers are named in the rows of a query. */
    private static final String MAKERS = """
            select array(select distinct l.run_id from cost_layer l where l.id in (:layers))
            """;

    private static final String LAYERS_OF_RUN = """
            select layer_id from match where run_id = :run
            union all select issue_id from match where run_id = :run
            union all select inventory_transaction_id from settlement where run_id = :run
            union all select id from carry_over where run_id = :run
            union all select member_id from circle where run_id = :run
            """;

    private static final String LAYERS_OF_TRANSACTION = """
            select layer_id from match where item_id = :item and issue_id = :transaction
            union all select issue_id from match where item_id = :item and layer_id = :transaction
            """;

    private static final String SETTLEMENTS = """
            select r.id as run, (select x.id from posting_run x where x.cancels_run_id = r.id and x.status = 'POSTED') as cancelled_by,
                   coalesce(t.transaction_id, l.name) as transaction_id, i.item_number, s.part, s.amount, r.currency,
                   d.main_account as debit_account, c.main_account as credit_account, ledger_amount(s.amount, s.storno) as ledger_amount, s.storno
              from settlement s
              join posting_run r on r.id = s.run_id and r.status = 'POSTED'
              join item i on i.id = s.item_id
              left join inventory_transaction t on t.id = s.inventory_transaction_id
              left join made_layer l on l.id = s.inventory_transaction_id and l.run_id = any (:makers)
              left join main_account d on d.id = s.debit_account_id
              left join main_account c on c.id = s.credit_account_id
             where :selected
             order by r.id, <item by item> coalesce(t.transaction_id, l.name) collate "C", s.part::text collate "C" <first>
            """;

    /** Without late changes, which have no quantity, and what a layer has handed over to an on-hand layer. */
    private static final String MATCHES = """
            select r.id as run, (select x.id from posting_run x where x.cancels_run_id = r.id and x.status = 'POSTED') as cancelled_by,
                   coalesce(p.transaction_id, l.name) as layer, coalesce(t.transaction_id, o.name) as issue,
                   trim_scale(m.quantity) as quantity, m.amount, r.currency, m.principle, m.settled
              from match m
              join posting_run r on r.id = m.run_id and r.status = 'POSTED'
              join item i on i.id = m.item_id
              left join inventory_transaction p on p.id = m.layer_id
              left join made_layer l on l.id = m.layer_id and l.run_id = any (:makers)
              left join inventory_transaction t on t.id = m.issue_id
              left join made_layer o on o.id = m.issue_id and o.run_id = any (:makers)
             where :selected and m.quantity > 0 and m.principle <> 'ON_HAND'
             order by r.id, <item by item> coalesce(t.transaction_id, o.name) collate "C", coalesce(p.transaction_id, l.name) collate "C", m.from_quantity
             <first>
            """;

    private static final String UNSETTLED = """
            select r.id as run, (select x.id from posting_run x where x.cancels_run_id = r.id and x.status = 'POSTED') as cancelled_by,
                   t.transaction_id, i.item_number, t.site, t.warehouse, trim_scale(u.quantity) as quantity, r.currency,
                   t.quantity - t.settled_quantity as basis, cost_in(t, r.currency_layer) - settled_in(t, r.currency_layer) as cost, u.reason
              from unsettled_issue u
              join posting_run r on r.id = u.run_id and r.status = 'POSTED'
              join inventory_transaction t on t.id = u.issue_id
              join item i on i.id = u.item_id
             where :selected
             order by r.id, <item by item> t.transaction_id <first>
            """;

    /** The circles of a run, members and circles in code-point order. */
    private static final String CIRCLES = """
            select array_agg(m.name order by m.name collate "C") as members, m.solved
              from (select k.circle_id, k.solved, coalesce(t.transaction_id, l.name) as name
                      from circle k
                      join posting_run r on r.id = k.run_id and r.status = 'POSTED'
                      left join inventory_transaction t on t.id = k.member_id
                      left join made_layer l on l.id = k.member_id and l.run_id = any (:makers)
                     where k.run_id = :run) m
             group by m.circle_id, m.solved
             order by min(m.name collate "C")
            """;

    private static final String OPEN_LAYERS = """
            select coalesce(t.transaction_id, l.name) as layer, i.item_number, o.site, o.warehouse, o.batch_number, o.serial_number,
                   trim_scale(c.quantity - c.matched) as quantity, coalesce(c.open_value, c.value - c.handed) as value, r.currency
              from carry_over c
              join posting_run r on r.id = c.run_id
              join item i on i.id = c.item_id
              join cost_object o on o.id = c.cost_object_id
              left join inventory_transaction t on t.id = c.id
              left join made_layer l on l.id = c.id and l.run_id = any (:makers)
             where :selected and c.layer and c.quantity > c.matched
             order by i.item_number, o.site nulls first, o.warehouse nulls first, o.batch_number nulls first, o.serial_number nulls first,
                      coalesce(t.transaction_id, l.name) collate "C" <first>
            """;

    private final JdbcClient jdbc;
    private final Inquiry inquiry;
    private final TransactionTemplate transaction;

    public SettledInquiry(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.inquiry = new Inquiry(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /**
     * What a run has settled.
     *
     * @param most how many rows of each list are read; {@link Long#MAX_VALUE}: all
     * @throws Refused if there is no such run, or it is not posted
     */
    public Settled byRun(long run, long most) {
        Run found = inquiry.requirePosted(run, FaultCode.RUN_NOT_POSTED, "settlements");
        Asked asked = new Asked(OF_RUN, OF_RUN, OF_RUN, LAYERS_OF_RUN, run, null, null, most);
        return settled(found, found.company(), null, asked);
    }

    /**
     * What all posted runs have settled of a transaction.
     *
     * @throws Refused if there is no such company or transaction
     */
    public Settled ofTransaction(String company, String transactionId) {
        inquiry.requireCompany(company);
        record Key(int item, long id) {}
        Key key = jdbc.sql("""
                        select t.item_id as item, t.id from inventory_transaction t join company c on c.id = t.company_id
                         where c.company = :company and t.transaction_id = :transaction
                        """)
                .param("company", company)
                .param("transaction", transactionId)
                .query(Key.class)
                .optional()
                .orElseThrow(() -> unknown(company, transactionId));
        Asked asked = new Asked(
                "s.item_id = :item and s.inventory_transaction_id = :transaction",
                "m.item_id = :item and (m.issue_id = :transaction or m.layer_id = :transaction)",
                "u.item_id = :item and u.issue_id = :transaction",
                LAYERS_OF_TRANSACTION,
                null,
                key.item(),
                key.id(),
                Long.MAX_VALUE);
        return settled(null, company, transactionId, asked);
    }

    static Refused unknown(String company, String transactionId) {
        return new Refused(
                FaultCode.UNKNOWN_TRANSACTION,
                "company " + Text.quoted(company) + " has no inventory transaction " + Text.quoted(transactionId),
                "correct the transaction id, or import the transaction");
    }

    private Settled settled(@Nullable Run run, String company, @Nullable String transactionId, Asked asked) {
        return new Settled(
                run,
                company,
                transactionId,
                reader -> read(
                        asked.text(SETTLEMENTS, asked.settlements()), asked, row -> reader.accept(settlement(row))),
                reader -> read(asked.text(MATCHES, asked.matches()), asked, row -> reader.accept(match(row))),
                reader -> read(asked.text(UNSETTLED, asked.unsettled()), asked, row -> reader.accept(unsettled(row))),
                reader -> {
                    if (run != null) {
                        read(
                                CIRCLES,
                                asked,
                                row -> reader.accept(new Circle(
                                        List.of((String[])
                                                row.getArray("members").getArray()),
                                        row.getBoolean("solved"))));
                    }
                });
    }

    /**
     * What is open after a close.
     *
     * @param most how many rows are read; {@link Long#MAX_VALUE}: all
     * @throws Refused if there is no such run, it is not posted, or it is no close
     */
    public Consumer<Consumer<OpenLayer>> layers(long run, long most) {
        requireClose(run);
        Asked asked = new Asked("", "", "", LAYERS_OF_RUN, run, null, null, most);
        return reader -> read(asked.text(OPEN_LAYERS, "c.run_id = :run"), asked, row -> reader.accept(layer(row)));
    }

    Run requireClose(long run) {
        Run found = inquiry.requirePosted(run, FaultCode.RUN_NOT_POSTED, "open layers");
        if (found.type() != RunType.CLOSE) {
            throw new Refused(
                    FaultCode.NO_CLOSE,
                    "run " + run + " is no close: only a close keeps what is open after it",
                    "look up the closes with `period-close runs --type close`");
        }
        return found;
    }

    /**
     * A question.
     *
     * @param settlements what selects them; as the matches and the unsettled issues
     * @param layers a query of ids, of which some are those of made layers
     * @param most rows of a run that are read
     */
    private record Asked(
            String settlements,
            String matches,
            String unsettled,
            String layers,
            @Nullable Long run,
            @Nullable Integer item,
            @Nullable Long transaction,
            long most) {
        String text(String sql, String selected) {
            boolean all = most == Long.MAX_VALUE;
            return sql.replace(":selected", all ? selected : FIRST_ROWS + selected)
                    .replace("<item by item>", all ? "" : "i.item_number,")
                    .replace("<first>", all ? "" : "limit " + most);
        }

        JdbcClient.StatementSpec of(JdbcClient jdbc, String sql) {
            return jdbc.sql(sql).param("run", run).param("item", item).param("transaction", transaction);
        }
    }

    /** One row of a result. */
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void read(String sql, Asked asked, RowReader reader) {
        transaction.executeWithoutResult(status -> {
            Object makers = asked.of(jdbc, MAKERS.replace(":layers", asked.layers()))
                    .query((row, number) -> row.getArray(1))
                    .single();
            asked.of(jdbc, sql)
                    .param("makers", makers)
                    .withFetchSize(FETCH_SIZE)
                    .query((ResultSet row) -> reader.read(row));
        });
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }

    private static RunSettlement settlement(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        BigDecimal ledger = row.getBigDecimal("ledger_amount");
        return new RunSettlement(
                row.getLong("run"),
                number(row, "cancelled_by"),
                row.getString("transaction_id"),
                row.getString("item_number"),
                Part.valueOf(row.getString("part")),
                Money.of(currency, row.getBigDecimal("amount")),
                row.getString("debit_account"),
                row.getString("credit_account"),
                ledger == null ? null : Money.of(currency, ledger),
                row.getObject("storno", Boolean.class));
    }

    private static RunMatch match(ResultSet row) throws SQLException {
        return new RunMatch(
                row.getLong("run"),
                number(row, "cancelled_by"),
                row.getString("layer"),
                row.getString("issue"),
                row.getBigDecimal("quantity"),
                Money.of(row.getString("currency"), row.getBigDecimal("amount")),
                Principle.valueOf(row.getString("principle")),
                row.getBoolean("settled"));
    }

    private static UnsettledIssue unsettled(ResultSet row) throws SQLException {
        return new UnsettledIssue(
                row.getLong("run"),
                number(row, "cancelled_by"),
                row.getString("transaction_id"),
                row.getString("item_number"),
                row.getString("site"),
                row.getString("warehouse"),
                row.getBigDecimal("quantity"),
                Money.ofOneUnit(row.getString("currency"), row.getBigDecimal("cost"), row.getBigDecimal("basis")),
                Unsettled.valueOf(row.getString("reason")));
    }

    private static OpenLayer layer(ResultSet row) throws SQLException {
        return new OpenLayer(
                row.getString("layer"),
                row.getString("item_number"),
                row.getString("site"),
                row.getString("warehouse"),
                row.getString("batch_number"),
                row.getString("serial_number"),
                row.getBigDecimal("quantity"),
                Money.of(row.getString("currency"), row.getBigDecimal("value")));
    }
}
