package org.periodclose.cli;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;
import org.periodclose.effect.Effect;

/** What a plan would change: values of item groups, the biggest movers, the lines that would be left out. */
final class EffectPage {
    private static final int SHOWN_FAULTS = 50;
    private static final int LONGEST_NAME = 40;

    private final PostReport.Entry.Planned planned;
    private final Paint paint;
    private final int width;

    EffectPage(PostReport.Entry.Planned planned, Paint paint, int width) {
        this.planned = planned;
        this.paint = paint;
        this.width = width;
    }

    String text() {
        TextTable movers = movers(LONGEST_NAME);
        return "\n" + itemGroups().text(paint)
                + "\n" + (movers.width() <= width ? movers : movers(0)).text(paint)
                + leftOut();
    }

    private TextTable itemGroups() {
        TextTable table = new TextTable()
                .left("Item group")
                .right("Value before")
                .right("Increase")
                .right("Decrease")
                .right("Change")
                .right("Value after");
        List<Effect.OfItemGroup> groups = planned.effect().itemGroups();
        for (Effect.OfItemGroup group : groups) {
            row(table, group);
        }
        if (groups.size() > 1) {
            Money zero = Money.zero(planned.document().voucher().run().currency());
            row(
                    table.rule(),
                    groups.stream()
                            .reduce(new Effect.OfItemGroup("Total", zero, zero, zero, 0), Effect.OfItemGroup::plus));
        }
        return table;
    }

    private static void row(TextTable table, Effect.OfItemGroup group) {
        table.row(
                group.itemGroup(),
                Amounts.known(group.before()),
                group.increase().isZero() ? "" : Amounts.grouped(group.increase()),
                group.decrease().isZero() ? "" : Amounts.grouped(group.decrease()),
                Amounts.grouped(group.change()),
                Amounts.known(group.after()));
    }

    private TextTable movers(int longestName) {
        TextTable table = new TextTable()
                .left("Biggest movers")
                .left("Item group")
                .right("Value before")
                .right("Change")
                .right("Value after")
                .right("Percent");
        for (Effect.Mover mover : planned.effect().movers()) {
            table.row(
                    longestName == 0
                            ? mover.itemNumber()
                            : mover.itemNumber() + " " + Amounts.cut(mover.name(), longestName),
                    mover.itemGroup(),
                    Amounts.known(mover.before()),
                    Amounts.grouped(mover.change()),
                    Amounts.known(mover.after()),
                    percent(mover.percent()));
        }
        return table;
    }

    private static String percent(@Nullable BigDecimal percent) {
        return percent == null ? "" : Amounts.grouped(percent);
    }

    private String leftOut() {
        if (planned.leftOut().isEmpty()) {
            return "";
        }
        TextTable table = new TextTable().left("Left out").left("Code").left("What is wrong, and what to do");
        planned.leftOut().stream()
                .limit(SHOWN_FAULTS)
                .forEach(fault -> table.row(
                        String.valueOf(fault.transactionId()),
                        fault.code().name(),
                        fault.message() + ": " + fault.remedy()));
        int more = planned.leftOut().size() - SHOWN_FAULTS;
        return "\n" + table.text(paint)
                + (more > 0 ? "and " + Amounts.grouped(more) + " more: --output json lists them\n" : "");
    }
}
