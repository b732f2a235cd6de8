package org.periodclose.web;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.CompanyCard;
import org.periodclose.core.ledger.CompanyParameter;
import org.periodclose.core.ledger.FiscalPeriod;
import org.periodclose.desk.UserRole;
import org.periodclose.view.CompanyViews;
import org.periodclose.view.MarkupPage;
import org.periodclose.view.PageReader;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A company: its parameters, its periods with their locks, who has changed what, and where its work is done. */
@Controller
final class CompanyPages {
    private static final int CHANGES = 50;

    /**
     * A parameter as the form has it.
     *
     * @param seen as it is stored
     * @param value as the reader writes it
     */
    record Field(String name, boolean isSwitch, String seen, String value) {}

    /** A period as the form has it. */
    record Period(FiscalPeriod period, List<RunPages.Choice> choices) {}

    @GetMapping("/company")
    String company(
            @RequestParam String company,
            @RequestParam(required = false) @Nullable Long before,
            Visit visit,
            Model model) {
        Words words = visit.words();
        var setup = visit.desk().setup();
        CompanyCard card = setup.company(company);
        var changes = setup.changes(company, before, CHANGES);
        PageReader reader = Answer.reader(words, company, null);
        model.addAttribute("title", words.of("company", Words.shown(company)));
        model.addAttribute("company", company);
        model.addAttribute("card", card);
        model.addAttribute(
                "fields",
                Arrays.stream(CompanyParameter.values())
                        .map(parameter -> field(parameter, card, reader))
                        .toList());
        model.addAttribute(
                "periods",
                card.periods().stream()
                        .map(period -> new Period(
                                period,
                                Arrays.stream(FiscalPeriod.Status.values())
                                        .map(status -> new RunPages.Choice(status.name(), words.word(status)))
                                        .toList()))
                        .toList());
        model.addAttribute("changes", MarkupPage.of(CompanyViews.changes(changes), reader));
        model.addAttribute(
                "older", changes.size() == CHANGES ? changes.get(CHANGES - 1).id() : null);
        model.addAttribute("mayChange", visit.may(UserRole.OPERATOR));
        model.addAttribute("once", Works.once());
        return "company";
    }

    private static Field field(CompanyParameter parameter, CompanyCard card, PageReader reader) {
        String value = card.parameter(parameter);
        return new Field(
                parameter.name(),
                parameter.isSwitch(),
                value,
                parameter.isAmount() && !value.isEmpty() ? reader.shown(new BigDecimal(value)) : value);
    }
}
