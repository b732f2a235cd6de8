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
    public List<String> key() {
        return List.of("company", "journal");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("journal", Format.CODE),
                Column.required("currency_layer", Format.oneOf("ACCOUNTING", "REPORTING")),
                Column.optional("description", Format.NAME, ""));
    }

    @Override
    public List<Reference> references() {
        return List.of(Reference.to(Companies.FILE, "company"));
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
               insert into adjustment_journal (company_id, journal, currency_layer, description)
               select c.id, s.journal, s.currency_layer, s.description
                 from staged_adjustment_journals s
                 join company c on c.company = s.company
                where s.sound
                order by s.line
                   on conflict (company_id, journal) do nothing""";
    }

    @Override
    public String update() {
        return """
               update adjustment_journal j
                  set description = s.description
                 from staged_adjustment_journals s
                 join company c on c.company = s.company
                where s.sound
                  and j.company_id = c.id
                  and j.journal = s.journal
                  and j.currency_layer = s.currency_layer
                  and j.status = 'OPEN'
                  and j.description <> s.description""";
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check(When.BEFORE, """
                        select s.line,
                               'currency_layer' as column,
                               'BAD_VALUE' as code,
                               format('journal %s of company %s is in the books already with layer %s',
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
                               format('journal %s of company %s is %s, its description can no longer change',
                                      s.journal, s.company, j.status) as what,
                               'restore the description, or put the change into a new journal' as remedy
                          from staged_adjustment_journals s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                         where s.sound
                           and j.status <> 'OPEN'
                           and j.description <> s.description
                         order by s.line"""));
    }
}
