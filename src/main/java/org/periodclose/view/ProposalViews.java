package org.periodclose.view;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.periodclose.adjusting.LeftOut;
import org.periodclose.adjusting.OtherLine;
import org.periodclose.adjusting.Proposal;
import org.periodclose.core.fault.Shell;
import org.periodclose.core.fault.Text;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** A proposed adjustment journal: what was selected, what was left out, what it sums to. */
public final class ProposalViews {
    private static final int SHOWN = 100;

    private static final Fields<Proposal> PROPOSAL = new Fields<Proposal>()
            .data("company", Proposal::company)
            .data("journal", Proposal::journal)
            .data("description", Proposal::description)
            .data("status", Proposal::status)
            .data("currencyLayer", Proposal::currencyLayer)
            .data("currency", Proposal::currency)
            .data("offsetAccount", Proposal::offsetAccount)
            .data("chargesCode", Proposal::chargesCode)
            .data("receipts", Proposal::receipts)
            .data("leftOut", Proposal::leftOut)
            .data("lines", Proposal::lines)
            .data("increase", Proposal::increase)
            .data("decrease", Proposal::decrease)
            .data("sum", Proposal::sum)
            .json("onHand", Proposal::onHand)
            .json("again", proposal -> proposal.kind() == Proposal.Kind.COMPUTED_AGAIN)
            .json("changedLines", Proposal::changedLines)
            .data("inOtherJournals", proposal -> proposal.others().receipts())
            .json("leftOutReasons", Proposal::reasons)
            .parts(
                    "leftOutTransactions",
                    new Fields<LeftOut>()
                            .json("transactionId", LeftOut::transactionId)
                            .json("reason", LeftOut::reason),
                    proposal -> proposal.leftOutTransactions()::forEach)
            .parts(
                    "otherJournalLines",
                    new Fields<OtherLine>()
                            .json("transactionId", OtherLine::transactionId)
                            .json("journal", OtherLine::journal)
                            .json("status", OtherLine::status)
                            .json("amount", OtherLine::amount),
                    proposal -> proposal.others().lines()::forEach);

    /** A line of the summary. */
    private record Line(Said name, Object value, String unit) {}

    private static final Fields<Line> LINE = new Fields<Line>()
            .shown("Proposed", Kind.TEXT, Line::name)
            .shown("", Kind.FIGURE, Line::value)
            .shown("", Kind.TEXT, Line::unit);

    private ProposalViews() {}

    public static View<?> proposed(Proposal proposal) {
        return View.of(PROPOSAL, proposal, page -> show(proposal, page));
    }

    /** The checksum of the lines that a method replaces in an open journal; empty: none are replaced. */
    public static String replaces(Proposal proposal) {
        String replaces = proposal.replaces();
        return replaces == null ? "" : replaces;
    }

    private static void show(Proposal proposal, Page page) {
        JournalViews.head(
                page,
                proposal.journal(),
                proposal.company(),
                switch (proposal.kind()) {
                    case MADE -> Said.of("OPEN");
                    case COMPUTED_AGAIN -> Said.of("OPEN, computed again");
                    case DRY_RUN -> Said.of("DRY RUN, nothing was written");
                    case NOTHING -> Said.of("NOT MADE, no value changes");
                },
                proposal.description(),
                JournalViews.offset(proposal.offsetAccount(), proposal.chargesCode()));
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                proposal.onHand() ? Said.of("Open layers selected") : Said.of("Open receipts selected"),
                proposal.receipts(),
                ""));
        if (proposal.leftOut() > 0) {
            lines.add(new Line(Said.of("Ids of the file left out"), proposal.leftOut(), ""));
        }
        proposal.reasons()
                .forEach((reason, transactions) -> lines.add(
                        new Line(Said.joined("  ", Said.word(reason, reason.words())), transactions, reason.name())));
        if (proposal.others().receipts() > 0) {
            lines.add(new Line(
                    Said.of("Receipts in other journals that are not posted"),
                    proposal.others().receipts(),
                    ""));
        }
        lines.add(new Line(Said.of("Lines"), proposal.lines(), ""));
        lines.add(new Line(Said.of("Increase"), proposal.increase(), proposal.currency()));
        lines.add(new Line(Said.of("Decrease"), proposal.decrease(), proposal.currency()));
        List<Row> rows = LINE.rows(lines);
        rows.add(LINE.row(Style.TOTAL, new Line(Said.of("Sum"), proposal.sum(), proposal.currency())));
        page.table(Table.of(LINE.columns(), rows));
    }

    // What a user should know besides

    /** Messages that are no data, one a line. */
    public static List<String> news(Proposal proposal) {
        List<String> news = new ArrayList<>();
        leftOut(proposal, news);
        others(proposal, news);
        if (proposal.changedLines() > 0) {
            news.add(Amounts.grouped(proposal.changedLines())
                    + (proposal.changedLines() == 1
                            ? " line that was imported, or changed by import, was"
                            : " lines that were imported, or changed by import, were")
                    + " computed again like the others.");
        }
        String where = Shell.journal(proposal.company(), proposal.journal());
        if (proposal.lines() == 0) {
            news.add(
                    proposal.kind() == Proposal.Kind.COMPUTED_AGAIN
                            ? "No value changes any more, so the journal has no lines: remove it with `period-close delete-journal "
                                    + where + "`."
                            : "No value changes: there is nothing to propose, and no journal was made.");
        } else if (!proposal.dryRun()) {
            news.add("Look at it with `period-close journal " + where + "`, then `period-close post " + where
                    + (proposal.onHand()
                            ? "`, on the day of the close."
                            : "`, with --posting-date DATE (without it: today)."));
        }
        return news;
    }

    private static void leftOut(Proposal proposal, List<String> news) {
        List<LeftOut> leftOut = proposal.leftOutTransactions();
        leftOut.stream()
                .limit(SHOWN)
                .forEach(each -> news.add("Left out: transaction " + Text.quoted(each.transactionId()) + " is "
                        + each.reason().words() + " (" + each.reason() + ")."));
        more(leftOut.size() - SHOWN, news);
    }

    private static void others(Proposal proposal, List<String> news) {
        Proposal.Others others = proposal.others();
        if (others.receipts() == 0) {
            return;
        }
        news.add(
                Amounts.grouped(others.receipts()) + (others.receipts() == 1 ? " receipt stands" : " receipts stand")
                        + " in other journals that are not posted; what is posted first changes the value that the other was computed from:");
        Set<String> named = new LinkedHashSet<>();
        for (OtherLine line : others.lines()) {
            if (named.size() == SHOWN && !named.contains(line.transactionId())) {
                break;
            }
            named.add(line.transactionId());
            news.add("  transaction " + Text.quoted(line.transactionId()) + " in journal " + Text.quoted(line.journal())
                    + " (" + line.status() + ") " + Amounts.grouped(line.amount()));
        }
        more(others.receipts() - named.size(), news);
    }

    private static void more(long more, List<String> news) {
        if (more > 0) {
            news.add("  and " + Amounts.grouped(more) + " more: --output json lists them.");
        }
    }
}
