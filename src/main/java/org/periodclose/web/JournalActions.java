package org.periodclose.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.AllocationPrinciple;
import org.periodclose.core.settlement.MethodName;
import org.periodclose.desk.AdjustRequest;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.UserRole;
import org.periodclose.view.JournalViews;
import org.periodclose.view.PostingViews;
import org.periodclose.view.ProposalViews;
import org.periodclose.view.RunViews;
import org.periodclose.view.View;

/** The forms for journals: propose, compute again, release, delete; and for plans and interrupted runs: release, abandon. */
final class JournalActions {
    private static final String COMPANY = "company";
    private static final String JOURNAL = "journal";

    private JournalActions() {}

    static List<Action> all() {
        return List.of(
                Form.withPreview(
                        "adjust",
                        (visit, given, preview) -> propose(given, false, preview),
                        proposal(Input.flag("settled", false))),
                Form.withPreview("on-hand", (visit, given, preview) -> propose(given, true, preview), proposal()),
                Form.withPreview("adjust-again", JournalActions::again, Input.fixed(COMPANY), Input.fixed(JOURNAL)),
                Form.plain(
                        "release",
                        UserRole.APPROVER,
                        JournalActions::release,
                        Input.fixed(COMPANY),
                        Input.fixed(JOURNAL)),
                Form.plain(
                        "release-plan",
                        UserRole.APPROVER,
                        JournalActions::releasePlan,
                        Input.fixed(COMPANY),
                        Input.text("plan").needed()),
                Form.plain(
                        "delete-journal",
                        UserRole.OPERATOR,
                        JournalActions::delete,
                        Input.fixed(COMPANY),
                        Input.fixed(JOURNAL)),
                Form.plain("continue", UserRole.OPERATOR, JournalActions::goOn, Input.fixed("run")),
                Form.plain(
                        "abandon", UserRole.OPERATOR, JournalActions::abandon, Input.fixed("run"), Input.text("note")));
    }

    private static Input[] proposal(Input... own) {
        return Stream.concat(
                        Stream.of(
                                Input.fixed(COMPANY),
                                Input.text(JOURNAL).needed(),
                                RunActions.layer(),
                                Input.choice("method", MethodName.values()),
                                Input.amount("figure"),
                                Input.choice("principle", AllocationPrinciple.QUANTITY, AllocationPrinciple.VALUE),
                                Input.text("account"),
                                Input.date("balanceDate", ""),
                                Input.lines("items"),
                                Input.lines("itemGroups"),
                                Input.lines("sites"),
                                Input.lines("warehouses"),
                                Input.lines("batches"),
                                Input.lines("serials"),
                                Input.date("from", ""),
                                Input.date("to", ""),
                                Input.flag("excludeStorno", false),
                                Input.text("offsetAccount"),
                                Input.text("chargesCode"),
                                Input.text("description")),
                        Stream.of(own))
                .toArray(Input[]::new);
    }

    private static Work.Task propose(Given given, boolean onHand, boolean preview) {
        String company = given.required(COMPANY);
        String journal = given.required(JOURNAL);
        AdjustmentMethod method = method(given);
        given.check();
        AdjustRequest request = new AdjustRequest(
                company,
                journal,
                given.choice("layer", CurrencyLayer.ACCOUNTING),
                method,
                receipts(given),
                onHand,
                given.text("offsetAccount"),
                given.text("chargesCode"),
                given.text("description"),
                preview);
        return (desk, execution, watcher) -> proposed(
                ProposalViews.proposed(desk.propose(request)),
                company,
                journal,
                preview ? new Result.Next("next.make", onHand ? "on-hand" : "adjust", Map.of()) : null);
    }

    private static Result proposed(View<?> proposal, String company, String journal, Result.@Nullable Next make) {
        return Result.of(
                proposal,
                company,
                make == null ? Result.Next.link("next.journal", Addresses.journal(company, journal)) : make);
    }

    /** What fills an open journal: a method and a selection, without what the journal has itself. */
    static List<Input> filling() {
        List<String> itsOwn = List.of("layer", "offsetAccount", "chargesCode", "description");
        return Stream.concat(
                        Stream.of(Input.fixed(COMPANY), Input.fixed(JOURNAL)),
                        Stream.of(proposal(Input.flag("settled", false)))
                                .skip(2)
                                .filter(input -> !itsOwn.contains(input.name())))
                .toList();
    }

    static AdjustRequest.Receipts receipts(Given given) {
        return new AdjustRequest.Receipts(
                given.lines("items"),
                given.lines("itemGroups"),
                given.lines("sites"),
                given.lines("warehouses"),
                given.lines("batches"),
                given.lines("serials"),
                given.date("from"),
                given.date("to"),
                null,
                given.flag("excludeStorno"),
                given.flag("settled"));
    }

    /** The figure means what the method takes: a price, a percentage, an amount or a value. */
    static AdjustmentMethod method(Given given) {
        MethodName name = given.choice("method", MethodName.ITEM_COST_PRICE);
        BigDecimal figure = given.amount("figure");
        boolean spreads = given.text("principle") != null
                && (name == MethodName.AMOUNT || name == MethodName.VALUE || name == MethodName.FROM_LEDGER_ACCOUNT);
        try {
            return new AdjustmentMethod(
                    name,
                    figure,
                    given.text("account"),
                    given.date("balanceDate"),
                    spreads ? given.choice("principle", AllocationPrinciple.QUANTITY) : null);
        } catch (IllegalArgumentException nonsense) {
            given.wrong(
                    "method",
                    String.valueOf(nonsense.getMessage()),
                    "fill in what the method takes, and nothing that it does not take");
            return new AdjustmentMethod(MethodName.ITEM_COST_PRICE, null, null, null, null);
        }
    }

    private static Work.Task again(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        String journal = given.required(JOURNAL);
        String seen = preview ? null : given.checksum("expect");
        return (desk, execution, watcher) -> {
            var computed = desk.proposeAgain(company, journal, seen, preview);
            return proposed(
                    ProposalViews.proposed(computed),
                    company,
                    journal,
                    preview
                            ? new Result.Next(
                                    "next.make", "adjust-again", Map.of("expect", ProposalViews.replaces(computed)))
                            : null);
        };
    }

    private static Work.Task release(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        String journal = given.required(JOURNAL);
        return (desk, execution, watcher) -> Result.of(
                JournalViews.released(desk.release(company, journal)),
                company,
                Result.Next.link("next.post", Addresses.action("post", COMPANY, company, JOURNAL, journal)),
                Result.Next.link("next.journal", Addresses.journal(company, journal)));
    }

    private static Work.Task releasePlan(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        given.required("plan");
        String plan = Objects.requireNonNullElse(given.checksum("plan"), "");
        return (desk, execution, watcher) -> Result.of(JournalViews.released(desk.releasePlan(company, plan)), company);
    }

    private static Work.Task delete(Visit visit, Given given, boolean preview) {
        String company = given.required(COMPANY);
        String journal = given.required(JOURNAL);
        return (desk, execution, watcher) -> Result.of(
                JournalViews.deleted(desk.delete(company, journal)),
                company,
                Result.Next.link("next.journals", Addresses.of("/journals", COMPANY, company)));
    }

    private static Work.Task goOn(Visit visit, Given given, boolean preview) {
        long run = RunActions.number(given);
        return (desk, execution, watcher) -> {
            PostReport report = execution.goOn(run, watcher);
            return Result.of(PostingViews.posted(report), report, null, List.of());
        };
    }

    private static Work.Task abandon(Visit visit, Given given, boolean preview) {
        long run = RunActions.number(given);
        String note = given.note();
        return (desk, execution, watcher) -> Result.of(
                RunViews.runs(
                        List.of(desk.abandon(run, note).run()), visit.clock().instant()),
                null,
                Result.Next.run(run));
    }
}
