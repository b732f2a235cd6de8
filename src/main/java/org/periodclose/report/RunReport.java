package org.periodclose.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.ledger.Turnover;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.effect.Effect;
import org.periodclose.report.Report.Fact;
import org.periodclose.report.Table.Column;
import org.periodclose.report.Table.Row;
import org.periodclose.report.Table.Style;

/** The report of a posted run: what it was told, what it posted, what that changed, what it left out, and whether it adds up. */
final class RunReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int WHOLE_BAR = 1_000;

    private final RunSource source;
    private final Reconciliation reconciliation;
    private final Voucher voucher;
    private final Run run;
    private final String in;

    RunReport(RunSource source, Reconciliation reconciliation) {
        this.source = source;
        this.reconciliation = reconciliation;
        this.voucher = source.voucher();
        this.run = voucher.run();
        this.in = " (" + run.currency() + ")";
    }

    Report report() {
        List<Table> tables = new ArrayList<>(List.of(itemGroups(), turnovers(), movers()));
        if (run.exceptions() > 0) {
            tables.add(leftOut());
        }
        tables.add(reconciliation());
        tables.add(lines());
        return new Report(
                words(run.type()) + " · run " + run.run(),
                run.voucher() == null ? "Run " + run.run() + " without voucher" : "Voucher " + run.voucher(),
                source.company() + ", " + run.postingDate(),
                figures(),
                facts(),
                tables,
                listing(),
                proofs());
    }

    private List<Report.Figure> figures() {
        Money zero = Money.zero(run.currency());
        List<Effect.OfItemGroup> groups = source.effect().itemGroups();
        Money increase = groups.stream().map(Effect.OfItemGroup::increase).reduce(zero, Money::plus);
        Money decrease = groups.stream().map(Effect.OfItemGroup::decrease).reduce(zero, Money::plus);
        return List.of(
                new Report.Figure(
                        "Value changes by" + in, Cell.of(run.settledAmount()).shown(), false),
                new Report.Figure("Increases" + in, Cell.of(increase).shown(), false),
                new Report.Figure(
                        (run.storno() ? "Decreases, storno" : "Decreases") + in,
                        Cell.of(decrease).shown(),
                        run.storno() && decrease.isNegative()),
                new Report.Figure("Settlements", Cell.of(run.settlements()).shown(), false));
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Company", run.company() + "  " + source.company()));
        facts.add(new Fact("Posting date", run.postingDate().toString()));
        facts.add(new Fact("Journal", (run.journal() + "  " + source.journal()).strip()));
        facts.add(new Fact("Currency layer", words(run.currencyLayer()) + ", " + run.currency()));
        facts.add(new Fact("Summed by", words(run.specification())));
        facts.add(new Fact("Storno", run.storno() ? "on" : "off"));
        facts.add(new Fact("Ledger", run.updateLedger() ? "updated" : "not updated"));
        facts.add(new Fact("Started by", run.startedBy() == null ? "" : run.startedBy()));
        facts.add(new Fact("Started", time(run.startedAt())));
        facts.add(new Fact("Posted", time(run.endedAt()) + ", took " + source.took()));
        facts.add(new Fact("Voucher lines", Cell.of(run.lines()).shown()));
        facts.add(new Fact(
                "Left out",
                run.exceptions() == 0 ? "nothing" : Cell.of(run.exceptions()).shown() + " journal lines"));
        if (run.cancels() != null) {
            facts.add(new Fact("Cancels", "run " + run.cancels()));
        }
        if (run.cancelledBy() != null) {
            facts.add(new Fact("Cancelled by", "run " + run.cancelledBy()));
        }
        if (run.note() != null) {
            facts.add(new Fact("Note", run.note()));
        }
        return facts;
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
        Money zero = Money.zero(run.currency());
        List<Effect.OfItemGroup> groups = source.effect().itemGroups();
        BigDecimal longest = groups.stream()
                .flatMap(group -> java.util.stream.Stream.of(group.increase(), group.decrease()))
                .map(money -> money.amount().abs())
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        List<Row> rows = new ArrayList<>();
        Effect.OfItemGroup total = new Effect.OfItemGroup("Total", zero, zero, zero, 0);
        for (Effect.OfItemGroup group : groups) {
            Cell bars = new Cell.Bars(bar(group.decrease(), longest), bar(group.increase(), longest), run.storno());
            rows.add(itemGroup(Style.PLAIN, group, bars));
            total = total.plus(group);
        }
        if (groups.size() > 1) {
            rows.add(itemGroup(Style.TOTAL, total, Cell.blank()));
        }
        return Table.of(
                "Item groups",
                "Effect on the value of item groups" + in,
                "Value at the posting date: all financially updated transactions and the runs before this one. An empty value is not known: a transaction has no cost in this currency. Bars: decreases to the left, increases to the right.",
                List.of(
                        Column.text("Item group", "item_group"),
                        Column.figure("Value before", "value_before"),
                        Column.figure("Decrease", "decrease", run.storno()),
                        Column.bar(""),
                        Column.figure("Increase", "increase"),
                        Column.figure("Change", "change"),
                        Column.figure("Value after", "value_after")),
                rows,
                "No item group changes.");
    }

    private static Row itemGroup(Style style, Effect.OfItemGroup group, Cell bars) {
        return Row.of(
                style,
                Cell.of(group.itemGroup()),
                Cell.known(group.before()),
                Cell.unlessZero(group.decrease()),
                bars,
                Cell.unlessZero(group.increase()),
                Cell.of(group.change()),
                Cell.known(group.after()));
    }

    /** At least a hair for anything that is not zero. */
    private static int bar(Money amount, BigDecimal longest) {
        return amount.isZero()
                ? 0
                : amount.amount()
                        .abs()
                        .multiply(BigDecimal.valueOf(WHOLE_BAR))
                        .divideToIntegralValue(longest)
                        .max(BigDecimal.TEN)
                        .intValueExact();
    }

    private Table turnovers() {
        Money zero = Money.zero(run.currency());
        List<Row> rows = new ArrayList<>();
        Turnover total = new Turnover("Total", zero, zero, zero, zero);
        for (Turnover turnover : Turnover.of(run.currency(), voucher.lines())) {
            rows.add(turnover(Style.PLAIN, account(turnover.account()), turnover));
            total = new Turnover(
                    "Total",
                    total.debitPlus().plus(turnover.debitPlus()),
                    total.debitStorno().plus(turnover.debitStorno()),
                    total.creditPlus().plus(turnover.creditPlus()),
                    total.creditStorno().plus(turnover.creditStorno()));
        }
        rows.add(turnover(Style.TOTAL, Cell.of("Total"), total));
        return Table.of(
                "Turnovers",
                "Turnovers of main accounts" + in,
                "Plus and storno apart: a storno takes turnover back in the column where it was.",
                List.of(
                        Column.text("Main account", "main_account"),
                        Column.figure("Debit plus", "debit_plus"),
                        Column.figure("Debit storno", "debit_storno", true),
                        Column.figure("Credit plus", "credit_plus"),
                        Column.figure("Credit storno", "credit_storno", true),
                        Column.figure("Balance changes by", "net")),
                voucher.lines().isEmpty() ? List.of() : rows,
                "The ledger was not updated: " + run.note());
    }

    private static Row turnover(Style style, Cell account, Turnover turnover) {
        return Row.of(
                style,
                account,
                Cell.unlessZero(turnover.debitPlus()),
                Cell.unlessZero(turnover.debitStorno()),
                Cell.unlessZero(turnover.creditPlus()),
                Cell.unlessZero(turnover.creditStorno()),
                Cell.of(turnover.net()));
    }

    private Table movers() {
        return Table.of(
                "Movers",
                "Largest movers" + in,
                "The items whose value changes most, up or down.",
                List.of(
                        Column.text("Item", "item_number"),
                        Column.text("Item group", "item_group"),
                        Column.figure("Value before", "value_before"),
                        Column.figure("Change", "change"),
                        Column.figure("Value after", "value_after"),
                        Column.figure("Of before", "percent")),
                source.effect().movers().stream()
                        .map(mover -> Row.of(
                                Style.PLAIN,
                                new Cell.Named(mover.itemNumber(), mover.name()),
                                Cell.of(mover.itemGroup()),
                                Cell.known(mover.before()),
                                Cell.of(mover.change()),
                                Cell.known(mover.after()),
                                Cell.percent(mover.percent())))
                        .toList(),
                "No item changes.");
    }

    private Table leftOut() {
        return Table.of(
                "Left out",
                "Journal lines that were refused and left out",
                "",
                List.of(
                        Column.code("Transaction", "transaction_id"),
                        Column.code("Code", "code"),
                        Column.text("What is wrong", "message"),
                        Column.text("What to do", "remedy")),
                source.leftOut().stream()
                        .map(fault -> Row.of(
                                Style.PLAIN,
                                Cell.of(fault.transactionId()),
                                Cell.of(fault.code().name()),
                                Cell.of(fault.message()),
                                Cell.of(fault.remedy())))
                        .toList(),
                Cell.of(run.exceptions()).shown()
                        + " journal lines were left out; their faults have been purged since.");
    }

    private Table reconciliation() {
        boolean agrees = reconciliation.differences().isEmpty();
        return ReconciliationReport.accounts(
                reconciliation,
                "Reconciliation" + in,
                agrees
                        ? "What the settlements move on each account is what the voucher posts to it."
                        : reconciliation.unexplained().isEmpty()
                                ? "The difference is explained: posted without ledger update, " + run.note()
                                : "UNEXPLAINED: settlements and voucher lines do not agree. Rows that never change have been changed.");
    }

    private Table lines() {
        boolean groups = run.specification() != Specification.TOTAL;
        boolean items = run.specification() == Specification.ITEM_NUMBER;
        List<Column> columns = new ArrayList<>();
        columns.add(Column.figure("Line", "line"));
        if (groups) {
            columns.add(Column.text("Item group", "item_group"));
        }
        if (items) {
            columns.add(Column.text("Item", "item_number"));
        }
        columns.addAll(List.of(
                Column.text("Debit", "debit_account"),
                Column.text("Credit", "credit_account"),
                Column.figure("Amount", "amount"),
                Column.text("", "storno"),
                Column.figure("Settlements", "settlements")));
        List<Row> rows = new ArrayList<>();
        Money total = Money.zero(run.currency());
        for (VoucherLine line : voucher.lines()) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(line.line()));
            if (groups) {
                cells.add(Cell.of(line.itemGroup()));
            }
            if (items) {
                cells.add(Cell.of(line.itemNumber()));
            }
            cells.addAll(List.of(
                    account(line.debitAccount()),
                    account(line.creditAccount()),
                    Cell.of(line.amount()),
                    new Cell.Flag(line.storno(), "storno"),
                    Cell.of(line.settlements())));
            rows.add(new Row(line.storno() ? Style.STORNO : Style.PLAIN, cells));
            total = total.plus(line.amount());
        }
        if (!rows.isEmpty()) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.blank()));
            for (int column = 1; column < columns.size() - 4; column++) {
                cells.add(Cell.blank());
            }
            cells.addAll(List.of(Cell.of("Total"), Cell.of(total), Cell.blank(), Cell.of(run.settlements())));
            rows.add(new Row(Style.TOTAL, cells));
        }
        return Table.of("Voucher lines", "Voucher lines" + in, "", columns, rows, "None: the ledger was not updated.");
    }

    /** The lines for programs: the same columns for every run. */
    private Table listing() {
        return Table.of(
                "Lines",
                "",
                "",
                List.of(
                        Column.figure("Run", "run"),
                        Column.text("Voucher", "voucher"),
                        Column.text("Posting date", "posting_date"),
                        Column.text("Currency", "currency"),
                        Column.figure("Line", "line"),
                        Column.text("Debit", "debit_account"),
                        Column.text("Credit", "credit_account"),
                        Column.figure("Amount", "amount"),
                        Column.text("Storno", "storno"),
                        Column.text("Item group", "item_group"),
                        Column.text("Item", "item_number"),
                        Column.figure("Settlements", "settlements")),
                voucher.lines().stream()
                        .map(line -> Row.of(
                                Style.PLAIN,
                                Cell.of(run.run() == null ? 0 : run.run()),
                                Cell.of(run.voucher()),
                                new Cell.Day(run.postingDate()),
                                Cell.of(run.currency()),
                                Cell.of(line.line()),
                                Cell.of(line.debitAccount()),
                                Cell.of(line.creditAccount()),
                                Cell.of(line.amount()),
                                new Cell.Flag(line.storno(), "storno"),
                                Cell.of(line.itemGroup()),
                                Cell.of(line.itemNumber()),
                                Cell.of(line.settlements())))
                        .toList(),
                "");
    }

    private Cell account(String account) {
        String name = source.accounts().get(account);
        return name == null ? Cell.of(account) : new Cell.Named(account, name);
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : TIME.format(time);
    }

    static String words(Enum<?> value) {
        String words = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
