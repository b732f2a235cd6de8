package org.periodclose.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.Turnover;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.desk.Document;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** A voucher as an accountant reads it: what it is, its lines, its totals, the turnovers of its accounts. */
public final class VoucherViews {
    static final Fields<VoucherLine> LINE = lines(Map.of());
    static final Fields<Turnover> TURNOVER = turnovers(Map.of());
    static final Fields<Document> DOCUMENT = new Fields<Document>()
            .with(RunViews.RUN, document -> document.voucher().run())
            .parts("voucherLines", LINE, document -> document.voucher().lines()::forEach);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int SHORT_HASH = 12;
    private static final List<Integer> NAME_LENGTHS = List.of(60, 40, 34, 28, 22, 16);

    private VoucherViews() {}

    private static Fields<VoucherLine> lines(Map<String, String> names) {
        return new Fields<VoucherLine>()
                .figure("line", "Line", line -> Cell.number(line.line()))
                .text("debitAccount", "Debit", line -> account(line.debitAccount(), names))
                .text("creditAccount", "Credit", line -> account(line.creditAccount(), names))
                .figure("amount", "Amount", VoucherLine::amount)
                .text("storno", "", line -> new Cell.Flag(line.storno(), "storno"))
                .text("itemGroup", "Item group", VoucherLine::itemGroup)
                .text("itemNumber", "Item", VoucherLine::itemNumber)
                .figure("settlements", "Settlements", VoucherLine::settlements);
    }

    private static Fields<Turnover> turnovers(Map<String, String> names) {
        return new Fields<Turnover>()
                .text("mainAccount", "Main account", turnover -> account(turnover.account(), names))
                .figure("debitPlus", "Debit plus", turnover -> Cell.unlessZero(turnover.debitPlus()))
                .figure("debitStorno", "Debit storno", turnover -> Cell.unlessZero(turnover.debitStorno()))
                .figure("creditPlus", "Credit plus", turnover -> Cell.unlessZero(turnover.creditPlus()))
                .figure("creditStorno", "Credit storno", turnover -> Cell.unlessZero(turnover.creditStorno()))
                .kind("debitStorno", Kind.STORNO)
                .kind("creditStorno", Kind.STORNO)
                .figure("net", "Balance changes by", Turnover::net);
    }

    private static Cell account(String account, Map<String, String> names) {
        return Cell.named(account, names.get(account));
    }

    public static View<?> voucher(Document document) {
        return View.of(DOCUMENT, document, page -> show(document, page))
                .has(LINE, document.voucher().lines()::forEach);
    }

    static void show(Document document, Page page) {
        Run run = document.voucher().run();
        head(run, document, page);
        if (document.voucher().lines().isEmpty()) {
            page.blank()
                    .line(
                            run.updateLedger()
                                    ? Said.of("No voucher lines: no cost has changed.")
                                    : Said.of("No voucher lines: without ledger update."));
        } else {
            page.blank().fitting(lines(document), NAME_LENGTHS);
            page.blank().fitting(turnovers(document), NAME_LENGTHS).blank();
        }
        foot(run, page);
    }

    private static void head(Run run, Document document, Page page) {
        boolean dryRun = run.status() == RunStatus.DRY_RUN;
        page.head(dryRun ? Said.of("Dry run: nothing was posted") : title(run), Said.NOTHING)
                .fact(
                        "Company",
                        Said.data(run.company() + "  " + document.names().company()))
                .fact("Posting date", Said.data(run.postingDate()))
                .fact("Cancels", ofRun(run.cancels()))
                .fact("Cancelled by", ofRun(run.cancelledBy()))
                .fact("Journal", given(journal(document)))
                .fact("Layer", Said.joined(Said.word(run.currencyLayer()), ", ", run.currency()))
                .fact("Specification", Said.word(run.specification()))
                .fact("Storno", run.storno() ? Said.of("on") : Said.of("off"))
                .fact("Ledger update", run.updateLedger() ? null : Said.of("off"))
                .fact(
                        "Closed up to",
                        run.valued() == null ? null : given(run.valued().closedOn()))
                .fact(
                        "Matches",
                        run.valued() == null || !run.type().matchesIssues()
                                ? null
                                : Said.data(run.valued().matches()))
                .fact(
                        "Unsettled",
                        run.valued() == null || !run.type().matchesIssues()
                                ? null
                                : Said.data(run.valued().unsettled()))
                .fact("Note", given(run.note()))
                .fact("Run", dryRun ? null : Said.list(List.of(Cell.number(run.run()), when(run)), ", "))
                // A plan's checksum is copied into --expect; on paper the beginning is enough to compare.
                .fact("Checksum", dryRun ? given(run.checksum()) : beginning(run.checksum()))
                .fact("Manifest", beginning(run.manifest()));
    }

    static Said title(Run run) {
        return run.voucher() == null
                ? Said.of("Run {0}", Cell.number(run.run()))
                : Said.of("Voucher {0}", run.voucher());
    }

    static @Nullable Said ofRun(@Nullable Long run) {
        return run == null ? null : Said.of("run {0}", Cell.number(run));
    }

    private static @Nullable Said given(@Nullable Object value) {
        return value == null ? null : Said.data(value);
    }

    static @Nullable String journal(Document document) {
        String journal = document.voucher().run().journal();
        return journal == null ? null : (journal + "  " + document.names().journal()).strip();
    }

    private static @Nullable Said beginning(@Nullable String hash) {
        return hash == null ? null : Said.data(hash.substring(0, Math.min(SHORT_HASH, hash.length())));
    }

    private static Said when(Run run) {
        Instant ended = run.endedAt();
        Instant started = run.startedAt();
        return Said.joined(
                Said.word(run.status()),
                run.startedBy() == null ? "" : Said.of(" by {0}", run.startedBy()),
                ended == null || started == null
                        ? ""
                        : Said.of(
                                " on {0} in {1}",
                                TIME.format(ended), Durations.said(Duration.between(started, ended))));
    }

    private static void foot(Run run, Page page) {
        page.line(Said.joined(
                Said.of(
                        run.settlements() == 1
                                ? "{0} settlement of {1} {2} in all, "
                                : "{0} settlements of {1} {2} in all, ",
                        run.settlements(),
                        run.settledAmount(),
                        run.currency()),
                Said.of(run.lines() == 1 ? "summed in {0} line." : "summed in {0} lines.", run.lines())));
        if (run.exceptions() > 0) {
            page.line(
                    run.valued() != null
                            ? Said.of("Unsettled issues that --accept NEGATIVE_STOCK allowed: {0}.", run.exceptions())
                            : Said.of("{0} journal lines were refused and left out.", run.exceptions()));
        }
    }

    // Tables

    /** The fields of a voucher line that a specification has, with the names of accounts. */
    static Fields<VoucherLine> lineFields(Document document) {
        Fields<VoucherLine> named = lines(document.names().accounts());
        return named.only("line")
                .and(
                        switch (document.voucher().run().specification()) {
                            case TOTAL -> named.only();
                            case ITEM_GROUP -> named.only("itemGroup");
                            case ITEM_NUMBER -> named.only("itemGroup", "itemNumber");
                        })
                .and(named.only("debitAccount", "creditAccount", "amount", "storno", "settlements"));
    }

    static Style style(VoucherLine line) {
        return line.storno() ? Style.STORNO : Style.PLAIN;
    }

    private static Table lines(Document document) {
        Fields<VoucherLine> fields = lineFields(document);
        List<Row> rows = fields.rows(document.voucher().lines(), VoucherViews::style);
        Sum plus = sum(document, false);
        Sum storno = sum(document, true);
        boolean both = plus.settlements() > 0 && storno.settlements() > 0;
        rows.add(Row.RULE);
        if (both) {
            rows.add(plus.row(fields, Style.PLAIN, Said.of("Plus"), false));
            rows.add(storno.row(fields, Style.STORNO, Said.of("Storno"), true));
        }
        rows.add(plus.plus(storno).row(fields, Style.PLAIN, both ? Said.of("Net") : Said.of("Total"), false));
        return Table.of(fields.columns(), rows);
    }

    private record Sum(Money amount, long settlements) {
        Sum plus(Sum other) {
            return new Sum(amount.plus(other.amount), settlements + other.settlements);
        }

        Row row(Fields<VoucherLine> fields, Style style, Said name, boolean storno) {
            return fields.sum(
                    style,
                    Map.of(
                            "creditAccount",
                            name,
                            "amount",
                            amount,
                            "storno",
                            new Cell.Flag(storno, "storno"),
                            "settlements",
                            settlements));
        }
    }

    private static Sum sum(Document document, boolean storno) {
        return document.voucher().lines().stream()
                .filter(line -> line.storno() == storno)
                .map(line -> new Sum(line.amount(), line.settlements()))
                .reduce(new Sum(Money.zero(document.voucher().run().currency()), 0), Sum::plus);
    }

    private static Table turnovers(Document document) {
        Fields<Turnover> fields =
                turnoverFields(document).titled("mainAccount", "Account").titled("net", "Balance change");
        return Table.of(fields.columns(), turnoverRows(fields, document));
    }

    static Fields<Turnover> turnoverFields(Document document) {
        return turnovers(document.names().accounts());
    }

    /** The accounts of a voucher and their total. */
    static List<Row> turnoverRows(Fields<Turnover> fields, Document document) {
        String currency = document.voucher().run().currency();
        List<Turnover> turnovers = Turnover.of(currency, document.voucher().lines());
        Money zero = Money.zero(currency);
        List<Row> rows = fields.rows(turnovers);
        rows.add(fields.row(
                        Style.TOTAL,
                        turnovers.stream()
                                .reduce(
                                        new Turnover("Total", zero, zero, zero, zero),
                                        (total, turnover) -> new Turnover(
                                                "Total",
                                                total.debitPlus().plus(turnover.debitPlus()),
                                                total.debitStorno().plus(turnover.debitStorno()),
                                                total.creditPlus().plus(turnover.creditPlus()),
                                                total.creditStorno().plus(turnover.creditStorno()))))
                .called(Said.of("Total")));
        return rows;
    }
}
