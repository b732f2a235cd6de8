package org.periodclose.intake;

import java.util.List;
import org.periodclose.core.money.Money;

final class Companies extends ImportFile {
    static final ImportFile FILE = new Companies();

    private Companies() {
        super(
                "companies.csv",
                "company",
                Target.setUp("company", "staged_companies s")
                        .key("company", "s.company")
                        .values(
                                "name",
                                "accounting_currency",
                                "accounting_decimals",
                                "reporting_currency",
                                "reporting_decimals")
                        .values("storno_for_inventory_adjustments")
                        // A file without the column must not switch four eyes off.
                        .kept("four_eyes", "four_eyes", "coalesce(s.four_eyes, false)")
                        .kept(
                                "use_rounding_accounts",
                                "use_rounding_accounts",
                                "coalesce(s.use_rounding_accounts, false)")
                        .kept("minimum_throughput", "minimum_throughput", "coalesce(s.minimum_throughput, 0)")
                        .kept(
                                "reporting_minimum_throughput",
                                "reporting_minimum_throughput",
                                "coalesce(s.reporting_minimum_throughput, 0)")
                        .kept(
                                "pre_close_internal_transfers",
                                "pre_close_internal_transfers",
                                "coalesce(s.pre_close_internal_transfers, true)"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.required("name", Format.NAME),
                        Column.required("accounting_currency", Format.CURRENCY),
                        Column.optional("reporting_currency", Format.CURRENCY),
                        Column.required("storno_for_inventory_adjustments", Format.BOOLEAN),
                        Column.later("four_eyes", Format.BOOLEAN, null),
                        Column.later("use_rounding_accounts", Format.BOOLEAN, "false"),
                        Column.later("minimum_throughput", Format.AMOUNT, "0"),
                        Column.later("reporting_minimum_throughput", Format.AMOUNT, "0"),
                        Column.later("pre_close_internal_transfers", Format.BOOLEAN, "true")));
    }

    @Override
    List<Derived> derived() {
        return List.of(
                new Derived("accounting_decimals", "smallint", "accounting_currency", Companies::decimals),
                new Derived("reporting_decimals", "smallint", "reporting_currency", Companies::decimals));
    }

    @Override
    void check(Row row) {
        refuseThroughput(row, "minimum_throughput", "accounting_currency");
        refuseThroughput(row, "reporting_minimum_throughput", "reporting_currency");
    }

    private static void refuseThroughput(Row row, String column, String currencyColumn) {
        String amount = row.value(column);
        String currency = row.value(currencyColumn);
        if (amount == null || Format.signum(amount) == 0) {
            return;
        }
        int scale = Format.scale(amount);
        if (Format.signum(amount) < 0) {
            row.refuse(column, amount + " is below zero", "give an amount of zero or more");
        } else if (currency != null && scale > Money.decimalsOf(currency)) {
            row.refuse(
                    column,
                    amount + " has " + scale + " decimals, " + currency + " has " + Money.decimalsOf(currency),
                    "round it as your ledger does");
        }
    }

    private static String decimals(String currency) {
        return Integer.toString(Money.decimalsOf(currency));
    }

    /** Amounts that are stored already would change their meaning, or have more decimals than the new currency. */
    @Override
    List<Check> checks() {
        return List.of(new Check(When.BEFORE, """
                        select s.line,
                               'accounting_currency' as column,
                               'BAD_VALUE' as code,
                               format('company "%s" has inventory transactions in %s, which cannot become %s',
                                      s.company, c.accounting_currency, s.accounting_currency) as what,
                               'keep the currency, or import the data in the new currency as another company' as remedy
                          from staged_companies s
                          join company c on c.company = s.company
                         where c.accounting_currency <> s.accounting_currency
                           and exists (select from inventory_transaction t where t.company_id = c.id)
                         order by s.line"""), new Check(When.BEFORE, """
                        select s.line,
                               'reporting_currency' as column,
                               'BAD_VALUE' as code,
                               format('company "%s" has inventory transactions in %s, which cannot become %s',
                                      s.company, c.reporting_currency, coalesce(s.reporting_currency, 'empty')) as what,
                               'keep the currency, or import the data in the new currency as another company' as remedy
                          from staged_companies s
                          join company c on c.company = s.company
                         where s.sound
                           and c.reporting_currency is distinct from s.reporting_currency
                           and c.reporting_currency is not null
                           and exists (select from inventory_transaction t where t.company_id = c.id)
                         order by s.line"""), new Check(When.BEFORE, """
                        select s.line,
                               'reporting_currency' as column,
                               'BAD_VALUE' as code,
                               format('journal "%s" of company "%s" has amounts with more than the %s decimals of %s',
                                      j.journal, s.company, s.reporting_decimals, s.reporting_currency) as what,
                               'import the lines of the journal with fewer decimals first' as remedy
                          from staged_companies s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.currency_layer = 'REPORTING'
                         where c.reporting_currency is null
                           and s.reporting_currency is not null
                           and exists (select from adjustment a
                                        where a.journal_id = j.id and scale(a.amount) > s.reporting_decimals)
                         order by s.line, j.id"""));
    }
}
