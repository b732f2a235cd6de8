package org.periodclose.intake;

import java.util.List;
import org.periodclose.core.money.Money;

final class Companies implements ImportFile {
    static final ImportFile FILE = new Companies();

    private Companies() {}

    @Override
    public String name() {
        return "companies.csv";
    }

    @Override
    public String noun() {
        return "company";
    }

    @Override
    public String table() {
        return "company";
    }

    @Override
    public String uniqueKey() {
        return "company";
    }

    @Override
    public List<String> key() {
        return List.of("company");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("name", Format.NAME),
                Column.required("accounting_currency", Format.CURRENCY),
                Column.optional("reporting_currency", Format.CURRENCY),
                Column.required("storno_for_inventory_adjustments", Format.BOOLEAN),
                Column.later("four_eyes", Format.BOOLEAN, null));
    }

    @Override
    public List<Derived> derived() {
        return List.of(
                new Derived("accounting_decimals", "smallint", "accounting_currency", Companies::decimals),
                new Derived("reporting_decimals", "smallint", "reporting_currency", Companies::decimals));
    }

    private static String decimals(String currency) {
        return Integer.toString(Money.decimalsOf(currency));
    }

    @Override
    public String storedKeys() {
        return "select company from company";
    }

    @Override
    public String insert() {
        return """
               insert into company (company, name, accounting_currency, accounting_decimals,
                                    reporting_currency, reporting_decimals, storno_for_inventory_adjustments, four_eyes)
               select s.company, s.name, s.accounting_currency, s.accounting_decimals,
                      s.reporting_currency, s.reporting_decimals, s.storno_for_inventory_adjustments, coalesce(s.four_eyes, false)
                 from staged_companies s
                where s.sound
                  and not exists (select from company c where c.company = s.company)
                order by s.line""";
    }

    /** Four eyes are kept where the file says nothing: an old file must not switch them off. */
    @Override
    public String update() {
        return """
               update company c
                  set name = s.name,
                      accounting_currency = s.accounting_currency,
                      accounting_decimals = s.accounting_decimals,
                      reporting_currency = s.reporting_currency,
                      reporting_decimals = s.reporting_decimals,
                      storno_for_inventory_adjustments = s.storno_for_inventory_adjustments,
                      four_eyes = coalesce(s.four_eyes, c.four_eyes)
                 from staged_companies s
                where s.sound
                  and c.company = s.company
                  and (c.name, c.accounting_currency, c.accounting_decimals, c.reporting_currency, c.reporting_decimals,
                       c.storno_for_inventory_adjustments, c.four_eyes)
                      is distinct from
                      (s.name, s.accounting_currency, s.accounting_decimals, s.reporting_currency, s.reporting_decimals,
                       s.storno_for_inventory_adjustments, coalesce(s.four_eyes, c.four_eyes))""";
    }

    /** Amounts that are stored already would change their meaning, or have more decimals than the new currency. */
    @Override
    public List<Check> checks() {
        return List.of(new Check(When.BEFORE, """
                        select s.line,
                               'accounting_currency' as column,
                               'BAD_VALUE' as code,
                               format('company "%s" has inventory transactions in %s, which cannot become %s',
                                      s.company, c.accounting_currency, s.accounting_currency) as what,
                               'keep the currency, or import the books in the new one as another company' as remedy
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
                               'keep the currency, or import the books in the new one as another company' as remedy
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
