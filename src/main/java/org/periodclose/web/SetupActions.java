package org.periodclose.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.CompanyParameter;
import org.periodclose.core.ledger.FiscalPeriod;
import org.periodclose.core.ledger.ParameterChange;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.TypedAnswer;
import org.periodclose.desk.Desk;
import org.periodclose.desk.Execution;
import org.periodclose.desk.UserRole;
import org.periodclose.desk.Watcher;
import org.periodclose.view.CompanyViews;
import org.periodclose.view.ProposalViews;
import org.periodclose.view.TypingViews;
import org.periodclose.view.View;

/** The forms that set up a company, and those around the typing of amounts. */
final class SetupActions {
    private static final String COMPANY = "company";
    private static final String JOURNAL = "journal";

    private SetupActions() {}

    static List<Action> all() {
        return List.of(
                Form.plain("change-company", UserRole.OPERATOR, SetupActions::change, Input.fixed(COMPANY))
                        .on(SetupActions::page),
                Form.plain(
                                "change-period",
                                UserRole.OPERATOR,
                                SetupActions::changePeriod,
                                Input.fixed(COMPANY),
                                Input.fixed("period"),
                                Input.choice("wanted", FiscalPeriod.Status.values()))
                        .on(SetupActions::page),
                Form.plain(
                        "begin-journal",
                        UserRole.OPERATOR,
                        SetupActions::begin,
                        Input.fixed(COMPANY),
                        Input.text(JOURNAL),
                        RunActions.layer(),
                        Input.text("description"),
                        Input.text("offsetAccount"),
                        Input.text("chargesCode")),
                Form.plain(
                        "upload-amounts",
                        UserRole.OPERATOR,
                        SetupActions::upload,
                        Input.fixed(COMPANY),
                        Input.fixed(JOURNAL),
                        Input.file("amounts").needed()),
                new Form(
                        "fill-journal",
                        UserRole.OPERATOR,
                        true,
                        (visit, given) -> JournalActions.filling(),
                        SetupActions::fill,
                        null));
    }

    /** The fields with what they had stand in the page of the company. */
    private static Result.@Nullable Next page(Given given) {
        String company = given.raw(COMPANY);
        return company == null ? null : Result.Next.link("next.company", Addresses.company(company));
    }

    /** Each parameter that was seen and is another one now. */
    private static Work.Task change(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        List<ParameterChange> changes = new ArrayList<>();
        for (CompanyParameter parameter : CompanyParameter.values()) {
            String seen = given.raw("seen." + parameter.name());
            if (seen != null) {
                String wanted = wanted(parameter, seen, given);
                if (wanted != null && !wanted.equals(seen)) {
                    changes.add(new ParameterChange(parameter, seen, wanted));
                }
            }
        }
        return (desk, execution, watcher) ->
                back(CompanyViews.changed(desk.setup().change(company, changes), changes.size()), company);
    }

    /** As it is stored; null: the form has none. */
    private static @Nullable String wanted(CompanyParameter parameter, String seen, Given given) {
        if (parameter.isSwitch()) {
            return String.valueOf(given.flag(parameter.name()));
        } else if (!parameter.isAmount() || given.raw(parameter.name()) == null) {
            return given.raw(parameter.name());
        }
        BigDecimal amount = given.amount(parameter.name());
        if (amount == null) {
            return "";
        }
        BigDecimal before = seen.isEmpty() ? null : given.seen(parameter.name(), seen);
        return before != null && amount.compareTo(before) == 0 ? seen : amount.toPlainString();
    }

    private static Work.Task changePeriod(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        String period = given.required("period");
        FiscalPeriod.Status seen = given.choice("seen", FiscalPeriod.Status.OPEN);
        FiscalPeriod.Status wanted = given.choice("wanted", FiscalPeriod.Status.OPEN);
        return (desk, execution, watcher) -> back(
                CompanyViews.changed(desk.setup().changePeriod(company, period, seen, wanted), seen == wanted ? 0 : 1),
                company);
    }

    private static Result back(View<?> view, String company) {
        return Result.of(view, company, Result.Next.link("next.company", Addresses.company(company)));
    }

    private static Work.Task begin(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        String journal = given.text(JOURNAL);
        CurrencyLayer layer = given.choice("layer", CurrencyLayer.ACCOUNTING);
        String description = given.text("description");
        String offsetAccount = given.text("offsetAccount");
        String chargesCode = given.text("chargesCode");
        return (desk, execution, watcher) -> {
            String name = desk.typing().begin(company, journal, layer, description, offsetAccount, chargesCode);
            return Result.of(
                            TypingViews.begun(company, name),
                            company,
                            Result.Next.link("next.edit", Addresses.of("/edit", COMPANY, company, JOURNAL, name)))
                    .leadsOn();
        };
    }

    private static Work.Task upload(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        String journal = given.required(JOURNAL);
        given.check();
        Given.Kept kept = given.keptFile("amounts");
        given.check();
        if (kept == null) {
            given.wrong("amounts", "no file is chosen", "choose a CSV or xlsx file");
            given.check();
            throw new IllegalStateException();
        }
        var language = visit.words().language();
        return new Work.Task() {
            @Override
            public Result perform(Desk desk, Execution execution, Watcher watcher) {
                TypedAnswer answer = desk.typing().upload(company, journal, kept.name(), kept.path(), language);
                return Result.of(
                        TypingViews.uploaded(answer),
                        company,
                        Result.Next.link("next.edit", Addresses.of("/edit", COMPANY, company, JOURNAL, journal)));
            }

            @Override
            public void close() {
                kept.delete();
            }
        };
    }

    private static Work.Task fill(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        String journal = given.required(JOURNAL);
        var method = JournalActions.method(given);
        var receipts = JournalActions.receipts(given);
        String seen = preview ? null : given.checksum("expect");
        return (desk, execution, watcher) -> {
            var filled = desk.typing().fill(company, journal, method, receipts, seen, preview);
            return Result.of(
                    ProposalViews.proposed(filled),
                    company,
                    preview
                            ? new Result.Next(
                                    "next.make", "fill-journal", Map.of("expect", ProposalViews.replaces(filled)))
                            : Result.Next.link("next.edit", Addresses.of("/edit", COMPANY, company, JOURNAL, journal)));
        };
    }
}
