package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunType;
import org.periodclose.inquiry.Circle;
import org.periodclose.inquiry.OpenLayer;
import org.periodclose.inquiry.RunMatch;
import org.periodclose.inquiry.RunSettlement;
import org.periodclose.inquiry.Settled;
import org.periodclose.inquiry.UnsettledIssue;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** What runs have settled and matched, and what they have left open. */
public final class SettledViews {
    private static final Fields<RunSettlement> SETTLEMENT = new Fields<RunSettlement>()
            .code("transactionId", "Transaction", RunSettlement::transactionId)
            .text("itemNumber", "Item", RunSettlement::itemNumber)
            .text("part", "Part", RunSettlement::part)
            .figure("amount", "Change", RunSettlement::amount)
            .text("debitAccount", "Debit", RunSettlement::debitAccount)
            .text("creditAccount", "Credit", RunSettlement::creditAccount)
            .figure("ledgerAmount", "In the ledger", RunSettlement::ledgerAmount)
            .text(
                    "storno",
                    "",
                    settlement -> settlement.storno() == null ? null : new Cell.Flag(settlement.storno(), "storno"));

    private static final Fields<RunMatch> MATCH = new Fields<RunMatch>()
            .code("layer", "Layer", RunMatch::layer)
            .code("issue", "Issue", RunMatch::issue)
            .figure("quantity", "Quantity", match -> Cell.quantity(match.quantity()))
            .figure("amount", "Amount", RunMatch::amount)
            .text("principle", "Principle", RunMatch::principle)
            .data("settled", RunMatch::settled)
            .shown("", Kind.TEXT, match -> match.settled() ? "" : Said.of("not settled, only adjusts"));

    static final Fields<UnsettledIssue> UNSETTLED = new Fields<UnsettledIssue>()
            .code("transactionId", "Transaction", UnsettledIssue::transactionId)
            .text("itemNumber", "Item", UnsettledIssue::itemNumber)
            .text("site", "Site", UnsettledIssue::site)
            .text("warehouse", "Warehouse", UnsettledIssue::warehouse)
            .figure("quantity", "Quantity", issue -> Cell.quantity(issue.quantity()))
            .figure("unitCost", "Unit cost", UnsettledIssue::unitCost)
            .text("reason", "Reason", UnsettledIssue::reason);

    static final Fields<OpenLayer> LAYER = new Fields<OpenLayer>()
            .code("layer", "Layer", OpenLayer::layer)
            .text("itemNumber", "Item", OpenLayer::itemNumber)
            .text("site", "Site", OpenLayer::site)
            .text("warehouse", "Warehouse", OpenLayer::warehouse)
            .text("batchNumber", "Batch", OpenLayer::batchNumber)
            .text("serialNumber", "Serial number", OpenLayer::serialNumber)
            .figure("quantity", "Quantity", layer -> Cell.quantity(layer.quantity()))
            .figure("value", "Value", OpenLayer::value);

    private static final Fields<Circle> CIRCLE =
            new Fields<Circle>().json("members", Circle::members).json("solved", Circle::solved);

    private SettledViews() {}

    /** Which of the lists CSV has, and a person reads. */
    public enum Listed {
        SETTLEMENTS,
        MATCHES
    }

    /**
     * What a run has settled, or what all runs have settled of a transaction.
     *
     * @param most rows on a terminal
     */
    public static View<?> settled(Settled settled, Listed listed, long most) {
        Fields<RunSettlement> settlement = SETTLEMENT;
        Fields<RunMatch> match = MATCH;
        Fields<UnsettledIssue> unsettled = UNSETTLED;
        Fields<Settled> fields = new Fields<>();
        Run run = settled.run();
        if (run == null) {
            settlement = withRun(settlement, RunSettlement::run, RunSettlement::cancelledBy);
            match = withRun(match, RunMatch::run, RunMatch::cancelledBy);
            unsettled = withRun(unsettled, UnsettledIssue::run, UnsettledIssue::cancelledBy);
            fields = fields.json("company", Settled::company).json("transactionId", Settled::transactionId);
        } else {
            fields = fields.json("run", of -> Cell.number(run.run()));
        }
        fields = fields.parts("settlements", settlement, of -> of.settlements()::accept)
                .parts("matches", match, of -> of.matches()::accept)
                .parts("unsettled", unsettled, of -> of.unsettled()::accept)
                .parts("circles", CIRCLE, of -> of.circles()::accept);
        return listed == Listed.SETTLEMENTS
                ? view(
                        fields,
                        settled,
                        settlement,
                        settled.settlements()::accept,
                        most,
                        run == null ? untouched(settled) : nothing(run))
                : view(
                        fields,
                        settled,
                        match,
                        settled.matches()::accept,
                        most,
                        run == null ? untouched(settled) : Said.of("Run {0} matched nothing.", Cell.number(run.run())));
    }

    private static Said untouched(Settled settled) {
        return Said.of("No run has touched transaction {0}.", Text.quoted(String.valueOf(settled.transactionId())));
    }

    /** Of a close it says where its matches are to be seen. */
    private static Said nothing(Run run) {
        return Said.of(
                run.type() == RunType.CLOSE
                        ? "Run {0} changed no cost; which receipts pay for which issues: `period-close settlements --run {0} --matches`."
                        : "Run {0} changed no cost.",
                Cell.number(run.run()));
    }

    private static <R> Fields<R> withRun(
            Fields<R> fields, ToLongFunction<R> run, Function<R, @Nullable Long> cancelledBy) {
        return new Fields<R>()
                .figure("run", "Run", of -> Cell.number(run.applyAsLong(of)))
                .data("cancelledBy", of -> Cell.number(cancelledBy.apply(of)))
                .and(fields);
    }

    private static <R> View<?> view(
            Fields<Settled> fields, Settled settled, Fields<R> of, Rows<R> rows, long most, Said none) {
        Run run = settled.run();
        return View.of(fields, settled, page -> {
                    if (run != null) {
                        page.line(title(run));
                    }
                    show(of, rows, most, none, page);
                })
                .has(of, rows);
    }

    /** As many rows as a person wants to read. */
    private static <R> void show(Fields<R> fields, Rows<R> rows, long most, Said none, Page page) {
        if (page.readsOnlyWhatItShows()) {
            page.table(new Table(
                    "",
                    Said.NOTHING,
                    Said.NOTHING,
                    fields.columns(),
                    reader -> rows.forEach(row -> reader.accept(fields.row(Style.PLAIN, row))),
                    none));
            return;
        }
        List<Row> shown = new ArrayList<>();
        long[] all = {0};
        rows.forEach(row -> {
            if (all[0]++ < most) {
                shown.add(fields.row(Style.PLAIN, row));
            }
        });
        if (shown.isEmpty()) {
            page.note(none);
            return;
        }
        page.table(Table.of(fields.columns(), shown));
        if (all[0] > shown.size()) {
            page.line(Said.of("and {0} more (--limit)", all[0] - shown.size()));
        }
    }

    private static Said title(Run run) {
        return Said.joined(
                Said.of(
                        "Run {0}: {1} of {2}, company {3}",
                        Cell.number(run.run()), Said.word(run.type()), run.postingDate(), Text.shown(run.company())),
                RunViews.cancellation(run));
    }

    /** The issues that a run left with an open quantity. */
    public static View<?> unsettled(Settled settled, @Nullable Long ofRun, long most) {
        Fields<Settled> fields = new Fields<Settled>()
                .json("run", of -> Cell.number(ofRun))
                .parts("unsettled", UNSETTLED, of -> of.unsettled()::accept);
        return View.of(fields, settled, page -> show(UNSETTLED, settled.unsettled()::accept, most, left(settled), page))
                .has(UNSETTLED, settled.unsettled()::accept);
    }

    private static Said left(Settled settled) {
        Run run = settled.run();
        return run == null || run.type() == RunType.CLOSE
                ? Said.of("The close left no issue unsettled.")
                : Said.of(
                        "Run {0} is a {1}: only a close keeps what it leaves unsettled.",
                        Cell.number(run.run()), Said.word(run.type()));
    }

    /** What is open after a close. */
    public static View<?> layers(long run, Rows<OpenLayer> layers, long most) {
        Fields<Rows<OpenLayer>> fields = new Fields<Rows<OpenLayer>>()
                .json("run", of -> Cell.number(run))
                .parts("layers", LAYER, of -> of);
        return View.of(
                        fields,
                        layers,
                        page -> show(
                                LAYER,
                                layers,
                                most,
                                Said.of("Nothing was open after run {0}.", Cell.number(run)),
                                page))
                .has(LAYER, layers);
    }
}
