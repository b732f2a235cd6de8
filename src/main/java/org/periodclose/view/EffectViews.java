package org.periodclose.view;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periodclose.core.ledger.Turnover;
import org.periodclose.core.money.Money;
import org.periodclose.desk.PostReport.Entry.Planned;
import org.periodclose.effect.Effect;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** What a run changes or would change: values of item groups, the biggest movers, the lines that are left out. */
final class EffectViews {
    static final Fields<Effect.OfItemGroup> GROUP = new Fields<Effect.OfItemGroup>()
            .text("itemGroup", "Item group", Effect.OfItemGroup::itemGroup)
            .figure("valueBefore", "Value before", Effect.OfItemGroup::before)
            .figure("increase", "Increase", group -> Cell.unlessZero(group.increase()))
            .figure("decrease", "Decrease", group -> Cell.unlessZero(group.decrease()))
            .figure("change", "Change", Effect.OfItemGroup::change)
            .figure("valueAfter", "Value after", Effect.OfItemGroup::after)
            .data("settlements", Effect.OfItemGroup::settlements)
            .otherwise("valueBefore", "unknown")
            .otherwise("valueAfter", "unknown");

    static final Fields<Effect.Mover> MOVER = new Fields<Effect.Mover>()
            .text("itemNumber", "Biggest movers", mover -> new Cell.Named(mover.itemNumber(), mover.name()))
            .text("itemGroup", "Item group", Effect.Mover::itemGroup)
            .figure("valueBefore", "Value before", Effect.Mover::before)
            .figure("change", "Change", Effect.Mover::change)
            .figure("valueAfter", "Value after", Effect.Mover::after)
            .figure("percent", "Percent", mover -> Cell.percent(mover.percent()))
            .otherwise("valueBefore", "unknown")
            .otherwise("valueAfter", "unknown");

    private static final Fields<Planned> EFFECT = new Fields<Planned>()
            .parts("accounts", VoucherViews.TURNOVER, planned -> turnovers(planned)::forEach)
            .parts("itemGroups", GROUP, planned -> planned.effect().itemGroups()::forEach);

    static final Fields<Planned> PLANNED = new Fields<Planned>()
            .with(VoucherViews.DOCUMENT, Planned::document)
            .part("effect", EFFECT, planned -> planned)
            .parts("movers", MOVER, planned -> planned.effect().movers()::forEach)
            .parts("exceptionLines", FaultViews.FAULT, planned -> planned.leftOut()::forEach);

    private static final int WHOLE_BAR = 1000;
    private static final int SHOWN_FAULTS = 50;
    private static final int LONGEST_NAME = 40;

    private EffectViews() {}

    private static List<Turnover> turnovers(Planned planned) {
        var voucher = planned.document().voucher();
        return Turnover.of(voucher.run().currency(), voucher.lines());
    }

    static void show(Planned planned, Page page) {
        VoucherViews.show(planned.document(), page);
        List<Long> cancelled = RunViews.cancelled(planned.document().voucher().run());
        if (!cancelled.isEmpty()) {
            page.line(Said.of(
                    "Recalculations of later days are cancelled first: runs {0}.",
                    cancelled.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        String currency = planned.document().voucher().run().currency();
        if (!planned.effect().itemGroups().isEmpty()) {
            List<Effect.OfItemGroup> groups = planned.effect().itemGroups();
            Fields<Effect.OfItemGroup> fields = page.draws()
                    ? drawn(groups, planned.document().voucher().run().storno())
                    : GROUP;
            page.blank().table(Table.of(fields.columns(), groupRows(fields, groups, currency)));
            page.blank().fitting(MOVER.table(planned.effect().movers()), List.of(LONGEST_NAME));
        }
        if (!planned.leftOut().isEmpty()) {
            page.blank()
                    .table(FaultViews.asked("transactionId", "code")
                            .titled("transactionId", "Left out")
                            .table(planned.leftOut().stream()
                                    .limit(SHOWN_FAULTS)
                                    .toList()));
            int more = planned.leftOut().size() - SHOWN_FAULTS;
            if (more > 0) {
                page.line(Said.of("and {0} more: --output json lists them", more));
            }
        }
        page.blank();
    }

    /** With bars: decreases to the left, increases to the right. */
    static Fields<Effect.OfItemGroup> drawn(List<Effect.OfItemGroup> groups, boolean storno) {
        BigDecimal longest = groups.stream()
                .flatMap(group -> Stream.of(group.increase(), group.decrease()))
                .map(money -> money.amount().abs())
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        return GROUP.kind("decrease", storno ? Kind.STORNO : Kind.FIGURE)
                .only("itemGroup", "valueBefore", "decrease")
                .shown(
                        "",
                        Kind.BAR,
                        group -> groups.contains(group)
                                ? new Cell.Bars(bar(group.decrease(), longest), bar(group.increase(), longest), storno)
                                : null)
                .and(GROUP.only("increase", "change", "valueAfter"));
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

    /** Item groups and, of several, their total. */
    static List<Row> groupRows(Fields<Effect.OfItemGroup> fields, List<Effect.OfItemGroup> groups, String currency) {
        List<Row> rows = fields.rows(groups);
        if (groups.size() > 1) {
            Money zero = Money.zero(currency);
            rows.add(fields.row(
                            Style.TOTAL,
                            groups.stream()
                                    .reduce(
                                            new Effect.OfItemGroup("Total", zero, zero, zero, 0),
                                            Effect.OfItemGroup::plus))
                    .called(Said.of("Total")));
        }
        return rows;
    }
}
