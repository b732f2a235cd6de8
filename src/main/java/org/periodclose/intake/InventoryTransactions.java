package org.periodclose.intake;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InventoryTransactions extends ImportFile {
    static final ImportFile FILE = new InventoryTransactions();

    private InventoryTransactions() {
        super(
                "inventory_transactions.csv",
                "inventory transaction",
                Target.large("inventory_transaction", CostObjects.OF_STAGED)
                        .key("company_id", "c.id")
                        .key("transaction_id", "s.transaction_id")
                        .value("item_id", "i.id")
                        .values("kind", "quantity", "physical_date", "financial_date")
                        .value("cost_amount", "round(s.cost_amount, c.accounting_decimals)")
                        .value("reporting_cost_amount", "round(s.reporting_cost_amount, c.reporting_decimals)")
                        .values("open", "site", "warehouse", "batch_number", "serial_number")
                        .values("inventory_account", "offset_account")
                        .value("cost_object_id", "o.id")
                        .value("cost_flow_id", "f.id")
                        .value("return_of", "nullif(s.return_of, '')")
                        .value("sequence", "coalesce(s.sequence, 0)")
                        .value("settled_quantity", "coalesce(s.settled_quantity, 0)")
                        .value("settled_amount", "coalesce(round(s.settled_amount, c.accounting_decimals), 0)")
                        .value(
                                "reporting_settled_amount",
                                "coalesce(round(s.reporting_settled_amount, c.reporting_decimals), 0)")
                        .value("takes_part_on", LateTransactions.TAKES_PART_ON)
                        .where(TransactionChanges.DECIMALS_FIT),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("transaction_id", Format.CODE),
                        Column.required("item_number", Format.CODE),
                        Column.required("kind", Format.oneOf("RECEIPT", "ISSUE")),
                        Column.required("quantity", Format.decimals(10)),
                        Column.optional("physical_date", Format.DATE),
                        Column.optional("financial_date", Format.DATE),
                        Column.required("cost_amount", Format.AMOUNT),
                        Column.optional("reporting_cost_amount", Format.AMOUNT),
                        Column.required("open", Format.BOOLEAN),
                        Column.optional("site", Format.CODE),
                        Column.optional("warehouse", Format.CODE),
                        Column.optional("batch_number", Format.CODE),
                        Column.optional("serial_number", Format.CODE),
                        Column.optional("inventory_account", Format.CODE),
                        Column.optional("offset_account", Format.CODE),
                        Column.later("cost_flow", Format.CODE, ""),
                        Column.later("return_of", Format.CODE, ""),
                        Column.later("sequence", Format.WHOLE, "0"),
                        Column.later("settled_quantity", Format.decimals(10), "0"),
                        Column.later("settled_amount", Format.AMOUNT, "0"),
                        Column.later("reporting_settled_amount", Format.AMOUNT, "0")),
                Reference.to(Companies.FILE, "company"),
                Reference.to(Items.FILE, "item_number"));
    }

    @Override
    void check(Row row) {
        String kind = row.value("kind");
        if (kind == null) {
            return;
        }
        boolean receipt = kind.equals("RECEIPT");
        String quantity = row.value("quantity");
        if (quantity != null && Format.signum(quantity) != (receipt ? 1 : -1)) {
            row.refuse(
                    "quantity",
                    quantity + " is not " + (receipt ? "above zero in a RECEIPT" : "below zero in an ISSUE"),
                    "correct the sign or the kind");
        }
        refuseWrongSign(row, receipt, "cost_amount", row.value("cost_amount"));
        refuseWrongSign(row, receipt, "reporting_cost_amount", row.value("reporting_cost_amount"));
        refuseSettled(row, receipt, "settled_quantity", "quantity");
        refuseSettled(row, receipt, "settled_amount", "cost_amount");
        refuseSettled(row, receipt, "reporting_settled_amount", "reporting_cost_amount");
        String returnOf = row.value("return_of");
        if (!receipt && returnOf != null && !returnOf.isEmpty()) {
            row.refuse("return_of", "an ISSUE is no return", "leave it empty; give it on the RECEIPT that comes back");
        }
    }

    /** What the ERP has settled is a part of the whole. */
    private static void refuseSettled(Row row, boolean receipt, String column, String wholeColumn) {
        String settled = row.value(column);
        String whole = row.value(wholeColumn);
        if (settled == null || settled.equals("0")) {
            return;
        }
        if (Format.signum(settled) == (receipt ? -1 : 1)) {
            refuseWrongSign(row, receipt, column, settled);
        } else if (whole == null) {
            row.refuse(
                    column,
                    settled + " is given without a " + wholeColumn,
                    "leave it empty, or give the " + wholeColumn);
        } else if (new BigDecimal(settled).abs().compareTo(new BigDecimal(whole).abs()) > 0) {
            row.refuse(
                    column,
                    settled + " is more than the " + wholeColumn + " " + whole,
                    "give the part that the ERP has settled");
        }
    }

    private static void refuseWrongSign(Row row, boolean receipt, String column, @Nullable String amount) {
        if (amount != null && Format.signum(amount) == (receipt ? -1 : 1)) {
            row.refuse(
                    column,
                    amount + " is " + (receipt ? "below zero in a RECEIPT" : "above zero in an ISSUE"),
                    "correct the sign or the kind");
        }
    }

    @Override
    boolean isReadByValuations() {
        return true;
    }

    @Override
    List<String> beforeInsert() {
        return List.of(
                CostObjects.INSERT, CostObjects.INSERT_FLOWS, LateTransactions.LAST_CLOSE, LateTransactions.FIND_NEW);
    }

    @Override
    String late() {
        return LateTransactions.MOVED;
    }

    @Override
    List<String> beforeUpdate() {
        return TransactionChanges.BEFORE_UPDATE;
    }

    @Override
    String update() {
        return TransactionChanges.UPDATE;
    }

    /** Accounts that are not main accounts: {@code post} would refuse such an inventory account. */
    @Override
    String warnings() {
        return """
               with own as materialized (
                   -- The staged rows are read once; most files name no accounts.
                   select company, line, inventory_account, offset_account
                     from staged_inventory_transactions
                    where inventory_account is not null or offset_account is not null
               ), named as (
                   select company, 'inventory_account' as role, inventory_account as account, min(line) as line, count(*) as transactions
                     from own
                    where inventory_account is not null
                    group by company, inventory_account
                   union all
                   select company, 'offset_account', offset_account, min(line), count(*)
                     from own
                    where offset_account is not null
                    group by company, offset_account
               )
               select format('inventory_transactions.csv:%s: %s: "%s" is not a main account of company "%s" (in %s): add it to main_accounts.csv, or correct it',
                             n.line, n.role, n.account, n.company,
                             case n.transactions when 1 then '1 transaction' else n.transactions || ' transactions' end) as message,
                      count(*) over () as found
                 from named n
                where not exists (select from main_account m
                                    join company c on c.id = m.company_id
                                   where c.company = n.company and m.main_account = n.account)
                order by n.line, n.role
                limit 20""";
    }

    @Override
    List<Check> checks() {
        return Stream.of(
                        List.of(
                                UnfinishedValuations.of(
                                        this,
                                        "line",
                                        LateTransactions.NEW_UP_TO_A_RUN,
                                        "format('transaction \"%s\" of company \"%s\" cannot be added now', s.transaction_id, s.company)"),
                                Returns.CHECK,
                                LateTransactions.CHECK),
                        List.of(new Check(When.LEFT_OUT, """
                        select s.line,
                               a.column,
                               'BAD_VALUE' as code,
                               format('%s has %s decimals, %s has %s', a.amount, scale(a.amount), a.currency, a.decimals) as what,
                               'round it as your ledger does' as remedy
                          from staged_inventory_transactions s
                          join company c on c.company = s.company
                         cross join lateral (
                               values ('cost_amount', s.cost_amount, c.accounting_currency, c.accounting_decimals),
                                      ('reporting_cost_amount', s.reporting_cost_amount, c.reporting_currency, c.reporting_decimals),
                                      ('settled_amount', s.settled_amount, c.accounting_currency, c.accounting_decimals),
                                      ('reporting_settled_amount', s.reporting_settled_amount, c.reporting_currency, c.reporting_decimals)
                               ) a ("column", amount, currency, decimals)
                         where greatest(scale(s.cost_amount) - c.accounting_decimals, scale(s.settled_amount) - c.accounting_decimals,
                                        scale(s.reporting_cost_amount) - c.reporting_decimals,
                                        scale(s.reporting_settled_amount) - c.reporting_decimals) > 0
                           and scale(a.amount) > a.decimals
                         order by s.line, a.column"""), new Check(When.LEFT_OUT, """
                        select s.line,
                               'reporting_cost_amount' as column,
                               'BAD_VALUE' as code,
                               format('company "%s" has no reporting currency', s.company) as what,
                               'leave it empty, or give the company a reporting_currency in companies.csv' as remedy
                          from staged_inventory_transactions s
                          join company c on c.company = s.company
                         where s.reporting_cost_amount is not null
                           and c.reporting_currency is null
                           and not exists (select from staged_companies n
                                            where n.company = s.company and n.sound is distinct from true)
                         order by s.line""")),
                        TransactionChanges.CHECKS)
                .flatMap(List::stream)
                .toList();
    }
}
