package org.periodclose.view;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.periodclose.core.ledger.CompanyCard;
import org.periodclose.core.ledger.CompanyChange;
import org.periodclose.core.ledger.CompanyParameter;
import org.periodclose.core.ledger.FiscalPeriod;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;

/** What a company has decided for itself, and who has changed it. */
public final class CompanyViews {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Fields<CompanyChange> CHANGE = new Fields<CompanyChange>()
            .json("id", CompanyChange::id)
            .data("at", CompanyChange::at)
            .shown("When (UTC)", Kind.CODE, change -> TIME.format(change.at()))
            .text("actor", "By", CompanyChange::actor)
            .text("period", "Period", CompanyChange::period)
            .text("what", "What", CompanyViews::what)
            .text("before", "Before", CompanyChange::before)
            .text("after", "After", CompanyChange::after);

    private static final Fields<FiscalPeriod> PERIOD = new Fields<FiscalPeriod>()
            .text("period", "Period", FiscalPeriod::period)
            .text("startDate", "From", FiscalPeriod::startDate)
            .text("endDate", "To", FiscalPeriod::endDate)
            .text("status", "Status", FiscalPeriod::status)
            .figure("vouchers", "Vouchers", FiscalPeriod::vouchers);

    private CompanyViews() {}

    private static Said what(CompanyChange change) {
        return new Said("parameter." + change.what().toUpperCase(Locale.ROOT), change.what(), List.of());
    }

    public static View<?> changes(List<CompanyChange> changes) {
        return View.list("changes", CHANGE, changes, page -> {
            if (changes.isEmpty()) {
                page.note(Said.of("Nothing was changed yet."));
            } else {
                page.table(CHANGE.table(changes));
            }
        });
    }

    /**
     * A company after changes.
     *
     * @param changed how much is another now
     */
    public static View<?> changed(CompanyCard card, int changed) {
        Fields<CompanyCard> fields = new Fields<CompanyCard>()
                .json("company", CompanyCard::company)
                .parts("periods", PERIOD, of -> of.periods()::forEach);
        for (CompanyParameter parameter : CompanyParameter.values()) {
            fields = fields.json(parameter.column(), of -> of.parameter(parameter));
        }
        return View.of(
                fields,
                card,
                page -> page.line(
                        changed == 0
                                ? Said.of("Nothing was changed: it is so already.")
                                : Said.of("Changed: {0}.", Cell.number(changed))));
    }
}
