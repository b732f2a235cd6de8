package org.periodclose.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
                    .line("No voucher lines: "
                            + (run.updateLedger() ? "no cost has changed." : "without ledger update."));
        } else {
            page.blank().fitting(lines(document), NAME_LENGTHS);
            page.blank().fitting(turnovers(document), NAME_LENGTHS).blank();
        }
        foot(run, page);
    }

    private static void head(Run run, Document document, Page page) {
        boolean dryRun = run.status() == RunStatus.DRY_RUN;
        String title = dryRun
                ? "Dry run: nothing was posted"
                : run.voucher() == null ? "Run " + run.run() : "Voucher " + run.voucher();
        page.head(title, "")
                .fact("Company", run.company() + "  " + document.names().company())
                .fact("Posting date", run.postingDate().toString())
                .fact("Cancels", run.cancels() == null ? null : "run " + run.cancels())
                .fact("Cancelled by", run.cancelledBy() == null ? null : "run " + run.cancelledBy())
                .fact("Journal", journal(document))
                .fact("Layer", lower(run.currencyLayer()) + ", " + run.currency())
                .fact("Specification", lower(run.specification()))
                .fact("Storno", run.storno() ? "on" : "off")
                .fact("Ledger update", run.updateLedger() ? null : "off")
                .fact(
                        "Closed up to",
                        run.valued() == null ? null : day(run.valued().closedOn()))
                .fact(
                        "Matches",
                        run.valued() == null || !run.type().matchesIssues()
                                ? null
                                : Amounts.grouped(run.valued().matches()))
                .fact(
                        "Unsettled",
                        run.valued() == null || !run.type().matchesIssues()
                                ? null
                                : Amounts.grouped(run.valued().unsettled()))
                .fact("Note", run.note())
                .fact("Run", dryRun ? null : run.run() + ", " + lower(run.status()) + when(run))
                // A plan's checksum is copied into --expect; on paper the beginning is enough to compare.
                .fact("Checksum", dryRun ? run.checksum() : beginning(run.checksum()))
                .fact("Manifest", beginning(run.manifest()));
    }

    private static @Nullable String day(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    static @Nullable String journal(Document document) {
        String journal = document.voucher().run().journal();
        return journal == null ? null : (journal + "  " + document.names().journal()).strip();
    }

    private static @Nullable String beginning(@Nullable String hash) {
        return hash == null ? null : hash.substring(0, Math.min(SHORT_HASH, hash.length()));
    }

    private static String when(Run run) {
        Instant ended = run.endedAt();
        Instant started = run.startedAt();
        String by = run.startedBy() == null ? "" : " by " + run.startedBy();
        if (ended == null || started == null) {
            return by;
        }
        return by + " on " + TIME.format(ended) + " in " + Durations.text(Duration.between(started, ended));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void foot(Run run, Page page) {
        page.line(Amounts.grouped(run.settlements()) + (run.settlements() == 1 ? " settlement of " : " settlements of ")
                + Amounts.grouped(run.settledAmount()) + " " + run.currency() + " in all, summed in "
                + Amounts.grouped(run.lines()) + (run.lines() == 1 ? " line." : " lines."));
        if (run.exceptions() > 0) {
            page.line(
                    run.valued() != null
                            ? "Unsettled issues that --accept NEGATIVE_STOCK allowed: "
                                    + Amounts.grouped(run.exceptions()) + "."
                            : Amounts.grouped(run.exceptions()) + " journal lines were refused and left out.");
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
            rows.add(plus.row(fields, Style.PLAIN, "Plus", false));
            rows.add(storno.row(fields, Style.STORNO, "Storno", true));
        }
        rows.add(plus.plus(storno).row(fields, Style.PLAIN, both ? "Net" : "Total", false));
        return Table.of(fields.columns(), rows);
    }

    private record Sum(Money amount, long settlements) {
        Sum plus(Sum other) {
            return new Sum(amount.plus(other.amount), settlements + other.settlements);
        }

        Row row(Fields<VoucherLine> fields, Style style, String name, boolean storno) {
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
                                        total.creditStorno().plus(turnover.creditStorno())))));
        return rows;
    }
}
