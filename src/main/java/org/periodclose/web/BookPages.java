package org.periodclose.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.CheckRequest;
import org.periodclose.core.costing.CostChainRequest;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.JournalCard;
import org.periodclose.desk.UserRole;
import org.periodclose.view.CheckViews;
import org.periodclose.view.CostReport;
import org.periodclose.view.ExplanationViews;
import org.periodclose.view.JournalViews;
import org.periodclose.view.RunViews;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Journals, transactions with where their cost comes from, what stands in the way of a close, whether all is what was posted. */
@Controller
final class BookPages {
    @GetMapping("/journals")
    void journals(@RequestParam(required = false) @Nullable String company, Visit visit, Answer answer) {
        Words words = visit.words();
        answer.show(words.of("journals"), () -> {
            Shown shown = Shown.of(company, JournalViews.journals(visit.desk().journals(company)));
            return company == null
                    ? shown
                    : shown.with(
                                    words.of("action.begin-journal"),
                                    Addresses.action("begin-journal", "company", company))
                            .with(words.of("action.adjust"), Addresses.action("adjust", "company", company))
                            .with(words.of("action.post"), Addresses.action("post", "company", company));
        });
    }

    @GetMapping("/journal")
    void journal(@RequestParam String company, @RequestParam String journal, Visit visit, Answer answer) {
        Words words = visit.words();
        answer.show(words.of("journal", Words.shown(journal)), () -> {
            var desk = visit.desk();
            var card = desk.journal(company, journal);
            Shown shown = Shown.of(
                    company,
                    JournalViews.journal(card, (most, reader) -> desk.readLines(company, journal, most, reader)));
            return card.status().equals("OPEN") ? shownOpen(shown, card, company, journal, words) : shown;
        });
    }

    private static Shown shownOpen(Shown shown, JournalCard card, String company, String journal, Words words) {
        Object[] names = {"company", company, "journal", journal};
        Shown open = (card.onHand() ? shown : shown.with(words.of("edit"), Addresses.of("/edit", names)))
                .with(words.of("action.post"), Addresses.action("post", names));
        if (card.method() != null) {
            open = open.with(words.of("action.adjust-again"), Addresses.action("adjust-again", names));
        }
        if (card.fourEyes()) {
            open = open.with(words.of("action.release"), Addresses.action("release", names));
        }
        return open.with(words.of("action.delete-journal"), Addresses.action("delete-journal", names));
    }

    @GetMapping("/transaction")
    void transaction(@RequestParam String company, @RequestParam String transaction, Visit visit, Answer answer) {
        Words words = visit.words();
        answer.show(
                words.of("transaction", Words.shown(transaction)),
                () -> Shown.of(
                                company,
                                ExplanationViews.story(visit.desk().explaining().transaction(company, transaction)))
                        .with(
                                words.of("chain"),
                                Addresses.of("/cost", "company", company, "transaction", transaction)));
    }

    @GetMapping("/cost")
    void cost(
            @RequestParam String company,
            @RequestParam String transaction,
            @RequestParam(required = false) @Nullable String layer,
            @RequestParam(required = false) @Nullable Integer depth,
            Visit visit,
            Answer answer) {
        Words words = visit.words();
        int levels = depth == null ? 20 : Math.max(1, Math.min(depth, CostChainRequest.DEEPEST));
        CostChainRequest asked =
                CostChainRequest.of(company, RunPages.chosen(CurrencyLayer.class, layer), transaction, levels, null);
        answer.show(
                words.of("costOf", Words.shown(transaction)),
                () -> Shown.of(company, CostReport.of(visit.desk().explaining().chain(asked)))
                        .with(
                                words.of("transaction", Words.shown(transaction)),
                                Addresses.of("/transaction", "company", company, "transaction", transaction)));
    }

    @GetMapping("/check")
    void check(
            @RequestParam String company,
            @RequestParam(required = false) @Nullable String layer,
            @RequestParam(required = false) @Nullable String date,
            Visit visit,
            Answer answer) {
        Words words = visit.words();
        // It computes as a run does, in rows of a run that are rolled back.
        visit.require(UserRole.OPERATOR);
        LocalDate day = Asked.day("date", date, visit.today().withDayOfMonth(1).minusDays(1), words);
        CurrencyLayer of = RunPages.chosen(CurrencyLayer.class, layer);
        answer.put("dates", List.of(new Asked.Day("date", day)));
        answer.put("filters", List.of(new RunPages.Filter("layer", layer, CurrencyLayer.values(), words)));
        CheckRequest asked = new CheckRequest(company, of == null ? CurrencyLayer.ACCOUNTING : of, day, null, true);
        answer.show(
                words.of("check", day),
                () -> Shown.of(company, CheckViews.checked(visit.desk().check(asked)))
                        .with(
                                words.of("action.close"),
                                Addresses.action("close", "company", company, "date", day, "layer", of)));
    }

    @GetMapping("/verify")
    void verify(@RequestParam String company, Visit visit, Answer answer) {
        answer.show(
                visit.words().of("verify"),
                () -> Shown.of(company, RunViews.verified(visit.desk().verify(company, null))));
    }
}
