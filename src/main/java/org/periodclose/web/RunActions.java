package org.periodclose.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.RevaluationRequest;
import org.periodclose.core.costing.UnitPrice;
import org.periodclose.core.costing.ValuationRequest;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.CancelRecalculations;
import org.periodclose.desk.CancelRequest;
import org.periodclose.desk.Desk;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.PostRequest;
import org.periodclose.desk.PriceList;
import org.periodclose.view.PostingViews;
import org.periodclose.view.RunViews;

/** The forms that make runs: post, recalculate, close, cancel, revalue, convert. Each is looked at first, and then posts exactly what it showed. */
final class RunActions {
    private static final String COMPANY = "company";
    private static final String EXPECT = "expect";
    private static final String SEEN = "seen";

    private RunActions() {}

    /** The words of storno: as the company has it, on, off. */
    enum OnOff {
        ON,
        OFF
    }

    static List<Action> all() {
        return List.of(
                Form.withPreview(
                        "post",
                        RunActions::post,
                        Input.fixed(COMPANY),
                        Input.text("journal"),
                        Input.date("postingDate", ""),
                        Input.choice(
                                "specification",
                                Specification.ITEM_GROUP,
                                Specification.TOTAL,
                                Specification.ITEM_NUMBER),
                        Input.flag("updateLedger", true),
                        Input.optional("storno", OnOff.ON, OnOff.OFF),
                        Input.flag("skipInvalid", false),
                        Input.text("note")),
                Form.withPreview(
                        "recalculate",
                        valuation(RunType.RECALCULATION),
                        inputs(Input.date("date", "today"), Input.lines("items"), Input.lines("itemGroups"))),
                Form.withPreview(
                        "close",
                        valuation(RunType.CLOSE),
                        inputs(
                                Input.date("date", "last-month-end").needed(),
                                Input.flag("acceptNegativeStock", false),
                                Input.flag("acceptModelChanged", false),
                                Input.flag("recalculateAfter", false))),
                Form.withPreview(
                        "cancel",
                        RunActions::cancel,
                        Input.fixed("run"),
                        Input.date("postingDate", ""),
                        Input.flag("chain", false),
                        Input.text("note")),
                Form.withPreview(
                        "cancel-recalculations",
                        RunActions::cancelRecalculations,
                        Input.fixed(COMPANY),
                        layer(),
                        Input.date("from", "").needed(),
                        Input.text("note")),
                Form.withPreview("revalue", revaluation(RunType.REVALUATION), prices(Input.date("date", "today"))),
                Form.withPreview(
                        "convert",
                        revaluation(RunType.STANDARD_COST_CONVERSION),
                        prices(Input.date("date", "").needed())));
    }

    static Input layer() {
        return Input.choice("layer", CurrencyLayer.ACCOUNTING, CurrencyLayer.REPORTING);
    }

    private static Input[] inputs(Input... own) {
        return Stream.of(
                        Stream.of(Input.fixed(COMPANY), layer()),
                        Stream.of(own),
                        Stream.of(
                                Input.choice(
                                        "specification",
                                        Specification.ITEM_GROUP,
                                        Specification.TOTAL,
                                        Specification.ITEM_NUMBER),
                                Input.optional("storno", OnOff.ON, OnOff.OFF),
                                Input.amount("minimumThroughput"),
                                Input.text("maxIterations"),
                                Input.text("note")))
                .flatMap(part -> part)
                .toArray(Input[]::new);
    }

    private static Input[] prices(Input date) {
        return new Input[] {
            Input.fixed(COMPANY),
            layer(),
            date,
            Input.lines("items"),
            Input.amount("price"),
            Input.file("prices"),
            Input.flag("itemCostPrice", false),
            Input.choice("specification", Specification.ITEM_GROUP, Specification.TOTAL, Specification.ITEM_NUMBER),
            Input.optional("storno", OnOff.ON, OnOff.OFF),
            Input.text("note")
        };
    }

    private static @Nullable Boolean storno(Given given) {
        OnOff storno = given.choice("storno", OnOff.class);
        return storno == null ? null : storno == OnOff.ON;
    }

    private static Work.Task post(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        LocalDate date = given.date("postingDate");
        Specification specification = given.choice("specification", Specification.class);
        String note = given.note();
        BiFunction<List<String>, @Nullable String, PostRequest> request = (journals, expect) -> new PostRequest(
                company,
                journals,
                date,
                specification,
                given.flag("updateLedger"),
                storno(given),
                note,
                preview,
                expect,
                given.flag("skipInvalid"),
                visit.today());
        Map<String, String> seen = preview ? Map.of() : given.checksums(EXPECT);
        List<PostRequest> requests = new ArrayList<>();
        seen.forEach((journal, checksum) -> requests.add(request.apply(List.of(journal), checksum)));
        if (requests.isEmpty()) {
            requests.add(request.apply(given.lines("journal"), null));
        }
        return (desk, execution, watcher) -> posted(execution.post(requests, watcher), company, desk);
    }

    /** Of a look, the way to post these journals with these checksums and no others; what was interrupted goes on by itself. */
    private static Result posted(PostReport report, String company, Desk desk) {
        List<Result.Next> next = new ArrayList<>();
        List<Run> planned = runs(report);
        List<Run> begun = planned.isEmpty() ? List.of() : unfinished(desk, company);
        StringBuilder expect = new StringBuilder();
        int journals = 0;
        for (Run plan : planned) {
            Optional<Run> same = begun.stream()
                    .filter(run -> Objects.equals(run.journal(), plan.journal())
                            && Objects.equals(run.cancels(), plan.cancels()))
                    .findFirst();
            if (same.isPresent()) {
                next.add(new Result.Next(
                        "action.continue",
                        "continue",
                        Map.of("run", String.valueOf(same.get().run()))));
            } else if (plan.checksum() != null && plan.journal() != null) {
                expect.append(plan.checksum())
                        .append(' ')
                        .append(plan.journal())
                        .append('\n');
                journals++;
            }
        }
        if (journals > 0) {
            next.add(
                    0,
                    new Result.Next(
                            journals == 1 ? "next.exactly" : "next.all", "post", Map.of(EXPECT, expect.toString())));
        }
        return Result.of(PostingViews.posted(report), report, company, next);
    }

    private static List<Run> unfinished(Desk desk, String company) {
        return desk.runs(company, null).stream()
                .map(RunProgress::run)
                .filter(run -> run.status() == RunStatus.RUNNING)
                .toList();
    }

    private static List<Run> runs(PostReport report) {
        return report.planned().stream()
                .map(planned -> planned.document().voucher().run())
                .toList();
    }

    private static Form.Begin valuation(RunType type) {
        return (visit, given, preview) -> {
            String company = given.required(COMPANY);
            LocalDate date = given.date("date", visit.today());
            Set<String> accept = new TreeSet<>();
            if (given.flag("acceptNegativeStock")) {
                accept.add("NEGATIVE_STOCK");
            }
            if (given.flag("acceptModelChanged")) {
                accept.add("MODEL_CHANGED");
            }
            ValuationRequest request = new ValuationRequest(
                    type,
                    company,
                    given.choice("layer", CurrencyLayer.ACCOUNTING),
                    date,
                    new TreeSet<>(given.lines("items")),
                    new TreeSet<>(given.lines("itemGroups")),
                    given.choice("specification", Specification.class),
                    given.limit("minimumThroughput"),
                    given.whole("maxIterations"),
                    storno(given),
                    given.note(),
                    preview,
                    given.checksum(EXPECT),
                    accept);
            LocalDate after = given.flag("recalculateAfter") ? visit.today() : null;
            List<Long> seen = preview ? null : given.runs(SEEN);
            return (desk, execution, watcher) -> {
                if (type != RunType.CLOSE) {
                    return planned(execution.value(request, after, watcher), company, "recalculate");
                }
                // Before the look: one that comes in between is shown, and refused when it is to be posted.
                String cancelled =
                        preview ? numbers(desk.recalculations(company, request.layer(), date.plusDays(1))) : "";
                return planned(
                        execution.value(request, after, seen, watcher), company, "close", Map.of(SEEN, cancelled));
            };
        };
    }

    private static Work.Task cancel(Visit visit, Given given, boolean preview) {
        long run = number(given);
        boolean chain = given.flag("chain");
        LocalDate postingDate = given.date("postingDate");
        CancelRequest request = new CancelRequest(
                run,
                postingDate,
                postingDate,
                given.note(),
                chain ? null : given.checksum(EXPECT),
                preview,
                chain,
                given.runs(SEEN));
        return (desk, execution, watcher) -> {
            if (preview && chain) {
                List<Run> runs = desk.chain(run);
                return Result.of(RunViews.toCancel(runs), null, these("cancel", runs));
            }
            return planned(execution.cancel(request, watcher), null, "cancel");
        };
    }

    /** To cancel these runs and no others. */
    private static Result.Next these(String action, List<Run> runs) {
        return new Result.Next("next.these", action, Map.of(SEEN, numbers(runs)));
    }

    private static String numbers(List<Run> runs) {
        return runs.stream().map(run -> String.valueOf(run.run())).collect(Collectors.joining(","));
    }

    static long number(Given given) {
        String run = given.required("run");
        if (!run.matches("[1-9][0-9]{0,17}")) {
            given.wrong("run", "\"" + run + "\" is not the number of a run", "take it from the list of runs");
            return 0;
        }
        return Long.parseLong(run);
    }

    private static Work.Task cancelRecalculations(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        given.required("from");
        CancelRecalculations request = new CancelRecalculations(
                company,
                given.choice("layer", CurrencyLayer.ACCOUNTING),
                given.date("from", visit.today()),
                given.note(),
                preview,
                preview ? null : given.runs(SEEN));
        return (desk, execution, watcher) -> {
            List<Run> runs = preview ? desk.recalculations(company, request.layer(), request.from()) : List.of();
            if (runs.size() > 1) {
                return Result.of(RunViews.toCancel(runs), company, these("cancel-recalculations", runs));
            }
            PostReport report = execution.cancel(request, watcher);
            return Result.of(
                    PostingViews.cancelled(report),
                    report,
                    company,
                    runs.isEmpty() ? List.of() : List.of(these("cancel-recalculations", runs)));
        };
    }

    private static Form.Begin revaluation(RunType type) {
        return (visit, given, preview) -> {
            String company = given.required(COMPANY);
            Set<String> items = new TreeSet<>(given.lines("items"));
            if (type == RunType.STANDARD_COST_CONVERSION && items.isEmpty()) {
                given.wrong(
                        "items", "no item is named", "name each item that is to be converted: it cannot be taken back");
            }
            List<UnitPrice> prices = priced(given, items);
            RevaluationRequest request = new RevaluationRequest(
                    type,
                    company,
                    given.choice("layer", CurrencyLayer.ACCOUNTING),
                    given.date("date", visit.today()),
                    items,
                    prices,
                    "--prices FILE",
                    given.choice("specification", Specification.class),
                    storno(given),
                    given.note(),
                    preview,
                    given.checksum(EXPECT));
            return (desk, execution, watcher) -> planned(
                            execution.revalue(request, watcher),
                            company,
                            type == RunType.REVALUATION ? "revalue" : "convert")
                    .keeping(prices);
        };
    }

    /** Null: the cost price of each item. */
    private static @Nullable List<UnitPrice> priced(Given given, Set<String> items) {
        List<UnitPrice> sent = given.file("prices", PriceList::read);
        var price = given.limit("price");
        boolean costPrice = given.flag("itemCostPrice");
        List<UnitPrice> ofFile = sent == null && price == null && !costPrice ? given.looked(Result::prices) : sent;
        long ways = Stream.of(ofFile != null, price != null, costPrice)
                .filter(way -> way)
                .count();
        if (ways != 1) {
            given.wrong(
                    "price",
                    ways == 0 ? "no price is given" : "prices are given in more than one way",
                    "give one of: a unit price, a file of prices, the items' cost prices");
        }
        if (price != null && items.isEmpty()) {
            given.wrong("items", "no item is named for the unit price", "name the items, or send a file of prices");
        }
        return price == null
                ? ofFile
                : items.stream().map(item -> new UnitPrice(item, null, price)).toList();
    }

    /** Of a look, the ways on: to post exactly that, and to release its plan. */
    private static Result planned(PostReport report, @Nullable String company, String action) {
        return planned(report, company, action, Map.of());
    }

    /** @param seen what else was looked at, and is sent with the checksum */
    private static Result planned(
            PostReport report, @Nullable String company, String action, Map<String, String> seen) {
        List<Result.Next> next = new ArrayList<>();
        for (Run run : runs(report)) {
            if (run.checksum() != null) {
                Map<String, String> exactly = new HashMap<>(seen);
                exactly.put(EXPECT, run.checksum());
                next.add(new Result.Next("next.exactly", action, exactly));
                if (run.journal() == null && run.cancels() == null) {
                    next.add(Result.Next.link(
                            "next.releasePlan",
                            Addresses.action("release-plan", COMPANY, run.company(), "plan", run.checksum())));
                }
            }
        }
        return Result.of(PostingViews.posted(report), report, company, next);
    }
}
