package org.periodclose.revaluing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.run.RunArguments;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is wrong with the items of a revaluation or conversion, or with a line of it. */
final class LineRules {
    /** Where a cost object is, in words after the item: {@code (site "S1")}; empty: nowhere in particular. */
    static final String PLACE = """
            coalesce(' (' || nullif(concat_ws(', ', 'site ' || quoted(o.site), 'warehouse ' || quoted(o.warehouse), 'batch ' || quoted(o.batch_number),
                                              'serial number ' || quoted(o.serial_number)), '') || ')', '')""";

    private final RevaluationRequest request;
    private final StockOnADay stock;
    private final JdbcClient jdbc;

    LineRules(RevaluationRequest request, StockOnADay stock, JdbcClient jdbc) {
        this.request = request;
        this.stock = stock;
        this.jdbc = jdbc;
    }

    /** A row of a result, as a fault. */
    private interface Finding {
        Fault of(ResultSet row) throws SQLException;
    }

    private List<Fault> found(String sql, Finding finding) {
        return stock.ask(jdbc, sql + " limit " + RunArguments.REPORTED_FAULTS)
                .query((row, number) -> finding.of(row))
                .list();
    }

    private static Fault fault(
            FaultCode code, String message, String remedy, @Nullable String transaction, String item) {
        return new Fault(code, message, remedy, null, transaction, item, null);
    }

    /** What every line needs: accounts, and a value that is known. */
    List<Fault> accountsAndCosts() {
        List<Fault> faults = new ArrayList<>(unknownValues());
        faults.addAll(accounts());
        return faults;
    }

    private List<Fault> unknownValues() {
        return found(
                """
                select t.transaction_id, i.item_number
                  from (select distinct item_id, cost_object_id from revaluation_line where run_id = :run and amount is null) n
                  join inventory_transaction t on t.company_id = :company and t.item_id = n.item_id and t.cost_object_id = n.cost_object_id
                  join item i on i.id = t.item_id
                 where takes_part(t) <= :day and cost_in(t, :layer) is null
                 order by t.transaction_id
                """,
                row -> fault(
                        FaultCode.COST_MISSING,
                        "transaction " + Text.quoted(row.getString(1)) + " of item " + Text.quoted(row.getString(2))
                                + " has no cost in the " + stock.books().layer() + " layer",
                        "import it again with its reporting_cost_amount",
                        row.getString(1),
                        row.getString(2)));
    }

    private List<Fault> accounts() {
        return found(
                """
                select n.name, i.item_number, f.code, f.what
                  from revaluation_line n
                  join run_item r on r.run_id = :run and r.item_id = n.item_id
                  join item i on i.id = n.item_id
                  left join inventory_transaction t on t.id = n.inventory_transaction_id
                 cross join lateral (select case when n.amount > 0 then r.profit_account_id else r.loss_account_id end as id,
                                            case when n.amount > 0 then r.profit_account_type else r.loss_account_type end as type) o
                 cross join lateral (
                       select case when n.inventory_account_id is null and t.inventory_account is not null then 'UNKNOWN_ACCOUNT'
                                   when n.inventory_account_id is null or o.id is null then 'NO_ACCOUNT'
                                   when n.inventory_account_id = o.id then 'SAME_ACCOUNT' end as code,
                              case when n.inventory_account_id is null then coalesce(t.inventory_account, 'INVENTORY') else o.type end as what) f
                 where n.run_id = :run and n.amount <> 0 and f.code is not null
                 order by n.name, i.item_number
                """,
                row -> account(
                        row.getString(1), row.getString(2), FaultCode.valueOf(row.getString(3)), row.getString(4)));
    }

    private Fault account(String transaction, String item, FaultCode code, String what) {
        String it = "transaction " + Text.quoted(transaction) + " of item " + Text.quoted(item);
        return switch (code) {
            case UNKNOWN_ACCOUNT ->
                fault(
                        code,
                        it + " names account " + Text.quoted(what) + ", which company "
                                + Text.quoted(stock.books().company()) + " does not have",
                        "add the account in main_accounts.csv",
                        transaction,
                        item);
            case NO_ACCOUNT ->
                fault(
                        code,
                        "item " + Text.quoted(item) + " has no " + what + " account for transaction "
                                + Text.quoted(transaction),
                        "give the item, its group or ALL an account of type "
                                + (what.equals("INVENTORY")
                                        ? what
                                        : "REVALUATION_" + what.replace("REVALUATION_", "") + " or "
                                                + what.replace("REVALUATION_", ""))
                                + " in posting_profiles.csv",
                        transaction,
                        item);
            default ->
                fault(
                        FaultCode.SAME_ACCOUNT,
                        it + " has the same account as inventory account and as " + what + " account",
                        "give the item, its group or ALL another account of type " + what + " in posting_profiles.csv",
                        transaction,
                        item);
        };
    }

    /** Items of the wrong kind. */
    List<Fault> models(boolean periodic, FaultCode code, String what, String remedy) {
        return found(
                """
                select i.item_number, r.inventory_model
                  from run_item r
                  join item i on i.id = r.item_id
                 where r.run_id = :run and is_periodic(r.inventory_model) = <periodic>
                 order by i.item_number
                """.replace("<periodic>", String.valueOf(periodic)),
                row -> fault(
                        code,
                        "item " + Text.quoted(row.getString(1)) + " is valued by " + row.getString(2) + ", and " + what,
                        remedy,
                        null,
                        row.getString(1)));
    }

    /**
     * Stock without a price.
     *
     * @param everywhere each cost object on hand needs one; else an item that has one somewhere is valued there only
     */
    List<Fault> unpriced(String onHand, boolean everywhere) {
        return found(
                "with stock as (" + onHand
                        + """
                )
                select distinct i.item_number, case when priced.here then <place> else '' end as place
                  from stock s
                  join cost_object o on o.id = s.cost_object_id
                  join item i on i.id = o.item_id
                 cross join lateral (select exists (select from revaluation_price p where p.run_id = :run and p.item_id = o.item_id) as here) priced
                 where s.quantity > 0 and revaluation_price_of(:run, o.item_id, o.site) is null and (<everywhere> or not priced.here)
                 order by i.item_number, place
                """.replace("<place>", PLACE).replace("<everywhere>", String.valueOf(everywhere)),
                row -> unpriced(row.getString(1), row.getString(2)));
    }

    private Fault unpriced(String item, String place) {
        String it = "item " + Text.quoted(item) + place;
        return request.prices() == null
                ? fault(
                        FaultCode.NO_COST_PRICE,
                        it + " has no cost price in the " + stock.books().layer() + " layer",
                        "import its "
                                + (stock.books().layer() == CurrencyLayer.ACCOUNTING
                                        ? "cost_price"
                                        : "reporting_cost_price")
                                + " in items.csv, or name the items to be valued with --item",
                        null,
                        item)
                : fault(
                        FaultCode.NO_COST_PRICE,
                        it + " has stock and no price",
                        "give it a line in the file of --prices, or leave the item out",
                        null,
                        item);
    }

    /**
     * Something of the stock takes part after a day.
     *
     * @param rows what the transactions are looked for: a table with item_id and cost_object_id, or the items of the run
     */
    List<Fault> laterTransactions(String rows, LaterRemedy remedy) {
        return found(
                """
                select distinct on (t.item_id, t.cost_object_id) t.transaction_id, i.item_number, takes_part(t)
                  from <rows> n
                  join inventory_transaction t on t.company_id = :company and t.item_id = n.item_id and t.cost_object_id = n.cost_object_id
                  join item i on i.id = t.item_id
                 where takes_part(t) > :day
                 order by t.item_id, t.cost_object_id, takes_part(t) desc, t.transaction_id
                """.replace("<rows>", rows),
                row -> fault(
                        FaultCode.BEFORE_TRANSACTION,
                        "transaction " + Text.quoted(row.getString(1)) + " of item " + Text.quoted(row.getString(2))
                                + " is of " + row.getObject(3, LocalDate.class) + ", after " + stock.day(),
                        remedy.words(row.getObject(3, LocalDate.class), 0),
                        row.getString(1),
                        row.getString(2)));
    }

    /** What to do about something of a later day; the number of the run that did it and can be cancelled, or 0. */
    interface LaterRemedy {
        String words(LocalDate later, long byRun);
    }

    /** A run in force has changed the value of the stock after a day. */
    List<Fault> laterRuns(String rows, LaterRemedy remedy) {
        return found(
                """
                select distinct on (r.id) r.id, i.item_number, r.posting_date, conversion_on(r.id) is not null as is_final
                  from active_run r
                  join settlement s on s.run_id = r.id
                  join item i on i.id = s.item_id
                  left join inventory_transaction t on t.id = s.inventory_transaction_id
                  left join cost_layer l on l.id = s.inventory_transaction_id
                  join <rows> n on n.item_id = s.item_id and n.cost_object_id = coalesce(t.cost_object_id, l.cost_object_id)
                 where r.company_id = :company and r.currency_layer = :layer and r.posting_date > :day
                 order by r.id, i.item_number
                """.replace("<rows>", rows),
                row -> fault(
                        FaultCode.RUN_IN_THE_WAY,
                        "run " + row.getLong(1) + " has changed the value of item " + Text.quoted(row.getString(2))
                                + " on " + row.getObject(3, LocalDate.class) + ", after " + stock.day(),
                        remedy.words(row.getObject(3, LocalDate.class), row.getBoolean(4) ? 0 : row.getLong(1)),
                        null,
                        row.getString(2)));
    }

    /** More issues than receipts. */
    List<Fault> negative(String onHand) {
        return found(
                "with stock as (" + onHand + """
                )
                select i.item_number, <place> as place, trim_scale(-s.quantity) as quantity
                  from stock s
                  join cost_object o on o.id = s.cost_object_id
                  join item i on i.id = o.item_id
                 where s.quantity < 0
                 order by i.item_number, place
                """.replace("<place>", PLACE),
                row -> new Fault(
                        FaultCode.NEGATIVE_STOCK,
                        "item " + Text.quoted(row.getString(1)) + row.getString(2) + " has "
                                + row.getBigDecimal(3).toPlainString() + " more in issues than in receipts on "
                                + stock.day(),
                        "post the missing receipts, close again, then convert",
                        null,
                        null,
                        row.getString(1),
                        row.getBigDecimal(3)));
    }
}
