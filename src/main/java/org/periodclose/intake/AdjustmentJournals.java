package org.periodclose.intake;

import java.util.List;

final class AdjustmentJournals implements ImportFile {
    static final ImportFile FILE = new AdjustmentJournals();

    private AdjustmentJournals() {}

    @Override
    public String name() {
        return "adjustment_journals.csv";
    }

    @Override
    public String noun() {
        return "adjustment journal";
    }

    @Override
    public String table() {
        return "adjustment_journal";
    }

    @Override
    public String uniqueKey() {
        return "company_id, journal";
    }

    @Override
    public boolean isSetUp() {
        return false;
    }

    @Override
    public List<String> key() {
        return List.of("company", "journal");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("journal", Format.CODE),
                Column.required("currency_layer", Format.oneOf("ACCOUNTING", "REPORTING")),
                Column.optional("description", Format.NAME, ""),
                Column.later("offset_account", Format.CODE, ""),
                Column.later("charges_code", Format.CODE, ""));
    }

    @Override
    public List<Reference> references() {
        return List.of(
                Reference.to(Companies.FILE, "company"),
                new Reference("offset_account", MainAccounts.FILE, "s.offset_account <> ''"),
                new Reference("charges_code", ChargesCodes.FILE, "s.charges_code <> ''"));
    }

    @Override
    public String storedKeys() {
        return "select c.company, j.journal from adjustment_journal j join company c on c.id = j.company_id";
    }

    @Override
    public String lock() {
        return """
               select j.id
                 from adjustment_journal j
                 join company c on c.id = j.company_id
                where (c.company, j.journal) in (select company, journal from staged_adjustment_journals)
                order by j.id
                  for update of j""";
    }

    @Override
    public String insert() {
        return """
               insert into adjustment_journal (company_id, journal, currency_layer, description, offset_account_id, charges_code_id)
               select c.id, s.journal, s.currency_layer, s.description, m.id, k.id
                 from staged_adjustment_journals s
                 join company c on c.company = s.company
                 left join main_account m on m.company_id = c.id and m.main_account = s.offset_account
                 left join charges_code k on k.company_id = c.id and k.charges_code = s.charges_code
                where s.sound
                  and (m.id is not null or coalesce(s.offset_account, '') = '')
                  and (k.id is not null or coalesce(s.charges_code, '') = '')
                order by s.line""";
    }

    @Override
    public String update() {
        return """
               update adjustment_journal j
                  set description = s.description, offset_account_id = o.account_id, charges_code_id = o.code_id
                 from staged_adjustment_journals s
                 join company c on c.company = s.company
                 join adjustment_journal now on now.company_id = c.id and now.journal = s.journal
                 left join main_account m on m.company_id = c.id and m.main_account = s.offset_account
                 left join charges_code k on k.company_id = c.id and k.charges_code = s.charges_code
                cross join lateral (
                      select case when s.offset_account is null then now.offset_account_id else m.id end as account_id,
                             case when s.charges_code is null then now.charges_code_id else k.id end as code_id
                      ) o
                where s.sound
                  and (m.id is not null or coalesce(s.offset_account, '') = '')
                  and (k.id is not null or coalesce(s.charges_code, '') = '')
                  and j.id = now.id
                  and j.currency_layer = s.currency_layer
                  and j.status = 'OPEN'
                  and (j.description, j.offset_account_id, j.charges_code_id) is distinct from (s.description, o.account_id, o.code_id)""";
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check(When.BEFORE, """
                        select s.line,
                               'currency_layer' as column,
                               'BAD_VALUE' as code,
                               format('journal "%s" of company "%s" is in the books already with layer %s',
                                      s.journal, s.company, j.currency_layer) as what,
                               'keep the layer, or give the journal another name' as remedy
                          from staged_adjustment_journals s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                         where j.currency_layer <> s.currency_layer
                         order by s.line"""), new Check(When.BEFORE, """
                        select s.line,
                               'description' as column,
                               'JOURNAL_FROZEN' as code,
                               format('journal "%s" of company "%s" is %s, its description can no longer change',
                                      s.journal, s.company, j.status) as what,
                               'restore the description, or put the change into a new journal' as remedy
                          from staged_adjustment_journals s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                         where s.sound
                           and j.status <> 'OPEN'
                           and j.description <> s.description
                         order by s.line"""), new Check(When.BEFORE, """
                        select s.line,
                               'offset_account' as column,
                               'JOURNAL_FROZEN' as code,
                               format('journal "%s" of company "%s" is %s, its offset account and charges code can no longer change',
                                      s.journal, s.company, j.status) as what,
                               'restore them, or put the change into a new journal' as remedy
                          from staged_adjustment_journals s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                          left join main_account m on m.id = j.offset_account_id
                          left join charges_code k on k.id = j.charges_code_id
                         where s.sound
                           and j.status <> 'OPEN'
                           and (coalesce(s.offset_account, m.main_account, ''), coalesce(s.charges_code, k.charges_code, ''))
                               <> (coalesce(m.main_account, ''), coalesce(k.charges_code, ''))
                         order by s.line"""));
    }
}
