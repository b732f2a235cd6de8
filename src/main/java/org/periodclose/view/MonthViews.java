package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.Valued;
import org.periodclose.core.money.Money;
import org.periodclose.desk.ClosedMonth;
import org.periodclose.effect.Effect;
import org.periodclose.inquiry.UnsettledIssue;

/** A closed month on one page: what was adjusted, what the close found and moved, and what stayed unsettled. */
public final class MonthViews {
    private static final int LONGEST_NAME = 40;
    private static final Fields<ClosedMonth> MONTH = new Fields<ClosedMonth>()
            .with(VoucherViews.DOCUMENT, ClosedMonth::adjustment)
            .part("recalculation", RunViews.RUN, ClosedMonth::recalculation)
            .part("close", RunViews.RUN, MonthViews::close)
            .parts(
                    "itemGroups",
                    EffectViews.GROUP,
                    month -> month.close().effect().itemGroups()::forEach)
            .parts("movers", EffectViews.MOVER, month -> month.close().effect().movers()::forEach)
            .parts("unsettled", SettledViews.UNSETTLED, month -> month.settled().unsettled()::accept);

    private MonthViews() {}

    public static View<?> closed(ClosedMonth month) {
        return View.of(MONTH, month, page -> show(month, page))
                .has(VoucherViews.LINE, month.adjustment().voucher().lines()::forEach);
    }

    private static Run close(ClosedMonth month) {
        return month.close().document().voucher().run();
    }

    private static void show(ClosedMonth month, Page page) {
        VoucherViews.show(month.adjustment(), page);
        Run close = close(month);
        page.blank()
                .head("Inventory is closed up to " + close.postingDate(), ", company " + Text.shown(close.company()))
                .fact("Recalculated", month.recalculation() == null ? null : posted(month.recalculation()))
                .fact("Closed", posted(close))
                .fact("Matches", found(close.valued()));
        List<Effect.OfItemGroup> moved = month.close().effect().itemGroups();
        if (!moved.isEmpty()) {
            page.blank()
                    .line("What the close moved: the cost of issues follows the receipts that paid for them.")
                    .table(Table.of(
                            EffectViews.GROUP.columns(),
                            EffectViews.groupRows(EffectViews.GROUP, moved, close.currency())));
            page.blank().fitting(EffectViews.MOVER.table(month.close().effect().movers()), List.of(LONGEST_NAME));
        }
        unsettled(month, page);
        page.blank()
                .line("See more: period-close settlements --run " + close.run() + ", layers --run " + close.run()
                        + ", voucher --run " + close.run());
    }

    private static String posted(Run run) {
        Money amount = run.settledAmount();
        return "up to " + run.postingDate() + ": run " + run.run()
                + (run.voucher() == null ? ", no voucher" : ", voucher " + run.voucher()) + ", "
                + Amounts.grouped(run.settlements()) + " settlements of " + Amounts.grouped(amount) + " "
                + run.currency();
    }

    private static @Nullable String found(@Nullable Valued found) {
        return found == null ? null : Amounts.grouped(found.matches()) + ": which receipts pay for which issues";
    }

    private static void unsettled(ClosedMonth month, Page page) {
        List<UnsettledIssue> left = new ArrayList<>();
        month.settled().unsettled().accept(left::add);
        page.blank();
        if (left.isEmpty()) {
            page.line("Every issue is settled.");
        } else {
            page.line(
                            "Not settled: these issues keep their posted cost for what no receipt pays; a later close settles them.")
                    .table(SettledViews.UNSETTLED.table(left));
        }
    }
}
