package org.periodclose.intake;

import java.util.List;

final class LedgerBalances extends ImportFile {
    static final ImportFile FILE = new LedgerBalances();

    private LedgerBalances() {
        super(
                "ledger_balances.csv",
                "ledger balance",
                Target.setUp("ledger_balance", """
                        staged_ledger_balances s
                          join company c on c.company = s.company
                          join main_account a on a.company_id = c.id and a.main_account = s.main_account
                         cross join lateral (
                               select case s.currency_layer when 'ACCOUNTING' then c.accounting_decimals else c.reporting_decimals end as decimals
                               ) d""")
                        .fixed("company_id", "c.id")
                        .key("main_account_id", "a.id")
                        .key("currency_layer", "s.currency_layer")
                        .key("date", "s.date")
                        .value("amount", "round(s.amount, d.decimals)")
                        .where("scale(s.amount) <= d.decimals"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("main_account", Format.CODE),
                        Column.key("date", Format.DATE),
                        Column.key("currency_layer", Format.oneOf("ACCOUNTING", "REPORTING")),
                        Column.required("amount", Format.AMOUNT)),
                Reference.to(Companies.FILE, "company"),
                Reference.to(MainAccounts.FILE, "main_account"));
    }

    @Override
    List<Check> checks() {
        return List.of(new Check(When.LEFT_OUT, """
                        select s.line,
                               'amount' as column,
                               'BAD_VALUE' as code,
                               case when d.currency is null then format('company "%s" has no reporting currency', s.company)
                                    else format('%s has %s decimals, %s has %s', s.amount, scale(s.amount), d.currency, d.decimals) end as what,
                               case when d.currency is null then 'give the company one, or remove the line' else 'round it as your ledger does' end as remedy
                          from staged_ledger_balances s
                          join company c on c.company = s.company
                          join lateral (
                               values ('ACCOUNTING', c.accounting_currency, c.accounting_decimals),
                                      ('REPORTING', c.reporting_currency, c.reporting_decimals)
                               ) d (layer, currency, decimals) on d.layer = s.currency_layer
                         where d.currency is null or scale(s.amount) > d.decimals
                         order by s.line"""));
    }
}
