package org.periodclose.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.desk.Document;
import org.periodclose.desk.PostedRun;
import org.periodclose.effect.Effect.OfItemGroup;
import org.periodclose.inquiry.Reconciliation;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Report.Fact;
import org.periodclose.view.Report.Figure;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** The report of a posted run: its arguments, what it posted, what that changed, what it left out, and whether it adds up. */
public final class RunReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final PostedRun posted;
    private final Document document;
    private final Run run;
    private final String in;

    private RunReport(PostedRun posted) {
        this.posted = posted;
        this.document = posted.document();
        this.run = document.voucher().run();
        this.in = " (" + run.currency() + ")";
    }

    public static Report of(PostedRun posted) {
        return new RunReport(posted).report();
    }

    private Report report() {
        List<Table> tables = new ArrayList<>(List.of(itemGroups(), turnovers(), movers()));
        if (run.exceptions() > 0) {
            tables.add(leftOut());
        }
        tables.add(reconciliation());
        tables.add(lines());
        return new Report(
                Report.words(run.type()) + " · run " + run.run(),
                run.voucher() == null ? "Run " + run.run() + " without voucher" : "Voucher " + run.voucher(),
                document.names().company() + ", " + run.postingDate(),
                figures(),
                facts(),
                tables,
                listing(),
                proofs(),
                posted.reconciliation().faults());
    }

    private List<Figure> figures() {
        Money decrease = sum(OfItemGroup::decrease);
        return List.of(
                Figure.of("Value changes by" + in, run.settledAmount(), false),
                Figure.of("Increases" + in, sum(OfItemGroup::increase), false),
                Figure.of(
                        (run.storno() ? "Decreases, storno" : "Decreases") + in,
                        decrease,
                        run.storno() && decrease.isNegative()),
                Figure.of("Settlements", run.settlements(), false));
    }

    private Money sum(Function<OfItemGroup, Money> of) {
        return posted.effect().itemGroups().stream().map(of).reduce(Money.zero(run.currency()), Money::plus);
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Company", run.company() + "  " + document.names().company()));
        facts.add(new Fact("Posting date", run.postingDate().toString()));
        String journal = VoucherViews.journal(document);
        if (journal != null) {
            facts.add(new Fact("Journal", journal));
        }
        facts.add(new Fact("Currency layer", Said.joined(Report.words(run.currencyLayer()), ", ", run.currency())));
        facts.add(new Fact("Summed by", Report.words(run.specification())));
        facts.add(new Fact("Storno", Said.of(run.storno() ? "on" : "off")));
        facts.add(new Fact("Ledger", Said.of(run.updateLedger() ? "updated" : "not updated")));
        facts.add(new Fact("Started by", run.startedBy() == null ? "" : run.startedBy()));
        facts.add(new Fact("Started", time(run.startedAt())));
        facts.add(new Fact("Posted", Said.of("{0}, took {1}", time(run.endedAt()), took())));
        facts.add(new Fact("Voucher lines", Said.data(run.lines())));
        facts.add(new Fact(
                "Left out",
                run.exceptions() == 0 ? Said.of("nothing") : Said.of("{0} journal lines", run.exceptions())));
        if (run.cancels() != null) {
            facts.add(new Fact("Cancels", Said.of("run {0}", Cell.number(run.cancels()))));
        }
        if (run.cancelledBy() != null) {
            facts.add(new Fact("Cancelled by", Said.of("run {0}", Cell.number(run.cancelledBy()))));
        }
        if (run.note() != null) {
            facts.add(new Fact("Note", run.note()));
        }
        return facts;
    }

    private Said took() {
        return run.startedAt() == null || run.endedAt() == null
                ? Said.NOTHING
                : Durations.said(Duration.between(run.startedAt(), run.endedAt()));
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : TIME.format(time);
    }

    private List<Fact> proofs() {
        List<Fact> proofs = new ArrayList<>();
        if (run.checksum() != null) {
            proofs.add(new Fact("Checksum of the voucher", run.checksum()));
        }
        if (run.manifest() != null) {
            proofs.add(new Fact("Hash of the manifest", run.manifest()));
        }
        return proofs;
    }

    private Table itemGroups() {
        List<OfItemGroup> groups = posted.effect().itemGroups();
        Fields<OfItemGroup> fields = EffectViews.drawn(groups, run.storno());
        return Table.of(
                "Item groups",
                Said.of("Effect on the value of item groups ({0})", run.currency()),
                Said.of(
                        "Value at the posting date: all financially updated transactions and the runs before this one. An empty value is not known: a transaction has no cost in this currency. Bars: decreases to the left, increases to the right."),
                fields.columns(),
                EffectViews.groupRows(fields, groups, run.currency()),
                Said.of("No item group changes."));
    }

    private Table turnovers() {
        var fields = VoucherViews.turnoverFields(document);
        return Table.of(
                "Turnovers",
                Said.of("Turnovers of main accounts ({0})", run.currency()),
                Said.of("Plus and storno apart: a storno takes turnover back in the column where it was."),
                fields.columns(),
                document.voucher().lines().isEmpty() ? List.of() : VoucherViews.turnoverRows(fields, document),
                Said.of("The ledger was not updated: {0}", run.note()));
    }

    private Table movers() {
        var fields = EffectViews.MOVER.titled("itemNumber", "Item").titled("percent", "Of before");
        return Table.of(
                "Movers",
                Said.of("Largest movers ({0})", run.currency()),
                Said.of("The items whose value changes most, up or down."),
                fields.columns(),
                fields.rows(posted.effect().movers()),
                Said.of("No item changes."));
    }

    private Table leftOut() {
        var fields = FaultViews.FAULT.only("transactionId", "code", "message", "remedy");
        return Table.of(
                "Left out",
                Said.of("Journal lines that were refused and left out"),
                Said.NOTHING,
                fields.columns(),
                fields.rows(posted.leftOut()),
                Said.of("{0} journal lines were left out; their faults have been purged since.", run.exceptions()));
    }

    private Table reconciliation() {
        Reconciliation reconciliation = posted.reconciliation();
        boolean agrees = reconciliation.differences().isEmpty();
        return ReconciliationReport.accounts(
                reconciliation,
                Said.of("Reconciliation ({0})", run.currency()),
                agrees
                        ? Said.of("What the settlements move on each account is what the voucher posts to it.")
                        : reconciliation.unexplained().isEmpty()
                                ? Said.of("The difference is explained: posted without ledger update, {0}", run.note())
                                : Said.of(
                                        "UNEXPLAINED: settlements and voucher lines do not agree. Rows that never change have been changed."));
    }

    private Table lines() {
        Fields<VoucherLine> fields = VoucherViews.lineFields(document);
        List<Row> rows = fields.rows(document.voucher().lines(), VoucherViews::style);
        document.voucher().lines().stream()
                .map(VoucherLine::amount)
                .reduce(Money::plus)
                .ifPresent(total -> rows.add(fields.sum(
                        Style.TOTAL,
                        Map.of("creditAccount", Said.of("Total"), "amount", total, "settlements", run.settlements()))));
        return Table.of(
                "Voucher lines",
                Said.of("Voucher lines ({0})", run.currency()),
                Said.NOTHING,
                fields.columns(),
                rows,
                Said.of("None: the ledger was not updated."));
    }

    /** The lines for programs: the same columns for every run. */
    private Table listing() {
        Fields<VoucherLine> fields = new Fields<VoucherLine>()
                .with(RunViews.RUN.only("run", "voucher", "postingDate", "currency"), line -> run)
                .and(VoucherViews.LINE);
        return fields.table(document.voucher().lines());
    }
}
