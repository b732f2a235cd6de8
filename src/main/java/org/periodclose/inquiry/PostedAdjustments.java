package org.periodclose.inquiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.AdjustmentsRequest;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads what posted runs have moved on items. */
public final class PostedAdjustments {
    private static final int FETCH_SIZE = 5_000;

    /** What each run moved on each item and pair of accounts, direct and reverse apart. */
    private static final String MOVED = """
            with run as (
                select r.id, r.type, r.posting_date, coalesce(r.cancels_run_id, r.id) as set_up_run_id, v.voucher
                  from posting_run r
                  left join voucher v on v.run_id = r.id
                 where r.company_id = :company and r.currency_layer = :layer and r.status = 'POSTED'
                   and r.posting_date between coalesce(:from::date, '-infinity') and coalesce(:to::date, 'infinity')
                   and (:vouchers::text[] is null or v.voucher = any(:vouchers::text[]))
            ), moved as (
                select s.run_id, s.item_id, s.debit_account_id, s.credit_account_id, s.storno, count(*) as settlements, sum(s.amount) as amount
                  from run r
                  join settlement s on s.run_id = r.id
                 where :items::text[] is null
                    or s.item_id in (select id from item where company_id = :company and item_number = any(:items::text[]))
                 group by s.run_id, s.item_id, s.debit_account_id, s.credit_account_id, s.storno
            )
            """;

    /** Folded, the lines of an item are one: nothing is left out, so the sum of all lines is the same. */
    private static final String LINES = MOVED + """
            select g.item_group, i.item_number, i.name, l.posting_date, l.voucher, l.run, l.type, d.main_account as debit,
                   c.main_account as credit, l.storno, sum(m.settlements) as settlements, sum(m.amount) as amount
              from moved m
              join run r on r.id = m.run_id
              join item i on i.id = m.item_id
              left join run_item f on f.run_id = r.set_up_run_id and f.item_id = i.id
              join item_group g on g.id = coalesce(f.item_group_id, i.item_group_id)
              left join lateral (select r.id as run, r.posting_date, r.voucher, r.type, m.debit_account_id, m.credit_account_id, m.storno
                                  where not :folded) l on true
              left join main_account d on d.id = l.debit_account_id
              left join main_account c on c.id = l.credit_account_id
             group by g.item_group, i.item_number, i.name, l.posting_date, l.voucher, l.run, l.type, d.main_account, c.main_account, l.storno
             order by g.item_group, i.item_number, l.posting_date, l.run, l.storno, d.main_account, c.main_account
            """;

    private static final String TOTALS = MOVED + """
            select coalesce(sum(settlements), 0) as settlements, coalesce(sum(amount), 0) as amount,
                   coalesce(sum(amount) filter (where storno), 0) as storno
              from moved
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PostedAdjustments(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /** What one run moved on one item and one pair of accounts in one direction; folded, what all did on an item, without details. */
    public record Line(
            String itemGroup,
            String itemNumber,
            String name,
            long settlements,
            Money amount,
            @Nullable Details details) {}

    /** Where a line comes from. */
    public record Details(
            LocalDate postingDate,
            @Nullable String voucher,
            long run,
            RunType type,
            String debit,
            String credit,
            boolean storno) {}

    /**
     * The sum of all lines.
     *
     * @param storno the part of the amount that is storno
     */
    public record Totals(long settlements, Money amount, Money storno) {}

    /**
     * What is asked for.
     *
     * @param lines gives every line to whom it is given
     */
    public record Adjustments(Books books, AdjustmentsRequest request, Totals totals, Consumer<Consumer<Line>> lines) {}

    /**
     * Posted adjustments; the lines are read when they are asked for.
     *
     * @throws Refused if the company, an item or a voucher is unknown
     */
    public Adjustments of(AdjustmentsRequest request) {
        Books books = Books.of(jdbc, request.company(), request.layer());
        requireKnown(books, request);
        return new Adjustments(books, request, totals(books, request), reader -> lines(books, request, reader));
    }

    private Totals totals(Books books, AdjustmentsRequest request) {
        return asked(TOTALS, books, request)
                .query((row, number) -> new Totals(
                        row.getLong("settlements"),
                        Money.of(books.currency(), row.getBigDecimal("amount")),
                        Money.of(books.currency(), row.getBigDecimal("storno"))))
                .single();
    }

    private void lines(Books books, AdjustmentsRequest request, Consumer<Line> reader) {
        transaction.executeWithoutResult(status -> asked(LINES, books, request)
                .param("folded", request.excludeStorno())
                .withFetchSize(FETCH_SIZE)
                .query((ResultSet row) -> reader.accept(line(row, books.currency()))));
    }

    private JdbcClient.StatementSpec asked(String sql, Books books, AdjustmentsRequest request) {
        return jdbc.sql(sql)
                .param("company", books.id())
                .param("layer", books.layer().name())
                .param("from", request.from())
                .param("to", request.to())
                .param("items", orNull(request.items()))
                .param("vouchers", orNull(request.vouchers()));
    }

    /** A slip must not look like an empty report. */
    private void requireKnown(Books books, AdjustmentsRequest request) {
        List<Fault> faults = new ArrayList<>();
        unknown("select item_number from item where company_id = :company", books, request.items())
                .forEach(item -> faults.add(Fault.of(
                        FaultCode.UNKNOWN_ITEM,
                        "company " + Text.quoted(books.company()) + " has no item " + Text.quoted(item),
                        "give another --item, or import the item")));
        unknown("select voucher from voucher where company_id = :company", books, request.vouchers())
                .forEach(voucher -> faults.add(Fault.of(
                        FaultCode.UNKNOWN_VOUCHER,
                        "company " + Text.quoted(books.company()) + " has no voucher " + Text.quoted(voucher),
                        "look it up with `period-close runs " + Shell.company(books.company()) + "`")));
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
    }

    private List<String> unknown(String known, Books books, List<String> names) {
        return names.isEmpty()
                ? List.of()
                : jdbc.sql("select w from unnest(:names::text[]) w where w not in (" + known + ")")
                        .param("names", names.toArray(String[]::new))
                        .param("company", books.id())
                        .query(String.class)
                        .list();
    }

    private static String @Nullable [] orNull(List<String> names) {
        return names.isEmpty() ? null : names.toArray(String[]::new);
    }

    private static Line line(ResultSet row, String currency) throws SQLException {
        return new Line(
                row.getString("item_group"),
                row.getString("item_number"),
                row.getString("name"),
                row.getLong("settlements"),
                Money.of(currency, row.getBigDecimal("amount")),
                row.getObject("run") == null
                        ? null
                        : new Details(
                                row.getObject("posting_date", LocalDate.class),
                                row.getString("voucher"),
                                row.getLong("run"),
                                RunType.valueOf(row.getString("type")),
                                row.getString("debit"),
                                row.getString("credit"),
                                row.getBoolean("storno")));
    }
}
