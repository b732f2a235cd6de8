package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.inventory.Direction;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Explains a voucher line by its settlements, and a transaction by its history. Reads only. */
public final class Explanations {
    private static final int FETCH_SIZE = 1_000;

    /** The settlements of one voucher line; compares only what the specification of the run separates. */
    private static final String SETTLEMENTS = """
            select coalesce(t.transaction_id, n.name) as transaction_id, i.item_number, g.item_group, coalesce(t.kind, 'RECEIPT') as kind,
                   coalesce(t.quantity, y.quantity) as quantity, coalesce(t.financial_date, y.date) as financial_date, s.amount, s.storno,
                   case when inventory_is_debited then d.main_account else c.main_account end as inventory_account,
                   case when inventory_is_debited then c.main_account else d.main_account end as offset_account,
                   case when r.cancels_run_id is not null then 'CANCELLED_RUN'
                        when coalesce(t.inventory_account, layer_account(y.source_id)) is not null then 'TRANSACTION'
                        else coalesce(ri.inventory_item_code, 'RUN') end as inventory_source,
                   case when r.cancels_run_id is not null then 'CANCELLED_RUN'
                        when a.offset_account_id is not null then 'LINE'
                        when rc.offset_account_id is not null then 'LINE_CHARGES_CODE'
                        else coalesce(case when s.amount > 0 then ri.profit_item_code else ri.loss_item_code end, 'RUN') end as offset_source,
                   case when s.amount > 0 then coalesce(ri.profit_account_type, 'PROFIT') else coalesce(ri.loss_account_type, 'LOSS') end as offset_type,
                   coalesce(of_line.charges_code, of_journal.charges_code) as charges_code,
                   r.storno as storno_on, r.cancels_run_id, r.currency,
                   ledger_amount(o.amount, o.storno) as taken_back
              from posting_run r
              join voucher_line l on l.run_id = r.id and l.line = :line
              join settlement s on s.run_id = r.id and s.debit_account_id = l.debit_account_id
                               and s.credit_account_id = l.credit_account_id and s.storno = l.storno
              join run_item ri on ri.run_id = r.id and ri.item_id = s.item_id
                              and (r.specification = 'TOTAL' or ri.item_group_id = l.item_group_id)
                              and (r.specification <> 'ITEM_NUMBER' or ri.item_id = l.item_id)
              left join inventory_transaction t on t.id = s.inventory_transaction_id
              left join cost_layer y on y.id = s.inventory_transaction_id
              left join made_layer n on n.run_id = y.run_id and n.id = y.id
              join item i on i.id = s.item_id
              join item_group g on g.id = ri.item_group_id
              join main_account d on d.id = s.debit_account_id
              join main_account c on c.id = s.credit_account_id
              left join adjustment_journal j on j.id = r.journal_id
              left join adjustment a on a.journal_id = r.journal_id and a.item_id = s.item_id
                                    and a.inventory_transaction_id = coalesce(y.source_id, s.inventory_transaction_id)
              left join run_charges_code rc on rc.run_id = r.id and rc.charges_code_id = a.charges_code_id
              left join charges_code of_line on of_line.id = a.charges_code_id
              left join charges_code of_journal on of_journal.id = j.charges_code_id
              left join settlement o on o.item_id = s.item_id and o.inventory_transaction_id = s.inventory_transaction_id
                                    and o.run_id = r.cancels_run_id and o.part = s.part
             cross join lateral (select (s.amount > 0) <> s.storno as inventory_is_debited) x
             where r.id = :run
             order by i.item_number, coalesce(t.transaction_id, n.name)
             limit :limit
            """;

    private static final String TRANSACTION = """
            select c.company, t.transaction_id, i.item_number, g.item_group, t.kind, t.quantity, t.physical_date, t.financial_date, t.takes_part_on,
                   t.open, t.inventory_account, t.cost_amount, t.reporting_cost_amount,
                   t.settled_quantity, t.settled_amount, t.reporting_settled_amount,
                   c.accounting_currency, c.reporting_currency, t.id, t.item_id
              from inventory_transaction t
              join company c on c.id = t.company_id
              join item i on i.id = t.item_id
              join item_group g on g.id = i.item_group_id
             where c.company = :company and t.transaction_id = :transaction
            """;

    private static final String STEPS = """
            select r.id, r.type, j.journal, r.posting_date, v.voucher, l.line, d.main_account as debit_account, c.main_account as credit_account,
                   s.amount, ledger_amount(s.amount, s.storno) as ledger_amount, r.cancels_run_id,
                   (select x.id from posting_run x where x.cancels_run_id = r.id and x.status = 'POSTED') as cancelled_by
              from settlement s
              join posting_run r on r.id = s.run_id and r.status = 'POSTED' and r.currency_layer = :layer
              left join adjustment_journal j on j.id = r.journal_id
              left join main_account d on d.id = s.debit_account_id
              left join main_account c on c.id = s.credit_account_id
              left join run_item ri on ri.run_id = r.id and ri.item_id = s.item_id
              left join voucher v on v.run_id = r.id
              left join voucher_line l on l.run_id = r.id and l.debit_account_id = s.debit_account_id
                                      and l.credit_account_id = s.credit_account_id and l.storno = s.storno
                                      and (r.specification = 'TOTAL' or l.item_group_id = ri.item_group_id)
                                      and (r.specification <> 'ITEM_NUMBER' or l.item_id = s.item_id)
             where s.item_id = :item and s.inventory_transaction_id = :transaction
             order by r.ended_at, r.id, s.part
            """;

    private static final String OPEN_LINES = """
            select j.journal, j.status, a.amount
              from adjustment a
              join adjustment_journal j on j.id = a.journal_id and j.currency_layer = :layer and j.status <> 'POSTED' and j.close_run_id is null
             where a.item_id = :item and a.inventory_transaction_id = :transaction
             order by j.id
            """;

    /** What pays for an issue: the matches of active closes; of those that settle nothing only the last close's count. */
    private static final String PAYMENTS = """
            with close as materialized (
                select r.id, r.posting_date from active_run r
                  join inventory_transaction t on t.id = :transaction and t.company_id = r.company_id
                 where r.type = 'CLOSE' and r.currency_layer = :layer
            )
            select coalesce(p.transaction_id, l.name) as layer, trim_scale(sum(m.quantity)) as quantity, sum(m.amount) as amount, m.run_id, m.settled
              from match m
              join close on close.id = m.run_id
              left join inventory_transaction p on p.id = m.layer_id
              left join made_layer l on l.id = m.layer_id
                       and l.run_id = any (array(select c.run_id from cost_layer c
                                                  where c.id in (select o.layer_id from match o where o.item_id = :item and o.issue_id = :transaction)))
             where m.item_id = :item and m.issue_id = :transaction and m.principle <> 'ON_HAND'
               and (m.settled or close.posting_date = (select max(posting_date) from close))
             group by coalesce(p.transaction_id, l.name), m.run_id, m.settled
             order by m.run_id, coalesce(p.transaction_id, l.name) collate "C", m.settled desc
            """;

    private final JdbcClient jdbc;
    private final Inquiry inquiry;
    private final TransactionTemplate transaction;

    public Explanations(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.inquiry = new Inquiry(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /**
     * A line of a voucher.
     *
     * @throws Refused if there is no such run or line, or the run is not posted
     */
    public LineCard line(long run, int line) {
        Voucher voucher = inquiry.voucher(run);
        List<VoucherLine> lines = voucher.lines();
        if (line < 1 || line > lines.size()) {
            throw new Refused(
                    FaultCode.UNKNOWN_LINE,
                    lines.isEmpty()
                            ? "run " + run
                                    + (voucher.run().updateLedger()
                                            ? " changed no cost"
                                            : " was posted without ledger update")
                                    + ": it has no voucher lines"
                            : "voucher "
                                    + Text.quoted(String.valueOf(voucher.run().voucher())) + " of run " + run
                                    + " has no line " + line + ": its lines are 1 to " + lines.size(),
                    lines.isEmpty()
                            ? "explain one of its transactions with --company and --transaction"
                            : "look at them with `period-close voucher --run " + run + "`");
        }
        return new LineCard(voucher.run(), lines.get(line - 1));
    }

    /** Passes the settlements of a line to {@code reader}, by item number and transaction id in code-point order. */
    public void readSettlements(LineCard card, long limit, Consumer<SettlementReason> reader) {
        transaction.executeWithoutResult(status -> jdbc.sql(SETTLEMENTS)
                .param("run", card.run().run())
                .param("line", card.line().line())
                .param("limit", limit)
                .withFetchSize(FETCH_SIZE)
                .query((ResultSet row) -> reader.accept(reason(row))));
    }

    private static SettlementReason reason(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        Money amount = Money.of(currency, row.getBigDecimal("amount"));
        Money size = amount.isNegative() ? amount.negated() : amount;
        Direction kind = Direction.valueOf(row.getString("kind"));
        Long cancels = row.getObject("cancels_run_id", Long.class);
        boolean stornoOn = row.getBoolean("storno_on");
        SignReason sign = cancels == null
                ? SignReason.posted(kind, amount, stornoOn)
                : SignReason.takenBack(cancels, Money.of(currency, row.getBigDecimal("taken_back")), stornoOn);
        return new SettlementReason(
                row.getString("transaction_id"),
                row.getString("item_number"),
                row.getString("item_group"),
                kind,
                row.getBigDecimal("quantity"),
                row.getObject("financial_date", LocalDate.class),
                amount,
                row.getBoolean("storno") ? size.negated() : size,
                rule(row, "inventory_account", "inventory_source", "INVENTORY"),
                rule(row, "offset_account", "offset_source", row.getString("offset_type")),
                sign.formula(),
                sign.rule());
    }

    private static AccountRule rule(ResultSet row, String account, String source, String accountType)
            throws SQLException {
        return new AccountRule(
                row.getString(account),
                AccountRule.Source.valueOf(row.getString(source)),
                accountType,
                row.getString("charges_code"));
    }

    /**
     * The history of a transaction.
     *
     * @throws Refused if there is no such company or transaction
     */
    public TransactionStory transaction(String company, String transactionId) {
        inquiry.requireCompany(company);
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql(TRANSACTION)
                .param("company", company)
                .param("transaction", transactionId)
                .query((row, number) -> story(row))
                .optional()
                .orElseThrow(() -> SettledInquiry.unknown(company, transactionId))));
    }

    private TransactionStory story(ResultSet row) throws SQLException {
        List<TransactionStory.Layer> layers = new ArrayList<>();
        layers.add(layer(
                row, CurrencyLayer.ACCOUNTING, row.getString("accounting_currency"), "cost_amount", "settled_amount"));
        String reporting = row.getString("reporting_currency");
        if (reporting != null) {
            layers.add(layer(
                    row, CurrencyLayer.REPORTING, reporting, "reporting_cost_amount", "reporting_settled_amount"));
        }
        return new TransactionStory(
                row.getString("company"),
                row.getString("transaction_id"),
                row.getString("item_number"),
                row.getString("item_group"),
                Direction.valueOf(row.getString("kind")),
                row.getBigDecimal("quantity"),
                row.getObject("physical_date", LocalDate.class),
                row.getObject("financial_date", LocalDate.class),
                row.getObject("takes_part_on", LocalDate.class),
                row.getBoolean("open"),
                row.getString("inventory_account"),
                layers);
    }

    private TransactionStory.Layer layer(
            ResultSet row, CurrencyLayer layer, String currency, String cost, String settledBefore)
            throws SQLException {
        BigDecimal given = row.getBigDecimal(cost);
        Money costAmount = given == null ? null : Money.of(currency, given);
        int item = row.getInt("item_id");
        long id = row.getLong("id");
        List<TransactionStory.Step> steps = new ArrayList<>();
        jdbc.sql(STEPS)
                .param("layer", layer.name())
                .param("item", item)
                .param("transaction", id)
                .query((ResultSet step) -> {
                    Money before = steps.isEmpty()
                            ? costAmount
                            : steps.get(steps.size() - 1).valueAfter();
                    steps.add(step(step, currency, before));
                });
        List<TransactionStory.OpenLine> openLines = jdbc.sql(OPEN_LINES)
                .param("layer", layer.name())
                .param("item", item)
                .param("transaction", id)
                .query((line, number) -> new TransactionStory.OpenLine(
                        line.getString("journal"),
                        line.getString("status"),
                        Money.of(currency, line.getBigDecimal("amount"))))
                .list();
        TransactionStory.Layer history = new TransactionStory.Layer(layer, currency, costAmount, steps, openLines);
        if (Direction.valueOf(row.getString("kind")) == Direction.RECEIPT || history.value() == null) {
            return history;
        }
        List<Payment> payments = new ArrayList<>();
        BigDecimal before = row.getBigDecimal("settled_quantity").negate();
        if (before.signum() != 0) {
            Money amount = Money.of(currency, row.getBigDecimal(settledBefore)).negated();
            payments.add(new Payment(null, before, amount, null, true));
        }
        payments.addAll(jdbc.sql(PAYMENTS)
                .param("layer", layer.name())
                .param("item", item)
                .param("transaction", id)
                .query((match, number) -> new Payment(
                        match.getString("layer"),
                        match.getBigDecimal("quantity"),
                        Money.of(currency, match.getBigDecimal("amount")),
                        match.getLong("run_id"),
                        match.getBoolean("settled")))
                .list());
        return new TransactionStory.Layer(
                layer,
                currency,
                costAmount,
                steps,
                openLines,
                payments,
                rest(row.getBigDecimal("quantity").negate(), history.value().negated(), payments));
    }

    /** What nothing paid for: with the payments it is exactly the issue. */
    private static Payment rest(BigDecimal quantity, Money value, List<Payment> payments) {
        BigDecimal left = payments.stream().map(Payment::quantity).reduce(quantity, BigDecimal::subtract);
        Money amount =
                payments.stream().map(payment -> payment.amount().negated()).reduce(value, Money::plus);
        return new Payment(null, left, amount, null, false);
    }

    private static TransactionStory.Step step(ResultSet row, String currency, @Nullable Money before)
            throws SQLException {
        Money amount = Money.of(currency, row.getBigDecimal("amount"));
        BigDecimal ledger = row.getBigDecimal("ledger_amount");
        return new TransactionStory.Step(
                row.getLong("id"),
                RunType.valueOf(row.getString("type")),
                row.getString("journal"),
                row.getObject("posting_date", LocalDate.class),
                row.getString("voucher"),
                row.getObject("line", Integer.class),
                row.getString("debit_account"),
                row.getString("credit_account"),
                amount,
                ledger == null ? null : Money.of(currency, ledger),
                before == null ? null : before.plus(amount),
                row.getObject("cancels_run_id", Long.class),
                row.getObject("cancelled_by", Long.class));
    }
}
