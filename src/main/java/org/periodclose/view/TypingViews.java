package org.periodclose.view;

import java.util.List;
import org.periodclose.core.fault.Text;
import org.periodclose.core.settlement.JournalSums;
import org.periodclose.core.settlement.TypedAnswer;
import org.periodclose.core.settlement.TypedLine;
import org.periodclose.view.Cell.Said;

/** Journals whose amounts people type. */
public final class TypingViews {
    private record Begun(String company, String journal) {}

    private static final Fields<Begun> BEGUN =
            new Fields<Begun>().text("company", "Company", Begun::company).text("journal", "Journal", Begun::journal);

    private static final Fields<TypedLine> LINE = new Fields<TypedLine>()
            .code("transactionId", "Transaction", TypedLine::transactionId)
            .figure("before", "Before", TypedLine::before)
            .figure("amount", "Amount", TypedLine::amount)
            .with(FaultViews.FAULT.only("code", "message", "remedy"), TypedLine::fault);

    private static final Fields<JournalSums> SUMS = new Fields<JournalSums>()
            .json("lines", JournalSums::lines)
            .json("plus", sums -> sums.plus().toPlainString())
            .json("minus", sums -> sums.minus().toPlainString())
            .json("net", sums -> sums.net().toPlainString());

    private static final Fields<TypedAnswer> ANSWER = new Fields<TypedAnswer>()
            .json("stored", TypedAnswer::stored)
            .json("releaseTakenBack", TypedAnswer::releaseTakenBack)
            .part("sums", SUMS, TypedAnswer::sums)
            .parts("lines", LINE, answer -> answer.lines()::forEach);

    private TypingViews() {}

    public static View<?> begun(String company, String journal) {
        return View.of(
                BEGUN,
                new Begun(company, journal),
                page -> page.line(Said.of("Journal {0} is open and has no lines yet.", Text.quoted(journal))));
    }

    /** What became of the amounts of a file. */
    public static View<?> uploaded(TypedAnswer answer) {
        return View.of(ANSWER, answer, page -> {
                    page.fact("Lines stored", Said.data(answer.stored()))
                            .fact("Lines in all", Said.data(answer.sums().lines()))
                            .fact("Increases", Said.data(answer.sums().plus()))
                            .fact("Decreases", Said.data(answer.sums().minus()))
                            .fact("Sum", Said.data(answer.sums().net()));
                    if (answer.releaseTakenBack()) {
                        page.line(
                                Said.of("The journal had been released; it has changed, and must be released again."));
                    }
                    List<TypedLine> refused = answer.lines().stream()
                            .filter(line -> line.fault() != null)
                            .toList();
                    if (!refused.isEmpty()) {
                        page.table(LINE.table(refused));
                    }
                })
                .has(LINE, answer.lines()::forEach);
    }

    /** The same for the script of the page. */
    public static View<?> typed(TypedAnswer answer) {
        return View.of(ANSWER, answer, page -> {});
    }
}
