package org.periodclose.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.Valued;
import org.periodclose.desk.ClosedMonth;
import org.periodclose.effect.Effect;
import org.periodclose.inquiry.UnsettledIssue;
import org.periodclose.view.Cell.Said;

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
                .head(
                        Said.of("Inventory is closed up to {0}", close.postingDate()),
                        Said.of(", company {0}", Text.shown(close.company())))
                .fact("Recalculated", month.recalculation() == null ? null : posted(month.recalculation()))
                .fact("Closed", posted(close))
                .fact("Matches", found(close.valued()));
        List<Effect.OfItemGroup> moved = month.close().effect().itemGroups();
        if (!moved.isEmpty()) {
            page.blank()
                    .line(Said.of("What the close moved: the cost of issues follows the receipts that paid for them."))
                    .table(Table.of(
                            EffectViews.GROUP.columns(),
                            EffectViews.groupRows(EffectViews.GROUP, moved, close.currency())));
            page.blank().fitting(EffectViews.MOVER.table(month.close().effect().movers()), List.of(LONGEST_NAME));
        }
        unsettled(month, page);
        page.blank()
                .line(Said.of(
                        "See more: period-close settlements --run {0}, layers --run {0}, voucher --run {0}",
                        Cell.number(close.run())));
    }

    private static Said posted(Run run) {
        return Said.joined(
                Said.of("up to {0}: run {1}, ", run.postingDate(), Cell.number(run.run())),
                run.voucher() == null ? Said.of("no voucher") : Said.of("voucher {0}", run.voucher()),
                Said.of(", {0} settlements of {1} {2}", run.settlements(), run.settledAmount(), run.currency()));
    }

    private static @Nullable Said found(@Nullable Valued found) {
        return found == null ? null : Said.of("{0}: which receipts pay for which issues", found.matches());
    }

    private static void unsettled(ClosedMonth month, Page page) {
        List<UnsettledIssue> left = new ArrayList<>();
        month.settled().unsettled().accept(left::add);
        page.blank();
        if (left.isEmpty()) {
            page.line(Said.of("Every issue is settled."));
        } else {
            page.line(
                            Said.of(
                                    "Not settled: these issues keep their posted cost for what no receipt pays; a later close settles them."))
                    .table(SettledViews.UNSETTLED.table(left));
        }
    }
}
