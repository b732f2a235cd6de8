package org.periodclose.closing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.CheckRequest;
import org.periodclose.core.costing.CheckRequest.Deviations;
import org.periodclose.core.costing.CloseCheck;
import org.periodclose.core.costing.CloseCheck.Advice;
import org.periodclose.core.costing.Unsettled;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.RunType;
import org.periodclose.run.Books;
import org.periodclose.run.Engine;
import org.periodclose.run.StopRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at what a close would meet. Nothing is written. */
public final class CloseChecks {
    private static final Set<String> ACCEPTED = Set.of(FaultCode.NEGATIVE_STOCK.name(), FaultCode.MODEL_CHANGED.name());

    /** Issues that the rehearsed close leaves with an open quantity. */
    private static final String OPEN_ISSUES = """
            select t.transaction_id, i.item_number, trim_scale(u.quantity) as quantity, u.reason
              from unsettled_issue u
              join inventory_transaction t on t.id = u.issue_id
              join item i on i.id = u.item_id
             where u.run_id = :run
             order by i.item_number, t.transaction_id
            """;

    private static final String SIZE = """
            select coalesce(sum(s.lines), 0) as transactions, count(distinct coalesce(k.leader_object_id, s.cost_object_id)) as components
              from scope_summary s
              left join run_component k on k.run_id = :run and k.cost_object_id = s.cost_object_id
            """;

    /** Issues whose flow has a receipt that is not there, or none; an internal transfer is left out by the close. */
    private static final String IN_TRANSIT = """
            with leg as materialized (
                select t.id, t.cost_flow_id, t.cost_object_id, t.item_id, t.kind, t.transaction_id, t.quantity, cost_in(t, :layer) as cost,
                       t.offset_account, coalesce(t.inventory_account, a.main_account) as inventory_account,
                       t.open and takes_part(t) <= :date as left_stock,
                       coalesce(takes_part(t) <= :date or t.physical_date <= :date and m.include_physical_value
                                                          and m.inventory_model in ('FIFO', 'LIFO', 'LIFO_DATE'), false) as there
                  from inventory_transaction t
                  join item_model m on m.item_id = t.item_id and m.currency_layer = :layer
                  left join item_account p on t.inventory_account is null and p.item_id = t.item_id and p.account_type = 'INVENTORY'
                  left join main_account a on a.id = p.main_account_id
                 where t.company_id = :company and t.cost_flow_id is not null
            ), waiting as (
                select l.cost_flow_id, min(l.transaction_id) filter (where l.kind = 'RECEIPT' and not l.there) as receipt,
                       coalesce(array_agg(l.offset_account) filter (where l.kind = 'ISSUE' and l.offset_account is not null)
                                <@ array_agg(l.inventory_account) filter (where l.kind = 'RECEIPT' and l.inventory_account is not null),
                                bool_and(l.offset_account is null) filter (where l.kind = 'ISSUE')) as direct
                  from leg l
                 group by l.cost_flow_id
                having bool_or(l.left_stock) filter (where l.kind = 'ISSUE')
                   and coalesce(bool_or(not l.there) filter (where l.kind = 'RECEIPT'), true)
                   and not (count(distinct l.kind) = 2 and count(distinct l.cost_object_id) = 1 and sum(l.quantity) = 0 and coalesce(sum(l.cost) = 0, false)
                            and (select c.pre_close_internal_transfers from company c where c.id = :company))
            )
            select l.transaction_id, i.item_number, trim_scale(-l.quantity) as quantity, f.cost_flow as flow, w.receipt, w.direct
              from waiting w
              join leg l on l.cost_flow_id = w.cost_flow_id and l.kind = 'ISSUE' and l.left_stock
              join item i on i.id = l.item_id
              join cost_flow f on f.id = w.cost_flow_id
             order by i.item_number, l.transaction_id
            """;

    private static final String PHYSICAL_RECEIPTS = """
            select t.transaction_id, i.item_number, trim_scale(t.quantity - t.settled_quantity) as quantity
              from inventory_transaction t
              join item i on i.id = t.item_id
              join item_model m on m.item_id = t.item_id and m.currency_layer = :layer and is_periodic(m.inventory_model)
             where t.company_id = :company and t.open and t.kind = 'RECEIPT' and t.physical_date <= :date
               and (t.financial_date is null or takes_part(t) > :date)
             order by i.item_number, t.transaction_id
            """;

    private static final String DEVIATIONS = """
            with receipt as (
                select t.id, t.item_id, t.transaction_id, t.quantity, t.cost_flow_id, cost_in(t, :layer) as cost, cost_in(t, :layer) / t.quantity as unit_cost
                  from inventory_transaction t
                 where t.company_id = :company and t.open and t.kind = 'RECEIPT' and takes_part(t) > :lastDate and takes_part(t) <= :date
            ), median as (
                select item_id, (percentile_cont(0.5) within group (order by unit_cost))::numeric as unit_cost from receipt group by item_id
            )
            select r.transaction_id, i.item_number, trim_scale(r.quantity) as quantity, trim_scale(round(r.unit_cost, 6)) as unit_cost,
                   trim_scale(round(b.price, 6)) as price, trim_scale(round(abs(r.unit_cost - b.price) / b.price * 100, 1)) as percent
              from receipt r
              join item i on i.id = r.item_id
              join median m on m.item_id = r.item_id
             cross join lateral (select case :layer when 'ACCOUNTING' then i.cost_price else i.reporting_cost_price end as price) p
             cross join lateral (select case :base when 'ITEM_COST' then p.price when 'MEDIAN' then m.unit_cost else coalesce(p.price, m.unit_cost) end as price) b
             where b.price > 0 and abs(r.unit_cost - b.price) * 100 > :percent * b.price
               and abs(r.cost - b.price * r.quantity) >= :minimum
               and not (:withoutFlows and r.cost_flow_id is not null)
             order by i.item_number, r.transaction_id
            """;

    private static final String MARKED_LATER = """
            select t.transaction_id, i.item_number, trim_scale(k.quantity) as quantity, p.transaction_id as receipt
              from marking k
              join inventory_transaction t on t.id = k.issue_id and t.open and takes_part(t) <= :date
              join inventory_transaction p on p.id = k.receipt_id and (takes_part(p) <= :date) is not true
              join item i on i.id = k.item_id
             where k.company_id = :company
             order by i.item_number, t.transaction_id, p.transaction_id
            """;

    private static final String RECEIPT_OR_MARKING =
            "post the receipt financially, correct the marking in markings.csv, or take it out: a row with the issue alone";

    private static final String RETURNS = """
            select t.transaction_id, i.item_number, trim_scale(t.quantity) as quantity, t.return_of
              from inventory_transaction t
              join item i on i.id = t.item_id
             where t.company_id = :company and t.return_of is not null and t.open and takes_part(t) > :lastDate and takes_part(t) <= :date
               and not exists (select from inventory_transaction o where o.company_id = t.company_id and o.transaction_id = t.return_of)
             order by i.item_number, t.transaction_id
            """;

    private static final String JOURNALS = """
            select j.journal
              from adjustment_journal j
             where j.company_id = :company and j.currency_layer = :layer and j.status <> 'POSTED'
               and exists (select from adjustment a join inventory_transaction t on t.id = a.inventory_transaction_id
                            where a.journal_id = j.id and t.financial_date <= :date)
             order by j.id
            """;

    private static final String RECALCULATIONS = """
            select id, posting_date from active_run
             where company_id = :company and currency_layer = :layer and type = 'RECALCULATION' and posting_date > :date
             order by id
            """;

    private final Engine engine;
    private final JdbcClient jdbc;

    public CloseChecks(Engine engine, JdbcClient jdbc) {
        this.engine = engine;
        this.jdbc = jdbc;
    }

    /** What was found while the close was rehearsed. */
    private record Rehearsed(List<Advice> open, long transactions, long components) {}

    /** What a close would meet now; the company must exist. */
    public CloseCheck of(CheckRequest request) {
        StopRequest stop = new StopRequest();
        Books books = Books.of(request.company(), request.layer(), jdbc);
        Set<Fault> blocking = new LinkedHashSet<>();
        Optional<Rehearsed> rehearsed = rehearsal(request, Set.of(), stop, blocking);
        if (!blocking.isEmpty()) {
            rehearsed = rehearsal(request, ACCEPTED, stop, blocking);
        }
        long transactions = rehearsed
                .map(Rehearsed::transactions)
                .orElseGet(() -> Valuation.of(close(request, Set.of()), jdbc).lines(jdbc));
        List<Advice> advisory = new ArrayList<>(rehearsed.map(Rehearsed::open).orElse(List.of()));
        advisory.addAll(new Questions(request, books, LastClose.before(request.date(), books, jdbc)).all());
        return new CloseCheck(
                request,
                List.copyOf(blocking),
                advisory,
                transactions,
                rehearsed.map(Rehearsed::components).orElse(null),
                expectedSeconds(transactions));
    }

    private Optional<Rehearsed> rehearsal(
            CheckRequest request, Set<String> accept, StopRequest stop, Set<Fault> blocking) {
        try {
            return engine.look(
                    Valuation.requested(close(request, accept)),
                    stop,
                    ValuedObject.UNSETTLED::equals,
                    CloseChecks::rehearsed);
        } catch (Refused refused) {
            blocking.addAll(refused.faults());
            return Optional.empty();
        }
    }

    private static ValuationRequest close(CheckRequest request, Set<String> accept) {
        return new ValuationRequest(
                RunType.CLOSE,
                request.company(),
                request.layer(),
                request.date(),
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                null,
                null,
                true,
                null,
                accept);
    }

    private static Rehearsed rehearsed(JdbcClient rehearsal, long run) {
        List<Advice> open = rehearsal
                .sql(OPEN_ISSUES)
                .param("run", run)
                .query((row, number) -> {
                    Unsettled reason = Unsettled.valueOf(row.getString("reason"));
                    BigDecimal quantity = row.getBigDecimal("quantity");
                    return new Advice(
                            "OPEN_QUANTITY",
                            row.getString("item_number"),
                            row.getString("transaction_id"),
                            quantity,
                            "issue " + Text.quoted(row.getString("transaction_id")) + " will stay unsettled with "
                                    + quantity.toPlainString() + ": " + reason,
                            remedy(reason));
                })
                .list();
        return rehearsal
                .sql(SIZE)
                .param("run", run)
                .query((row, number) -> new Rehearsed(open, row.getLong("transactions"), row.getLong("components")))
                .single();
    }

    private static String remedy(Unsettled reason) {
        return switch (reason) {
            case MARKED_RECEIPT_NOT_THERE -> RECEIPT_OR_MARKING;
            case RECEIPT_ONLY_PHYSICAL -> "post the invoice of the receipt";
            case OWN_RETURN -> "post the receipt that the issue was sold from";
            case NO_RECEIPT -> "post the missing receipt";
        };
    }

    private @Nullable BigDecimal expectedSeconds(long transactions) {
        return jdbc.sql("select estimated_seconds(:lines, 'CLOSE')")
                .param("lines", transactions)
                .query((row, number) -> Optional.ofNullable(row.getBigDecimal(1)))
                .single()
                .orElse(null);
    }

    /** What is wrong with a row, or what to do. */
    private interface Words {
        String of(ResultSet row) throws SQLException;
    }

    /** What can be asked without a rehearsal. */
    private final class Questions {
        private final CheckRequest request;
        private final Books books;
        private final LastClose last;

        Questions(CheckRequest request, Books books, LastClose last) {
            this.request = request;
            this.books = books;
            this.last = last;
        }

        List<Advice> all() {
            List<Advice> all = new ArrayList<>();
            if (request.receipts()) {
                all.addAll(advice(
                        PHYSICAL_RECEIPTS,
                        "OPEN_QUANTITY",
                        row -> "receipt " + Text.quoted(row.getString("transaction_id"))
                                + " is only physically updated: no issue is settled with it",
                        "post its invoice"));
            }
            if (request.deviations() != null) {
                all.addAll(deviations(request.deviations()));
            }
            all.addAll(advice(
                    MARKED_LATER,
                    "MARKED_LATER",
                    row -> "issue " + Text.quoted(row.getString("transaction_id")) + " is marked to receipt "
                            + Text.quoted(row.getString("receipt")) + ", which is not there on " + request.date(),
                    RECEIPT_OR_MARKING));
            all.addAll(
                    advice(
                            IN_TRANSIT,
                            "IN_TRANSIT",
                            row -> "issue " + Text.quoted(row.getString("transaction_id")) + " of flow "
                                    + Text.quoted(row.getString("flow")) + ": "
                                    + (row.getString("receipt") == null
                                            ? "no receipt of the flow is there"
                                            : "receipt " + Text.quoted(row.getString("receipt")) + " is not there on "
                                                    + request.date()),
                            row -> row.getBoolean("direct")
                                    ? "post the receipt financially, or import the issue again with an offset_account for goods in transit;"
                                            + " without either, the close is refused if the cost of the issue changes"
                                    : "post the receipt financially; until then what the issue changes by stands on its offset account"));
            all.addAll(advice(
                    RETURNS,
                    "RETURN_WITHOUT_ORIGINAL",
                    row -> "receipt " + Text.quoted(row.getString("transaction_id")) + " is a return of issue "
                            + Text.quoted(row.getString("return_of"))
                            + ", which does not exist: it counts as an ordinary receipt",
                    "import the issue, or correct return_of"));
            all.addAll(asked(JOURNALS)
                    .query((row, number) -> new Advice(
                            "OPEN_JOURNAL",
                            null,
                            null,
                            null,
                            "journal " + Text.quoted(row.getString("journal"))
                                    + " is not posted and adjusts transactions up to " + request.date(),
                            "post it before the close, or delete it"))
                    .list());
            all.addAll(asked(RECALCULATIONS)
                    .query((row, number) -> new Advice(
                            "RECALCULATION_WILL_BE_CANCELLED",
                            null,
                            null,
                            null,
                            "run " + row.getLong("id") + ", a recalculation of " + row.getString("posting_date")
                                    + ", will be cancelled by the close",
                            "recalculate again after the close: close --recalculate-after"))
                    .list());
            return all;
        }

        private List<Advice> deviations(Deviations deviations) {
            return asked(DEVIATIONS)
                    .param("base", deviations.base().name())
                    .param("percent", deviations.percent())
                    .param("minimum", deviations.minimum())
                    .param("withoutFlows", deviations.withoutFlows())
                    .query((row, number) -> new Advice(
                            "COST_DEVIATION",
                            row.getString("item_number"),
                            row.getString("transaction_id"),
                            row.getBigDecimal("quantity"),
                            "receipt " + Text.quoted(row.getString("transaction_id")) + " costs "
                                    + row.getBigDecimal("unit_cost").toPlainString() + " a unit, "
                                    + row.getBigDecimal("percent").toPlainString() + " % away from "
                                    + row.getBigDecimal("price").toPlainString(),
                            "check the cost of the receipt; adjust it before the close if it is wrong"))
                    .list();
        }

        private List<Advice> advice(String sql, String code, Words message, String remedy) {
            return advice(sql, code, message, row -> remedy);
        }

        private List<Advice> advice(String sql, String code, Words message, Words remedy) {
            return asked(sql)
                    .query((row, number) -> new Advice(
                            code,
                            row.getString("item_number"),
                            row.getString("transaction_id"),
                            row.getBigDecimal("quantity"),
                            message.of(row),
                            remedy.of(row)))
                    .list();
        }

        private JdbcClient.StatementSpec asked(String sql) {
            return jdbc.sql(sql)
                    .param("company", books.companyId())
                    .param("layer", books.layer().name())
                    .param("date", request.date())
                    .param("lastDate", last.date());
        }
    }
}
