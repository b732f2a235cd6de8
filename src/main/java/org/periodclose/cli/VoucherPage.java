package org.periodclose.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.ledger.Turnover;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.Names;

/** A voucher as an accountant reads it: what it is, its lines, its totals, the turnovers of its accounts. */
final class VoucherPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int SHORT_CHECKSUM = 12;
    private static final List<Integer> NAME_LENGTHS = List.of(60, 40, 34, 28, 22, 16);

    private final PostReport.Document document;
    private final Paint paint;
    private final int width;
    private final boolean groups;
    private final boolean items;

    VoucherPage(PostReport.Document document, Paint paint, int width) {
        this.document = document;
        this.paint = paint;
        this.width = width;
        Specification specification = document.voucher().run().specification();
        this.groups = specification != Specification.TOTAL;
        this.items = specification == Specification.ITEM_NUMBER;
    }

    String text() {
        Run run = document.voucher().run();
        if (document.voucher().lines().isEmpty()) {
            return head(run) + "\nNo voucher lines: without ledger update.\n" + foot(run);
        }
        return head(run) + "\n"
                + fitting(this::lines).text(paint) + "\n"
                + fitting(this::turnovers).text(paint) + "\n"
                + foot(run);
    }

    /** The widest that there is room for: accounts with names, with shortened names, without. */
    private TextTable fitting(IntFunction<TextTable> tableWithNamesOf) {
        for (int longestName : NAME_LENGTHS) {
            TextTable table = tableWithNamesOf.apply(longestName);
            if (table.width() <= width) {
                return table;
            }
        }
        return tableWithNamesOf.apply(0);
    }

    private String head(Run run) {
        Names names = document.names();
        boolean dryRun = run.status() == RunStatus.DRY_RUN;
        String title = dryRun
                ? "Dry run: nothing was posted"
                : run.voucher() == null ? "Run " + run.run() : "Voucher " + run.voucher();
        StringBuilder head = new StringBuilder();
        head.append(paint.bold(title)).append('\n');
        field(head, "Company", run.company() + "  " + names.company());
        field(head, "Posting date", run.postingDate().toString());
        field(head, "Cancels", run.cancels() == null ? null : "run " + run.cancels());
        field(head, "Cancelled by", run.cancelledBy() == null ? null : "run " + run.cancelledBy());
        field(head, "Journal", (run.journal() + "  " + names.journal()).strip());
        field(head, "Layer", lower(run.currencyLayer()) + ", " + run.currency());
        field(head, "Specification", lower(run.specification()));
        field(head, "Storno", run.storno() ? "on" : "off");
        if (!run.updateLedger()) {
            field(head, "Ledger update", "off");
        }
        field(head, "Note", run.note());
        if (!dryRun) {
            field(head, "Run", run.run() + ", " + lower(run.status()) + when(run));
        }
        String checksum = run.checksum();
        if (checksum != null) {
            // A plan's checksum is copied into --expect; on paper the beginning is enough to compare.
            field(
                    head,
                    "Checksum",
                    dryRun ? checksum : checksum.substring(0, Math.min(SHORT_CHECKSUM, checksum.length())));
        }
        String manifest = run.manifest();
        if (manifest != null) {
            field(head, "Manifest", manifest.substring(0, Math.min(SHORT_CHECKSUM, manifest.length())));
        }
        return head.toString();
    }

    private static void field(StringBuilder head, String name, @Nullable String value) {
        if (value != null) {
            head.append(String.format(Locale.ROOT, "  %-14s  %s%n", name, value));
        }
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

    private TextTable lines(int longestName) {
        TextTable table = new TextTable().right("Line");
        if (groups) {
            table.left("Item group");
        }
        if (items) {
            table.left("Item");
        }
        table.left("Debit").left("Credit").right("Amount").left("").right("Settlements");
        for (VoucherLine line : document.voucher().lines()) {
            row(
                    table,
                    List.of(
                            String.valueOf(line.line()),
                            text(line.itemGroup()),
                            text(line.itemNumber()),
                            account(line.debitAccount(), longestName),
                            account(line.creditAccount(), longestName)),
                    line.storno(),
                    line.amount(),
                    line.settlements());
        }
        table.rule();
        Sum plus = sum(false);
        Sum storno = sum(true);
        boolean both = plus.settlements() > 0 && storno.settlements() > 0;
        if (both) {
            row(table, List.of("", "", "", "", "Plus"), false, plus.amount(), plus.settlements());
            row(table, List.of("", "", "", "", "Storno"), true, storno.amount(), storno.settlements());
        }
        row(
                table,
                List.of("", "", "", "", both ? "Net" : "Total"),
                false,
                plus.amount().plus(storno.amount()),
                plus.settlements() + storno.settlements());
        return table;
    }

    /** @param keys line, item group, item, debit, credit; those that the specification has no column for are left out */
    private void row(TextTable table, List<String> keys, boolean storno, Money amount, long settlements) {
        List<String> cells = new ArrayList<>();
        cells.add(keys.get(0));
        if (groups) {
            cells.add(keys.get(1));
        }
        if (items) {
            cells.add(keys.get(2));
        }
        cells.addAll(keys.subList(3, 5));
        cells.add(Amounts.grouped(amount));
        cells.add(storno ? "storno" : "");
        cells.add(Amounts.grouped(settlements));
        table.row(storno && !amount.isZero() ? paint::red : UnaryOperator.identity(), cells.toArray(String[]::new));
    }

    private record Sum(Money amount, long settlements) {}

    private Sum sum(boolean storno) {
        Money amount = Money.zero(document.voucher().run().currency());
        long settlements = 0;
        for (VoucherLine line : document.voucher().lines()) {
            if (line.storno() == storno) {
                amount = amount.plus(line.amount());
                settlements += line.settlements();
            }
        }
        return new Sum(amount, settlements);
    }

    private TextTable turnovers(int longestName) {
        String currency = document.voucher().run().currency();
        List<Turnover> turnovers = Turnover.of(currency, document.voucher().lines());
        TextTable table = new TextTable()
                .left("Account")
                .right("Debit plus")
                .right("Debit storno")
                .right("Credit plus")
                .right("Credit storno")
                .right("Balance change");
        turnovers.forEach(turnover -> table.row(
                account(turnover.account(), longestName),
                blankIfZero(turnover.debitPlus()),
                blankIfZero(turnover.debitStorno()),
                blankIfZero(turnover.creditPlus()),
                blankIfZero(turnover.creditStorno()),
                Amounts.grouped(turnover.net())));
        Money plus = sum(false).amount();
        Money storno = sum(true).amount();
        return table.rule()
                .row(
                        "Total",
                        blankIfZero(plus),
                        blankIfZero(storno),
                        blankIfZero(plus),
                        blankIfZero(storno),
                        Amounts.grouped(
                                turnovers.stream().map(Turnover::net).reduce(Money.zero(currency), Money::plus)));
    }

    private String foot(Run run) {
        String foot =
                Amounts.grouped(run.settlements()) + (run.settlements() == 1 ? " settlement of " : " settlements of ")
                        + Amounts.grouped(run.settledAmount()) + " "
                        + run.currency() + " in all, summed in " + Amounts.grouped(run.lines())
                        + (run.lines() == 1 ? " line.\n" : " lines.\n");
        return run.exceptions() == 0
                ? foot
                : foot + Amounts.grouped(run.exceptions()) + " journal lines were refused and left out.\n";
    }

    private String account(String account, int longestName) {
        String name = longestName > 0 ? document.names().accounts().get(account) : null;
        return name == null ? account : account + " " + Amounts.cut(name, longestName);
    }

    private static String blankIfZero(Money amount) {
        return amount.isZero() ? "" : Amounts.grouped(amount);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
