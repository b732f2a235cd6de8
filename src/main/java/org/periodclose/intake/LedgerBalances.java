package org.periodclose.intake;

import java.util.List;

final class LedgerBalances implements ImportFile {
    static final ImportFile FILE = new LedgerBalances();

    private LedgerBalances() {}

    @Override
    public String name() {
        return "ledger_balances.csv";
    }

    @Override
    public String noun() {
        return "ledger balance";
    }

    @Override
    public String table() {
        return "ledger_balance";
    }

    @Override
    public String uniqueKey() {
        return "main_account_id, currency_layer, date";
    }

    @Override
    public List<String> key() {
        return List.of("company", "main_account", "date", "currency_layer");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("main_account", Format.CODE),
                Column.required("date", Format.DATE),
                Column.required("currency_layer", Format.oneOf("ACCOUNTING", "REPORTING")),
                Column.required("amount", Format.AMOUNT));
    }

    @Override
    public List<Reference> references() {
        return List.of(Reference.to(Companies.FILE, "company"), Reference.to(MainAccounts.FILE, "main_account"));
    }

    private static final String SOUND_ROWS = """
            staged_ledger_balances s
              join company c on c.company = s.company
              join main_account a on a.company_id = c.id and a.main_account = s.main_account
             cross join lateral (
                   select case s.currency_layer when 'ACCOUNTING' then c.accounting_decimals else c.reporting_decimals end as decimals
                   ) d
             where s.sound
               and scale(s.amount) <= d.decimals""";

    @Override
    public String insert() {
        return """
               insert into ledger_balance (company_id, main_account_id, currency_layer, date, amount)
               select c.id, a.id, s.currency_layer, s.date, round(s.amount, d.decimals)
                 from %s
                order by s.line""".replace("%s", SOUND_ROWS);
    }

    @Override
    public String update() {
        return """
               update ledger_balance b
                  set amount = round(s.amount, d.decimals)
                 from %s
                  and b.main_account_id = a.id
                  and b.currency_layer = s.currency_layer
                  and b.date = s.date
                  and b.amount <> s.amount""".replace("%s", SOUND_ROWS);
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check(When.LEFT_OUT, """
                        select s.line,
                               'amount' as column,
                               'BAD_VALUE' as code,
                               case when d.currency is null then format('company "%s" has no reporting currency', s.company)
                                    else format('%s has %s decimals, %s has %s', s.amount, scale(s.amount), d.currency, d.decimals) end as what,
                               case when d.currency is null then 'give the company one, or remove the line' else 'round it as your books do' end as remedy
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
