package org.periodclose.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Desk;
import org.periodclose.view.ExplanationViews;
import org.periodclose.view.FaultViews;
import org.periodclose.view.RunReport;
import org.periodclose.view.RunViews;
import org.periodclose.view.SettledViews;
import org.periodclose.view.SettledViews.Listed;
import org.periodclose.view.StockReports;
import org.periodclose.view.View;
import org.periodclose.view.VoucherViews;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Runs: the list, and of each its report, voucher, settlements, matches, what it left open, and why each line is there. */
@Controller
final class RunPages {
    /** Which runs the list shows. */
    enum Which {
        /** In force: neither cancelled nor a cancellation. */
        ACTIVE,
        RUNNING,
        POSTED,
        FAILED;

        boolean has(Run run) {
            return this == ACTIVE
                    ? run.status() == RunStatus.POSTED && run.cancelledBy() == null && run.cancels() == null
                    : run.status().name().equals(name());
        }
    }

    @GetMapping("/runs")
    void runs(
            @RequestParam(required = false) @Nullable String company,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String layer,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Visit visit,
            Answer answer) {
        Words words = visit.words();
        LocalDate first = Asked.day("from", from, words);
        LocalDate last = Asked.day("to", to, words);
        answer.put("dates", List.of(new Asked.Day("from", first), new Asked.Day("to", last)));
        answer.put(
                "filters",
                List.of(
                        new Filter("type", type, RunType.values(), words),
                        new Filter("status", status, Which.values(), words),
                        new Filter("layer", layer, CurrencyLayer.values(), words)));
        RunType ofType = chosen(RunType.class, type);
        Which ofStatus = chosen(Which.class, status);
        CurrencyLayer ofLayer = chosen(CurrencyLayer.class, layer);
        answer.show(words.of("runs"), () -> {
            var runs = new ArrayList<>(visit.desk().runs(company, ofType));
            runs.removeIf(run -> (ofStatus != null && !ofStatus.has(run.run()))
                    || (ofLayer != null && run.run().currencyLayer() != ofLayer)
                    || (first != null && run.run().postingDate().isBefore(first))
                    || (last != null && run.run().postingDate().isAfter(last)));
            if (answer.isPage()) {
                Collections.reverse(runs);
            }
            boolean atWork = runs.stream().anyMatch(RunProgress::atWork);
            Shown shown = Shown.of(company, RunViews.runs(runs, visit.clock().instant()));
            return atWork ? shown.thatLives() : shown;
        });
    }

    /**
     * What is chosen of a list; null: nothing, and all is meant.
     *
     * @throws Refused if it is not on the list
     */
    static <E extends Enum<E>> @Nullable E chosen(Class<E> type, @Nullable String word) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        FaultCode.WRONG_USAGE,
                        Text.quoted(word) + " is not one of the words",
                        "choose one of the list"));
    }

    /** A choice above a list. */
    record Filter(String name, String value, List<Choice> choices) {
        Filter(String name, @Nullable String value, Enum<?>[] choices, Words words) {
            this(
                    name,
                    value == null ? "" : value,
                    Arrays.stream(choices)
                            .map(choice -> new Choice(choice.name(), words.word(choice)))
                            .toList());
        }
    }

    /** A word and how it is called. */
    record Choice(String value, String words) {}

    @GetMapping("/runs/{run}")
    void run(@PathVariable long run, Visit visit, Answer answer) {
        Words words = visit.words();
        answer.show(words.of("run", run), () -> {
            Desk desk = visit.desk();
            var progress = desk.run(run);
            Shown shown = progress.run().status() == RunStatus.POSTED
                    ? posted(progress.run(), VoucherViews.voucher(desk.voucher(run)), run, words)
                    : unfinished(
                            progress.run(),
                            progress.atWork(),
                            RunViews.runs(List.of(progress), visit.clock().instant()),
                            run,
                            words);
            return shown.ofRun(run);
        });
    }

    private static Shown unfinished(Run run, boolean atWork, View<?> view, long number, Words words) {
        Shown shown = Shown.of(run.company(), view);
        if (run.status() != RunStatus.RUNNING) {
            return shown;
        }
        return atWork
                ? shown.thatLives()
                : shown.with(words.of("action.continue"), Addresses.action("continue", "run", number))
                        .with(words.of("action.abandon"), Addresses.action("abandon", "run", number));
    }

    private static Shown posted(Run run, View<?> view, long number, Words words) {
        String here = Addresses.run(number);
        Shown shown = Shown.of(run.company(), view)
                .with(words.of("report"), here + "/report")
                .with(words.of("settlements"), here + "/settlements");
        if (run.valued() != null) {
            shown = shown.with(words.of("matches"), here + "/matches").with(words.of("unsettled"), here + "/unsettled");
        }
        if (run.type() == RunType.CLOSE) {
            shown = shown.with(words.of("layers"), here + "/layers").with(words.of("onHandReport"), here + "/on-hand");
        }
        if (run.exceptions() > 0) {
            shown = shown.with(words.of("exceptions"), here + "/exceptions");
        }
        return run.cancelledBy() == null && run.cancels() == null
                ? shown.with(words.of("action.cancel"), Addresses.action("cancel", "run", number))
                : shown;
    }

    @GetMapping("/runs/{run}/{part:report|settlements|matches|unsettled|layers|exceptions|on-hand}")
    void part(@PathVariable long run, @PathVariable String part, Visit visit, Answer answer) {
        Words words = visit.words();
        long most = answer.mostRows();
        answer.show(words.of("run", run) + " · " + words.of(part.equals("on-hand") ? "onHandReport" : part), () -> {
            Desk desk = visit.desk();
            String company = desk.run(run).run().company();
            Shown shown = switch (part) {
                case "report" -> Shown.of(company, RunReport.of(desk.postedRun(run)));
                case "settlements" ->
                    Shown.of(company, SettledViews.settled(desk.settled(run, most), Listed.SETTLEMENTS, most));
                case "matches" ->
                    Shown.of(company, SettledViews.settled(desk.settled(run, most), Listed.MATCHES, most));
                case "unsettled" -> Shown.of(company, SettledViews.unsettled(desk.settled(run, most), run, most));
                case "layers" -> Shown.of(company, SettledViews.layers(run, desk.layers(run, most)::accept, most));
                case "exceptions" -> Shown.of(company, FaultViews.exceptions(run, desk.exceptions(run)));
                default -> Shown.of(company, StockReports.onHand(desk.onHand(run)));
            };
            return shown.ofRun(run).with(words.of("run", run), Addresses.run(run));
        });
    }

    @GetMapping("/runs/{run}/lines/{line}")
    void line(@PathVariable long run, @PathVariable int line, Visit visit, Answer answer) {
        Words words = visit.words();
        long most = answer.mostRows();
        answer.show(words.of("line", run, line), () -> {
            var explaining = visit.desk().explaining();
            var card = explaining.line(run, line);
            return Shown.of(
                            visit.desk().run(run).run().company(),
                            ExplanationViews.line(card, reader -> explaining.readSettlements(card, most, reader)))
                    .ofRun(run)
                    .with(words.of("run", run), Addresses.run(run));
        });
    }
}
