package org.periodclose.intake;

import java.util.List;

final class AdjustmentJournals extends ImportFile {
    /** The offset account {@code m} and the charges code {@code k} that a staged row names. */
    static final String OFFSET_JOINS = """
            left join main_account m on m.company_id = c.id and m.main_account = s.offset_account
            left join charges_code k on k.company_id = c.id and k.charges_code = s.charges_code
            """;

    static final String OFFSET_IS_KNOWN =
            "(m.id is not null or coalesce(s.offset_account, '') = '') and (k.id is not null or coalesce(s.charges_code, '') = '')";

    static final ImportFile FILE = new AdjustmentJournals();

    private AdjustmentJournals() {
        super(
                "adjustment_journals.csv",
                "adjustment journal",
                Target.large(
                                "adjustment_journal",
                                "staged_adjustment_journals s join company c on c.company = s.company " + OFFSET_JOINS)
                        .key("company_id", "c.id")
                        .key("journal", "s.journal")
                        .fixed("currency_layer", "s.currency_layer")
                        .values("description")
                        .kept("offset_account_id", "offset_account", "m.id")
                        .kept("charges_code_id", "charges_code", "k.id")
                        .where(OFFSET_IS_KNOWN)
                        .updateWhere("stored.status = 'OPEN'")
                        .inOrderOf("s.line"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("journal", Format.CODE),
                        Column.required("currency_layer", Format.oneOf("ACCOUNTING", "REPORTING")),
                        Column.optional("description", Format.NAME, ""),
                        Column.later("offset_account", Format.CODE, ""),
                        Column.later("charges_code", Format.CODE, "")),
                Reference.to(Companies.FILE, "company"),
                new Reference("offset_account", MainAccounts.FILE, "s.offset_account <> ''"),
                new Reference("charges_code", ChargesCodes.FILE, "s.charges_code <> ''"));
    }

    @Override
    String lock() {
        return """
               select j.id
                 from adjustment_journal j
                 join company c on c.id = j.company_id
                where (c.company, j.journal) in (select company, journal from staged_adjustment_journals)
                order by j.id
                  for update of j""";
    }

    @Override
    List<Check> checks() {
        return List.of(new Check(When.BEFORE, """
                        select s.line,
                               'journal' as column,
                               'BAD_VALUE' as code,
                               format('journal "%s" of company "%s" is over the layers of a close, an import cannot change it', s.journal, s.company) as what,
                               'remove its rows, and compute it again with adjust --again' as remedy
                          from staged_adjustment_journals s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                         where j.close_run_id is not null
                         order by s.line"""), new Check(When.BEFORE, """
                        select s.line,
                               'currency_layer' as column,
                               'BAD_VALUE' as code,
                               format('journal "%s" of company "%s" is already stored with layer %s',
                                      s.journal, s.company, j.currency_layer) as what,
                               'keep the layer, or give the journal another name' as remedy
                          from staged_adjustment_journals s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                         where j.currency_layer <> s.currency_layer
                         order by s.line"""), new Check(When.BEFORE, """
                        select s.line,
                               d.column,
                               'JOURNAL_FROZEN' as code,
                               format('journal "%s" of company "%s" is %s, its %s can no longer change', s.journal, s.company, j.status, d.words) as what,
                               format('restore the %s, or put the change into a new journal', d.words) as remedy
                          from staged_adjustment_journals s
                          join company c on c.company = s.company
                          join adjustment_journal j on j.company_id = c.id and j.journal = s.journal
                          left join main_account m on m.id = j.offset_account_id
                          left join charges_code k on k.id = j.charges_code_id
                         cross join lateral (
                               values ('description', 'description', j.description <> s.description),
                                      ('offset_account', 'offset account and charges code',
                                       (coalesce(s.offset_account, m.main_account, ''), coalesce(s.charges_code, k.charges_code, ''))
                                           <> (coalesce(m.main_account, ''), coalesce(k.charges_code, '')))
                               ) d ("column", words, differs)
                         where s.sound
                           and j.status <> 'OPEN'
                           and d.differs
                         order by s.line, d.column"""));
    }
}
