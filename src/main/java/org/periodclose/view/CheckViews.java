package org.periodclose.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.CloseCheck;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Text;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Style;

/** What stands in the way of a close, and what to look at before it. */
public final class CheckViews {
    /** A row of a check. */
    private record Row(
            String severity,
            String code,
            @Nullable String itemNumber,
            @Nullable String transactionId,
            @Nullable BigDecimal quantity,
            String message,
            String remedy) {
        static Row blocking(Fault fault) {
            return new Row(
                    "BLOCKING",
                    fault.code().name(),
                    fault.itemNumber(),
                    fault.transactionId(),
                    fault.quantity(),
                    fault.message(),
                    fault.remedy());
        }

        static Row advisory(CloseCheck.Advice advice) {
            return new Row(
                    "ADVISORY",
                    advice.code(),
                    advice.itemNumber(),
                    advice.transactionId(),
                    advice.quantity(),
                    advice.message(),
                    advice.remedy());
        }
    }

    private static final Fields<Row> ROW = new Fields<Row>()
            .code("code", "Code", Row::code)
            .text("itemNumber", "Item", Row::itemNumber)
            .code("transactionId", "Transaction", Row::transactionId)
            .figure("quantity", "Quantity", row -> row.quantity() == null ? null : Cell.quantity(row.quantity()))
            .text("message", "What is wrong", Row::message)
            .text("remedy", "What to do", Row::remedy);

    private static final Fields<Row> RECORD = new Fields<Row>()
            .text("severity", "", row -> Said.of(row.severity()))
            .and(ROW);

    private CheckViews() {}

    public static View<?> checked(CloseCheck check) {
        Fields<CloseCheck> fields = new Fields<CloseCheck>()
                .json("company", found -> found.request().company())
                .json("date", found -> found.request().date())
                .json("currencyLayer", found -> found.request().layer())
                .parts("blocking", ROW, found -> blocking(found)::forEach)
                .parts("advisory", ROW, found -> advisory(found)::forEach)
                .json("transactions", CloseCheck::transactions)
                .json("components", CloseCheck::components)
                .json("expectedSeconds", found -> RunViews.seconds(found.expectedSeconds()));
        List<Row> rows = Stream.concat(blocking(check).stream(), advisory(check).stream())
                .toList();
        return View.of(fields, check, page -> show(check, rows, page)).has(RECORD, rows::forEach);
    }

    private static List<Row> blocking(CloseCheck check) {
        return check.blocking().stream().map(Row::blocking).toList();
    }

    private static List<Row> advisory(CloseCheck check) {
        return check.advisory().stream().map(Row::advisory).toList();
    }

    private static void show(CloseCheck check, List<Row> rows, Page page) {
        if (!rows.isEmpty()) {
            Fields<Row> shown = RECORD.only("severity", "code", "itemNumber", "transactionId", "quantity")
                    .shown(
                            "What is wrong, and what to do",
                            Kind.TEXT,
                            row -> Said.english(row.message() + ": " + row.remedy()));
            page.wrapping(Table.of(
                    shown.columns(),
                    new ArrayList<>(
                            shown.rows(rows, row -> row.severity().equals("BLOCKING") ? Style.STORNO : Style.PLAIN))));
            page.blank();
        }
        page.line(Said.joined(
                Said.of(
                        check.blocking().isEmpty()
                                ? "Company {0} can be closed up to {1}: {2} transactions take part"
                                : "Company {0} cannot be closed up to {1}: {2} transactions take part",
                        Text.shown(check.request().company()),
                        check.request().date(),
                        check.transactions()),
                check.expectedSeconds() == null
                        ? ""
                        : Said.of(", expected {0}", RunViews.duration(check.expectedSeconds())),
                "."));
    }
}
