package org.periodclose.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.inventory.Grouping;
import org.periodclose.core.inventory.StockRequest;
import org.periodclose.core.ledger.AdjustmentsRequest;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Desk;
import org.periodclose.view.AdjustmentsReport;
import org.periodclose.view.ReconciliationReport;
import org.periodclose.view.Report;
import org.periodclose.view.StockReports;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The reports of a company: what adjustments have changed, what stock is worth, what came and went, whether subledger and ledger agree. */
@Controller
final class ReportPages {
    private static final List<String> NAMES =
            List.of("adjustments", "reconciliation", "inventory-value", "balance-turnover");

    private static final Set<Grouping> GROUPS_AND_ITEMS =
            new LinkedHashSet<>(List.of(Grouping.ITEM_GROUP, Grouping.ITEM));

    /** As the command has it. */
    private static final Set<Grouping> TURNOVER =
            new LinkedHashSet<>(List.of(Grouping.ITEM_GROUP, Grouping.ITEM, Grouping.STORNO));

    @GetMapping("/reports/{name:adjustments|reconciliation|inventory-value|balance-turnover}")
    void report(
            @PathVariable String name,
            @RequestParam String company,
            @RequestParam(required = false) @Nullable String layer,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false, defaultValue = "") String by,
            Visit visit,
            Answer answer) {
        Words words = visit.words();
        CurrencyLayer of = RunPages.chosen(CurrencyLayer.class, layer);
        CurrencyLayer books = of == null ? CurrencyLayer.ACCOUNTING : of;
        LocalDate lastMonthEnd = visit.today().withDayOfMonth(1).minusDays(1);
        LocalDate end = Asked.day("to", to, lastMonthEnd, words);
        LocalDate begin = Asked.day("from", from, end.withDayOfMonth(1), words);
        boolean aDay = name.equals("reconciliation") || name.equals("inventory-value");
        if (!aDay && begin.isAfter(end)) {
            throw new Refused(FaultCode.WRONG_USAGE, begin + " is after " + end, "swap them");
        }
        List<Asked.Day> days = new ArrayList<>();
        if (!aDay) {
            days.add(new Asked.Day("from", begin));
        }
        days.add(new Asked.Day("to", end));
        answer.put("dates", days);
        answer.put("filters", filters(aDay || name.equals("balance-turnover"), name, layer, by, words));
        answer.show(words.of("report." + name), () -> {
            Shown shown = Shown.of(company, made(visit.desk(), name, company, books, begin, end, by));
            for (String other : NAMES) {
                if (!other.equals(name)) {
                    shown = shown.with(
                            words.of("report." + other),
                            Addresses.of(
                                    "/reports/" + other, "company", company, "layer", layer, "from", from, "to", to));
                }
            }
            return shown;
        });
    }

    private static Report made(
            Desk desk, String name, String company, CurrencyLayer books, LocalDate begin, LocalDate end, String by) {
        return switch (name) {
            case "adjustments" ->
                AdjustmentsReport.of(desk.adjustments(
                        new AdjustmentsRequest(company, books, List.of(), begin, end, List.of(), false)));
            case "reconciliation" -> ReconciliationReport.of(desk.reconciliation(company, books, end));
            case "inventory-value" ->
                StockReports.value(desk.stock(StockRequest.at(company, books, end, grouping(by))));
            default ->
                StockReports.turnover(desk.stock(new StockRequest(
                        company, books, begin, end, by.isEmpty() ? TURNOVER : grouping(by), false, false, false)));
        };
    }

    private static List<RunPages.Filter> filters(
            boolean ofStock, String name, @Nullable String layer, String by, Words words) {
        List<RunPages.Filter> filters = new ArrayList<>();
        filters.add(new RunPages.Filter("layer", layer, CurrencyLayer.values(), words));
        if (ofStock && !name.equals("reconciliation")) {
            filters.add(new RunPages.Filter(
                    "by",
                    by,
                    Arrays.stream(Grouping.values())
                            .filter(grouping -> grouping != Grouping.STORNO)
                            .toArray(Grouping[]::new),
                    words));
        }
        return filters;
    }

    private static Set<Grouping> grouping(String by) {
        Grouping chosen = RunPages.chosen(Grouping.class, by);
        return chosen == null ? GROUPS_AND_ITEMS : Set.of(chosen);
    }
}
