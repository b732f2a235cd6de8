package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.periodclose.core.inventory.Grouping;
import org.periodclose.core.inventory.StockRequest;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.StockLine.Stock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stock by quantity and value: at a day, over a period, after a close. Reads only. */
public final class StockInquiry {
    private static final int FETCH_SIZE = 5_000;

    /** Lines that are kept from the reading of the totals; where there are more, they are read again. */
    private static final int KEPT = 20_000;

    /** What a report of stock starts from when it starts from no close. */
    private static final Start NOTHING = new Start(0, LocalDate.of(1, 1, 1));

    /** The last close before the period, if its balances are as detailed as what is asked for. */
    private static final String START = """
            select r.id as run, r.posting_date as day
              from active_run r
             where r.company_id = :company and r.currency_layer = :layer and r.type = 'CLOSE' and r.posting_date < :from
               and not exists (select from item_model m
                                where m.company_id = r.company_id and m.currency_layer = r.currency_layer
                                  and not m.financial_dimensions @> :dimensions::text[])
             order by r.posting_date desc
             limit 1
            """;

    /**
     * The balances of a close and what is newer: transactions, and settlements of runs in force, each as of the day on which its transaction
     * counts. An on-hand adjustment has the date of its close and is newer. Inside a row, what a cost flow gives and takes is left out.
     */
    private static final String STOCK = """
            with movement as (
                select o.item_id, o.site, o.warehouse, o.batch_number, o.serial_number, null::text as account, false as storno,
                       null::integer as cost_flow_id, true as receipt, :after::date as day, b.quantity, b.value
                  from closing_balance b
                  join cost_object o on o.id = b.cost_object_id
                 where b.run_id = :start
                union all
                select t.item_id, t.site, t.warehouse, t.batch_number, t.serial_number, t.inventory_account, false,
                       t.cost_flow_id, t.kind = 'RECEIPT', counts_on(t, :physical), t.quantity, cost_in(t, :layer)
                  from inventory_transaction t
                 where t.company_id = :company
                   and case when :physical then counts_on(t, true) <= :to else takes_part_within(t, :after, :to) end
                union all
                select s.item_id, coalesce(t.site, root.site, o.site), coalesce(t.warehouse, root.warehouse, o.warehouse),
                       coalesce(t.batch_number, root.batch_number, o.batch_number), coalesce(t.serial_number, root.serial_number, o.serial_number), coalesce(a.main_account, t.inventory_account), s.storno is true,
                       t.cost_flow_id, t.kind is distinct from 'ISSUE', greatest(r.posting_date, counts_on(t, :physical)), 0, s.amount
                  from active_run r
                  join settlement s on s.run_id = r.id
                  left join inventory_transaction t on t.id = s.inventory_transaction_id
                  left join cost_layer l on l.id = s.inventory_transaction_id
                  left join inventory_transaction root on root.id = l.root_id
                  left join cost_object o on o.id = l.cost_object_id
                  left join main_account a on a.id = case when (s.amount > 0) <> s.storno then s.debit_account_id else s.credit_account_id end
                 where r.company_id = :company and r.currency_layer = :layer and r.posting_date <= :to
                   and (r.posting_date > :after or r.posting_date = :after and r.type = 'ON_HAND_ADJUSTMENT')
                   and (t.id is null or counts_on(t, :physical) <= :to)
                union all
                select t.item_id, t.site, t.warehouse, t.batch_number, t.serial_number, t.inventory_account, s.storno is true,
                       t.cost_flow_id, t.kind = 'RECEIPT', takes_part(t), 0, s.amount
                  from inventory_transaction t
                  join settlement s on s.item_id = t.item_id and s.inventory_transaction_id = t.id
                  join active_run r on r.id = s.run_id and r.currency_layer = :layer
                 where t.company_id = :company and :start > 0 and r.posting_date <= :after and r.type <> 'ON_HAND_ADJUSTMENT'
                   and takes_part_within(t, :after, :to)
            ), profile as (
                select p.item_id, a.main_account
                  from item_account p
                  join main_account a on a.id = p.main_account_id
                 where :account and p.company_id = :company and p.account_type = 'INVENTORY'
            ), moved as (
                select case when :item_group or :item then i.item_group_id end as item_group_id,
                       case when :item then m.item_id end as item_id,
                       case when :site then m.site end as site,
                       case when :warehouse then m.warehouse end as warehouse,
                       case when :batch then m.batch_number end as batch_number,
                       case when :serial then m.serial_number end as serial_number,
                       case when :account then coalesce(m.account, p.main_account) end as account,
                       :storno and m.storno and m.day >= :from as storno,
                       case when not :expanded and m.day >= :from then m.cost_flow_id end as cost_flow_id,
                       sum(case when m.day < :from then m.quantity else 0 end) as opening_quantity,
                       sum(case when m.day < :from then m.value else 0 end) as opening_value,
                       sum(case when m.day >= :from and m.receipt then m.quantity else 0 end) as received_quantity,
                       sum(case when m.day >= :from and m.receipt then m.value else 0 end) as received_value,
                       sum(case when m.day >= :from and not m.receipt then -m.quantity else 0 end) as issued_quantity,
                       sum(case when m.day >= :from and not m.receipt then -m.value else 0 end) as issued_value,
                       bool_or(m.value is null) as unknown
                  from movement m
                  join item i on i.id = m.item_id
                  left join profile p on p.item_id = m.item_id
                 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
            ), line as (
                select item_group_id, item_id, site, warehouse, batch_number, serial_number, account, storno,
                       sum(opening_quantity) as opening_quantity, sum(opening_value) as opening_value,
                       sum(received_quantity - inside.quantity) as received_quantity, sum(received_value - inside.value) as received_value,
                       sum(issued_quantity - inside.quantity) as issued_quantity, sum(issued_value - inside.value) as issued_value,
                       bool_or(unknown) as unknown
                  from moved
                 cross join lateral (
                       select case when cost_flow_id is null then 0 else common_part(received_quantity, issued_quantity) end as quantity,
                              case when cost_flow_id is null then 0 else common_part(received_value, issued_value) end as value
                       ) inside
                 group by 1, 2, 3, 4, 5, 6, 7, 8
            )
            """;

    private static final String LINES = STOCK + """
            select g.item_group, i.item_number, i.name, l.site, l.warehouse, l.batch_number, l.serial_number, l.account, l.storno, l.unknown,
                   trim_scale(l.opening_quantity) as opening_quantity, l.opening_value, trim_scale(l.received_quantity) as received_quantity,
                   l.received_value, trim_scale(l.issued_quantity) as issued_quantity, l.issued_value,
                   trim_scale(l.opening_quantity + l.received_quantity - l.issued_quantity) as closing_quantity,
                   l.opening_value + l.received_value - l.issued_value as closing_value
              from line l
              left join item i on i.id = l.item_id
              left join item_group g on g.id = l.item_group_id
             where :zero or l.unknown or num_nonnulls(nullif(l.opening_quantity, 0), nullif(l.opening_value, 0), nullif(l.received_quantity, 0),
                                       nullif(l.received_value, 0), nullif(l.issued_quantity, 0), nullif(l.issued_value, 0)) > 0
             order by array(select case b.name when 'ITEM_GROUP' then g.item_group when 'ITEM' then i.item_number when 'SITE' then coalesce(l.site, '')
                                               when 'WAREHOUSE' then coalesce(l.warehouse, '') when 'BATCH' then coalesce(l.batch_number, '')
                                               when 'SERIAL' then coalesce(l.serial_number, '') when 'ACCOUNT' then coalesce(l.account, '')
                                               else l.storno::text end collate "C"
                              from unnest(:by::text[]) with ordinality b (name, position)
                             order by b.position)
            """;

    private static final String BALANCES = """
            select i.item_number, i.name, o.site, o.warehouse, o.batch_number, o.serial_number, trim_scale(b.quantity) as quantity, b.value,
                   r.currency
              from closing_balance b
              join posting_run r on r.id = b.run_id
              join cost_object o on o.id = b.cost_object_id
              join item i on i.id = o.item_id
             where b.run_id = :run
             order by i.item_number, o.site nulls first, o.warehouse nulls first, o.batch_number nulls first, o.serial_number nulls first
            """;

    private final JdbcClient jdbc;
    private final SettledInquiry settled;
    private final TransactionTemplate transaction;

    StockInquiry(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.settled = new SettledInquiry(jdbc, transactions);
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /**
     * The close that a report starts from.
     *
     * @param run its number; 0: none, it is read from all transactions
     */
    public record Start(long run, LocalDate day) {
        public boolean isClose() {
            return run > 0;
        }
    }

    /**
     * Stock over a period.
     *
     * @param totals without quantities, which are of different items
     * @param lines gives every line to whom it is given
     */
    public record Turnovers(
            Books books, StockRequest request, Start start, StockLine totals, Consumer<Consumer<StockLine>> lines) {}

    /**
     * Stock over a period; the lines are read when they are asked for.
     *
     * @throws org.periodclose.core.fault.Refused if the company is unknown, or keeps no such books
     */
    public Turnovers of(StockRequest request) {
        Books books = Books.of(jdbc, request.company(), request.layer());
        Start start = request.mayStartFromAClose() ? start(books, request) : NOTHING;
        Totals totals = new Totals(Money.zero(books.currency()));
        lines(books, request, start, totals::add);
        return new Turnovers(books, request, start, totals.line(), reader -> {
            if (totals.areKept()) {
                totals.kept.forEach(reader);
            } else {
                lines(books, request, start, reader);
            }
        });
    }

    /** What lines sum up to. Stock is read from all that was ever posted, so the lines are kept as long as they are few. */
    private static final class Totals {
        private final List<StockLine> kept = new ArrayList<>();
        private long lines;
        private Stock opening;
        private Stock receipts;
        private Stock issues;
        private Stock closing;

        Totals(Money zero) {
            opening = new Stock(BigDecimal.ZERO, zero);
            receipts = opening;
            issues = opening;
            closing = opening;
        }

        void add(StockLine line) {
            lines++;
            opening = plus(opening, line.opening());
            receipts = plus(receipts, line.receipts());
            issues = plus(issues, line.issues());
            closing = plus(closing, line.closing());
            if (areKept()) {
                kept.add(line);
            } else {
                kept.clear();
            }
        }

        boolean areKept() {
            return lines <= KEPT;
        }

        /** Quantities of different items have no sum. */
        private static Stock plus(Stock sum, Stock line) {
            Money value = line.value();
            return new Stock(
                    BigDecimal.ZERO,
                    sum.value() == null || value == null ? null : sum.value().plus(value));
        }

        StockLine line() {
            return new StockLine(
                    null, null, null, null, null, null, null, null, false, opening, receipts, issues, closing);
        }
    }

    private Start start(Books books, StockRequest request) {
        return jdbc.sql(START)
                .param("company", books.id())
                .param("layer", books.layer().name())
                .param("from", request.from())
                .param(
                        "dimensions",
                        request.dimensions().stream().map(Grouping::name).toArray(String[]::new))
                .query(Start.class)
                .optional()
                .orElse(NOTHING);
    }

    private void lines(Books books, StockRequest request, Start start, Consumer<StockLine> reader) {
        transaction.executeWithoutResult(status -> asked(LINES, books, request, start)
                .param("zero", request.zero())
                .param("by", request.by().stream().map(Grouping::name).toArray(String[]::new))
                .withFetchSize(FETCH_SIZE)
                .query((ResultSet row) -> reader.accept(line(row, books.currency()))));
    }

    private JdbcClient.StatementSpec asked(String sql, Books books, StockRequest request, Start start) {
        JdbcClient.StatementSpec asked = jdbc.sql(sql)
                .param("company", books.id())
                .param("layer", books.layer().name())
                .param("start", start.run())
                .param("after", start.day())
                .param("from", request.from())
                .param("to", request.to())
                .param("physical", request.physical())
                .param("expanded", request.expandTransfers());
        for (Grouping grouping : Grouping.values()) {
            asked = asked.param(
                    grouping.name().toLowerCase(Locale.ROOT), request.by().contains(grouping));
        }
        return asked;
    }

    private static StockLine line(ResultSet row, String currency) throws SQLException {
        return new StockLine(
                row.getString("item_group"),
                row.getString("item_number"),
                row.getString("name"),
                row.getString("site"),
                row.getString("warehouse"),
                row.getString("batch_number"),
                row.getString("serial_number"),
                row.getString("account"),
                row.getBoolean("storno"),
                stock(row, currency, "opening"),
                stock(row, currency, "received"),
                stock(row, currency, "issued"),
                stock(row, currency, "closing"));
    }

    private static Stock stock(ResultSet row, String currency, String of) throws SQLException {
        BigDecimal value = row.getBoolean("unknown") ? null : row.getBigDecimal(of + "_value");
        return new Stock(row.getBigDecimal(of + "_quantity"), value == null ? null : Money.of(currency, value));
    }

    /**
     * What was on hand after a close.
     *
     * @throws org.periodclose.core.fault.Refused if there is no such run, it is not posted, or it is no close
     */
    public OnHand onHand(long run) {
        Run close = settled.requireClose(run);
        return new OnHand(
                Books.of(jdbc, close.company(), close.currencyLayer()),
                close,
                reader -> balances(run, reader),
                settled.layers(run, Long.MAX_VALUE));
    }

    private void balances(long run, Consumer<OnHand.Balance> reader) {
        transaction.executeWithoutResult(status -> jdbc.sql(BALANCES)
                .param("run", run)
                .withFetchSize(FETCH_SIZE)
                .query((ResultSet row) -> reader.accept(balance(row))));
    }

    private static OnHand.Balance balance(ResultSet row) throws SQLException {
        BigDecimal value = row.getBigDecimal("value");
        return new OnHand.Balance(
                row.getString("item_number"),
                row.getString("name"),
                row.getString("site"),
                row.getString("warehouse"),
                row.getString("batch_number"),
                row.getString("serial_number"),
                row.getBigDecimal("quantity"),
                value == null ? null : Money.of(row.getString("currency"), value));
    }
}
