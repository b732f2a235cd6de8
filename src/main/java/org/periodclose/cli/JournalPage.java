package org.periodclose.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.JournalCard;
import org.periodclose.adjusting.JournalLine;
import org.periodclose.adjusting.Proposal;

/** A journal as people read it. */
final class JournalPage {
    /** As many lines as anybody reads on a terminal. */
    private static final int SHOWN = 1_000;

    private final Paint paint;

    JournalPage(Paint paint) {
        this.paint = paint;
    }

    String proposal(Proposal proposal) {
        String currency = " " + proposal.currency();
        TextTable table = new TextTable().left("Proposed").right("").left("");
        table.row("Open receipts selected", Amounts.grouped(proposal.receipts()), "");
        if (proposal.leftOut() > 0) {
            table.row("Ids of the file left out", Amounts.grouped(proposal.leftOut()), "");
        }
        proposal.reasons()
                .forEach((reason, transactions) ->
                        table.row("  " + reason.words(), Amounts.grouped(transactions), reason.name()));
        if (proposal.others().receipts() > 0) {
            table.row(
                    "Receipts in other journals that are not posted",
                    Amounts.grouped(proposal.others().receipts()),
                    "");
        }
        table.row("Lines", Amounts.grouped(proposal.lines()), "")
                .row("Increase", Amounts.grouped(proposal.increase()), currency.strip())
                .row("Decrease", Amounts.grouped(proposal.decrease()), currency.strip())
                .rule()
                .row("Sum", Amounts.grouped(proposal.sum()), currency.strip());
        return head(
                        proposal.journal(),
                        proposal.company(),
                        switch (proposal.kind()) {
                            case MADE -> "OPEN";
                            case COMPUTED_AGAIN -> "OPEN, computed again";
                            case DRY_RUN -> "DRY RUN, nothing was written";
                            case NOTHING -> "NOT MADE, no value changes";
                        },
                        proposal.description(),
                        offset(proposal.offsetAccount(), proposal.chargesCode()))
                + table.text(paint);
    }

    String journal(JournalCard journal, Consumer<Consumer<JournalLine>> lines) {
        List<JournalLine> shown = new ArrayList<>();
        lines.accept(line -> {
            if (shown.size() < SHOWN) {
                shown.add(line);
            }
        });
        boolean offsets = shown.stream().anyMatch(line -> line.offsetAccount() != null || line.chargesCode() != null);
        boolean computed = shown.stream().anyMatch(line -> line.computedFrom() != null);
        TextTable table = new TextTable()
                .left("Item group")
                .left("Item")
                .left("Transaction")
                .right("Quantity")
                .right(computed ? "Computed from" : "")
                .right("Value")
                .right("Amount")
                .left(offsets ? "Offset" : "");
        for (JournalLine line : shown) {
            table.row(
                    line.itemGroup(),
                    line.itemNumber(),
                    line.transactionId(),
                    Amounts.grouped(line.quantity().stripTrailingZeros()),
                    known(line.computedFrom(), ""),
                    known(line.value(), "unknown"),
                    Amounts.grouped(line.amount()),
                    offset(line.offsetAccount(), line.chargesCode()));
        }
        String more = journal.lines() > shown.size()
                ? "and " + Amounts.grouped(journal.lines() - shown.size()) + " more lines: --output csv shows all\n"
                : "";
        return head(
                        journal.journal(),
                        journal.company(),
                        status(journal),
                        journal.description(),
                        offset(journal.offsetAccount(), journal.chargesCode()))
                + table.text(paint) + more
                + Amounts.grouped(journal.lines()) + (journal.lines() == 1 ? " line of " : " lines of ")
                + Amounts.grouped(journal.sum()) + (journal.currency() == null ? "" : " " + journal.currency())
                + " in all\n";
    }

    private static String known(@Nullable BigDecimal value, String otherwise) {
        return value == null ? otherwise : Amounts.grouped(value);
    }

    private static String status(JournalCard journal) {
        String made = journal.madeBy().isEmpty() ? "" : ", made by " + String.join(", ", journal.madeBy());
        String released = journal.releasedBy() != null
                ? ", released by " + journal.releasedBy()
                : journal.fourEyes() ? ", not released" : "";
        String method = journal.method() == null ? "" : ", method " + MethodWord.of(journal.method());
        return journal.status() + method + made + released;
    }

    private String head(String journal, String company, String status, String description, String offset) {
        return paint.bold("Journal " + journal + " of company " + company) + ": " + status + "\n"
                + (description.isEmpty() ? "" : description + "\n")
                + (offset.isEmpty() ? "" : "Offset: " + offset + "\n")
                + "\n";
    }

    private static String offset(@Nullable String account, @Nullable String chargesCode) {
        String code = chargesCode == null ? "" : "charges code " + chargesCode;
        return account == null ? code : "account " + account + (code.isEmpty() ? "" : ", " + code);
    }
}
