package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.JournalLine;
import org.periodclose.core.fault.Text;
import org.periodclose.core.settlement.JournalCard;
import org.periodclose.inquiry.JournalSummary;
import org.periodclose.run.PlanRelease;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;

/** Adjustment journals: at a glance, with their lines, and what was done to one. */
public final class JournalViews {
    private static final int LONGEST_DESCRIPTION = 50;
    /** As many lines as anybody reads on a terminal. */
    private static final int SHOWN_LINES = 1_000;

    private static final Fields<JournalSummary> SUMMARY = new Fields<JournalSummary>()
            .text("company", "Company", JournalSummary::company)
            .text("journal", "Journal", JournalSummary::journal)
            .text(
                    "description",
                    "Description",
                    journal -> new Cell.Text(
                            journal.description(), Amounts.cut(journal.description(), LONGEST_DESCRIPTION)))
            .text("status", "Status", journal -> Said.of(journal.status()))
            .text("currencyLayer", "Layer", JournalSummary::currencyLayer)
            .data("currency", JournalSummary::currency)
            .figure("lines", "Lines", JournalSummary::lines)
            .figure("sum", "Sum", JournalSummary::sum)
            .shown("", Kind.TEXT, JournalSummary::currency);

    private static final Fields<JournalCard> CARD = new Fields<JournalCard>()
            .data("company", JournalCard::company)
            .data("journal", JournalCard::journal)
            .data("description", JournalCard::description)
            .data("status", JournalCard::status)
            .data("currencyLayer", JournalCard::currencyLayer)
            .data("currency", JournalCard::currency)
            .data("offsetAccount", JournalCard::offsetAccount)
            .data("chargesCode", JournalCard::chargesCode)
            .data("method", JournalCard::method)
            .data("lines", JournalCard::lines)
            .data("sum", JournalCard::sum)
            .data("fourEyes", JournalCard::fourEyes)
            .json("madeBy", JournalCard::madeBy)
            .data("releasedBy", JournalCard::releasedBy)
            .data("releasedAt", JournalCard::releasedAt);

    private static final Fields<PlanRelease> PLAN = new Fields<PlanRelease>()
            .data("company", PlanRelease::company)
            .data("plan", PlanRelease::plan)
            .data("fourEyes", PlanRelease::fourEyes)
            .data("releasedBy", PlanRelease::releasedBy)
            .data("releasedAt", PlanRelease::releasedAt);

    private static final Fields<JournalLine> LINE = new Fields<JournalLine>()
            .text("transactionId", "Transaction", JournalLine::transactionId)
            .text("itemNumber", "Item", JournalLine::itemNumber)
            .text("itemGroup", "Item group", JournalLine::itemGroup)
            .figure("quantity", "Quantity", line -> Cell.quantity(line.quantity()))
            .figure("value", "Value", JournalLine::value)
            .figure("computedFrom", "Computed from", JournalLine::computedFrom)
            .figure("amount", "Amount", JournalLine::amount)
            .data("offsetAccount", JournalLine::offsetAccount)
            .data("chargesCode", JournalLine::chargesCode)
            .shown("Offset", Kind.TEXT, line -> offset(line.offsetAccount(), line.chargesCode()))
            .otherwise("value", "unknown");

    private JournalViews() {}

    public static View<?> journals(List<JournalSummary> journals) {
        return View.list("journals", SUMMARY, journals, page -> {
            if (journals.isEmpty()) {
                page.note(
                        Said.of("There are no adjustment journals: import some with `period-close import DIRECTORY`."));
            } else {
                page.table(SUMMARY.table(journals));
            }
        });
    }

    /**
     * A journal with its lines.
     *
     * @param lines gives its first lines, or every line
     */
    public static View<?> journal(JournalCard journal, FirstRows<JournalLine> lines) {
        Rows<JournalLine> every = reader -> lines.forEach(Long.MAX_VALUE, reader);
        Fields<JournalLine> records = new Fields<JournalLine>()
                .with(CARD.only("company", "journal"), line -> journal)
                .and(LINE.only(
                        "transactionId",
                        "itemNumber",
                        "itemGroup",
                        "quantity",
                        "value",
                        "amount",
                        "offsetAccount",
                        "chargesCode",
                        "computedFrom"));
        return View.of(CARD.parts("journalLines", LINE, card -> every), journal, page -> show(journal, lines, page))
                .has(records, every);
    }

    private static void show(JournalCard journal, FirstRows<JournalLine> lines, Page page) {
        List<JournalLine> shown = new ArrayList<>();
        lines.forEach(SHOWN_LINES, shown::add);
        head(
                page,
                journal.journal(),
                journal.company(),
                status(journal),
                journal.description(),
                offset(journal.offsetAccount(), journal.chargesCode()));
        boolean offsets = shown.stream().anyMatch(line -> line.offsetAccount() != null || line.chargesCode() != null);
        boolean computed = shown.stream().anyMatch(line -> line.computedFrom() != null);
        page.table(LINE.titled("computedFrom", computed ? "Computed from" : "")
                .titled("Offset", offsets ? "Offset" : "")
                .only(
                        "itemGroup",
                        "itemNumber",
                        "transactionId",
                        "quantity",
                        "computedFrom",
                        "value",
                        "amount",
                        "Offset")
                .table(shown));
        if (journal.lines() > shown.size()) {
            page.line(Said.of("and {0} more lines: --output csv shows all", journal.lines() - shown.size()));
        }
        page.line(Said.of(
                "{0} in all", Said.joined(lines(journal), journal.currency() == null ? "" : " " + journal.currency())));
    }

    private static Said lines(JournalCard journal) {
        return Said.of(journal.lines() == 1 ? "{0} line of {1}" : "{0} lines of {1}", journal.lines(), journal.sum());
    }

    private static Said status(JournalCard journal) {
        return Said.joined(
                Said.of(journal.status()),
                journal.method() == null
                        ? ""
                        : Said.of(
                                ", method {0}",
                                Said.word(
                                        journal.method(),
                                        journal.method()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-'))),
                journal.madeBy().isEmpty() ? "" : Said.of(", made by {0}", String.join(", ", journal.madeBy())),
                journal.releasedBy() != null
                        ? Said.of(", released by {0}", journal.releasedBy())
                        : journal.fourEyes() ? Said.of(", not released") : "");
    }

    static void head(Page page, String journal, String company, Said status, String description, Said offset) {
        page.head(Said.of("Journal {0} of company {1}", journal, company), Said.joined(": ", status));
        if (!description.isEmpty()) {
            page.line(Said.data(description));
        }
        if (!offset.isEmpty()) {
            page.line(Said.of("Offset: {0}", offset));
        }
        page.blank();
    }

    static Said offset(@Nullable String account, @Nullable String chargesCode) {
        List<Said> parts = new ArrayList<>();
        if (account != null) {
            parts.add(Said.of("account {0}", account));
        }
        if (chargesCode != null) {
            parts.add(Said.of("charges code {0}", chargesCode));
        }
        return Said.list(parts, ", ");
    }

    public static View<?> released(JournalCard journal) {
        return done(journal, CARD, Said.of("released by {0}", Text.quoted(String.valueOf(journal.releasedBy()))));
    }

    public static View<?> released(PlanRelease release) {
        return View.of(PLAN, release, page -> {
                    if (!page.quiet()) {
                        page.line(Said.of(
                                "Plan {0} of company {1} is released by {2}.",
                                release.plan(), Text.quoted(release.company()), Text.quoted(release.releasedBy())));
                    }
                })
                .has(PLAN, List.of(release)::forEach);
    }

    public static View<?> deleted(JournalCard journal) {
        return done(journal, CARD.value("status", card -> "DELETED"), Said.of("deleted"));
    }

    private static View<?> done(JournalCard journal, Fields<JournalCard> fields, Said words) {
        return View.of(fields, journal, page -> {
                    if (!page.quiet()) {
                        page.line(Said.of(
                                "Journal {0} of company {1} with {2} is {3}.",
                                Text.quoted(journal.journal()), Text.quoted(journal.company()), lines(journal), words));
                    }
                })
                .has(
                        fields.only("company", "journal", "status", "lines", "sum", "releasedBy", "releasedAt"),
                        List.of(journal)::forEach);
    }
}
