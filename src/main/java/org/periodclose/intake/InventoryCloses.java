package org.periodclose.intake;

import java.util.List;

/** The closes that the ERP made before. It is the last file, because what they forbid does not apply to the transactions of the same import. */
final class InventoryCloses extends ImportFile {
    static final ImportFile FILE = new InventoryCloses();

    private InventoryCloses() {
        super(
                "inventory_closes.csv",
                "inventory close",
                Target.setUp("imported_close", "staged_inventory_closes s join company c on c.company = s.company")
                        .key("company_id", "c.id")
                        .key("currency_layer", "s.currency_layer")
                        .key("closed_on", "s.closed_on")
                        .value("active", "true"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("currency_layer", Format.oneOf("ACCOUNTING", "REPORTING")),
                        Column.key("closed_on", Format.DATE)),
                Reference.to(Companies.FILE, "company"));
    }

    @Override
    boolean isReadByValuations() {
        return true;
    }

    /** A close that is added behind the back of a close of this program would part it from what it carries over. */
    @Override
    List<Check> checks() {
        return List.of(
                UnfinishedValuations.of(
                        this,
                        "closed_on",
                        "where " + NOT_STORED,
                        "format('no inventory close can be added to company \"%s\" now', s.company)"),
                new Check(When.BEFORE, """
                        select s.line,
                               'closed_on' as column,
                               'INVENTORY_CLOSED' as code,
                               format('company "%s" has closed layer %s up to %s itself, by run %s: no close of the ERP can be added',
                                      s.company, s.currency_layer, r.posting_date, r.id) as what,
                               'remove the line' || case when conversion_on(r.id) is null then format(', or take the run back with cancel --run %s first', r.id) else '' end as remedy
                          from staged_inventory_closes s
                          join company c on c.company = s.company
                          join lateral (select r.id, r.posting_date
                                          from active_run r
                                         where r.company_id = c.id and r.currency_layer = s.currency_layer and r.type = 'CLOSE'
                                         order by r.posting_date desc
                                         limit 1) r on true
                         where s.sound
                           and\s""" + NOT_STORED + """

                         order by s.line"""),
                new Check(When.BEFORE, """
                        select s.line,
                               'currency_layer' as column,
                               'BAD_VALUE' as code,
                               format('company "%s" has no reporting currency', s.company) as what,
                               'give the company one, or remove the line' as remedy
                          from staged_inventory_closes s
                          join company c on c.company = s.company
                         where s.sound
                           and s.currency_layer = 'REPORTING'
                           and c.reporting_currency is null
                         order by s.line"""));
    }

    private static final String NOT_STORED = """
            not exists (select from imported_close z
                             where z.company_id = c.id and z.currency_layer = s.currency_layer and z.closed_on = s.closed_on and z.active)""";
}
