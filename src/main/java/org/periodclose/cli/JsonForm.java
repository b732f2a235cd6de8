package org.periodclose.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.adjusting.JournalCard;
import org.periodclose.adjusting.JournalLine;
import org.periodclose.adjusting.Proposal;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.Turnover;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.core.ledger.VoucherLine;
import org.periodclose.core.money.Money;
import org.periodclose.effect.Effect;
import org.periodclose.evidence.Audit;
import org.periodclose.inquiry.Estimate;
import org.periodclose.inquiry.JournalSummary;
import org.periodclose.inquiry.LineCard;
import org.periodclose.inquiry.RunProgress;
import org.periodclose.inquiry.SettlementReason;
import org.periodclose.inquiry.TransactionStory;
import org.periodclose.intake.ImportReport;
import org.periodclose.run.Purge;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON for scripts: names and order as the contract has them, amounts as text with the currency's decimals. */
final class JsonForm implements Form {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(printer())
            .build();

    private final Console console;

    JsonForm(Console console) {
        this.console = console;
    }

    @Override
    public void journals(List<JournalSummary> journals) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode array = root.putArray("journals");
        for (JournalSummary journal : journals) {
            array.addObject()
                    .put("company", journal.company())
                    .put("journal", journal.journal())
                    .put("description", journal.description())
                    .put("status", journal.status())
                    .put("currencyLayer", journal.currencyLayer().name())
                    .put("currency", journal.currency())
                    .put("lines", journal.lines())
                    .put("sum", journal.sum().toPlainString());
        }
        print(root);
    }

    @Override
    public void estimated(Estimate estimate) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode array = root.putArray("estimates");
        for (Estimate.Journal journal : estimate.journals()) {
            array.addObject()
                    .put("company", journal.company())
                    .put("journal", journal.journal())
                    .put("linesLeft", journal.lines())
                    .put("seconds", journal.seconds());
        }
        root.put("seconds", estimate.seconds());
        root.put("basedOnRuns", estimate.basedOn());
        root.put("judgedEstimates", estimate.judged());
        root.put("medianErrorPercent", estimate.medianErrorPercent());
        root.put("largestErrorPercent", estimate.largestErrorPercent());
        print(root);
    }

    @Override
    public void runs(List<RunProgress> runs) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode array = root.putArray("runs");
        Instant now = console.clock().instant();
        for (RunProgress run : runs) {
            Optional<Pace> pace = Pace.of(run, now);
            run(array.addObject(), run.run())
                    .put("linesDone", run.linesDone())
                    .put("linesPlanned", run.linesPlanned())
                    .put("estimatedSeconds", run.estimatedSeconds())
                    .put("interruptions", run.interruptions())
                    .put("atWork", run.atWork())
                    .put("linesPerSecond", pace.map(Pace::linesPerSecond).orElse(null))
                    .put("secondsLeft", pace.map(at -> at.left().toSeconds()).orElse(null))
                    .put("failure", run.failure())
                    .put("abandonedBy", run.abandonedBy());
        }
        print(root);
    }

    @Override
    public void voucher(PostReport.Document document) {
        print(voucher(JSON.createObjectNode(), document));
    }

    @Override
    public void exceptions(long run, List<Fault> faults) {
        ObjectNode root = JSON.createObjectNode().put("run", run);
        exceptions(root, faults);
        print(root);
    }

    @Override
    public void posted(PostReport report) {
        ObjectNode root = JSON.createObjectNode();
        List<PostReport.Entry.Planned> planned = report.planned();
        if (report.dryRun() && report.entries().size() == 1 && planned.size() == 1) {
            planned(root, planned.get(0));
        } else {
            ArrayNode runs = root.putArray("runs");
            report.runs().forEach(run -> run(runs.addObject(), run));
            planned.forEach(entry -> planned(runs.addObject(), entry));
        }
        if (!report.unseen().isEmpty()) {
            ArrayNode unseen = root.putArray("postedUnseen");
            report.unseen().forEach(unseen::add);
        }
        report.stopped().ifPresent(stopped -> root.put("stopped", stopped.journal()));
        if (!report.faults().isEmpty()) {
            error(root, report.faults());
        } else if (report.isStopped()) {
            error(root, List.of(Program.STOPPED));
        }
        print(root);
    }

    @Override
    public void chain(long run, List<Run> runs) {
        ObjectNode root = JSON.createObjectNode().put("cancel", run);
        ArrayNode array = root.putArray("chain");
        runs.forEach(each -> run(array.addObject(), each));
        print(root);
    }

    @Override
    public void explained(LineCard card, Consumer<Consumer<SettlementReason>> settlements) {
        ObjectNode head = run(JSON.createObjectNode(), card.run());
        head.set("voucherLine", line(card.line()));
        stream(
                head,
                "lineSettlements",
                array -> settlements.accept(settlement -> array.accept(ExplanationJson.of(settlement))));
    }

    @Override
    public void story(TransactionStory story) {
        print(ExplanationJson.of(story));
    }

    @Override
    public void verified(Audit.Report report) {
        ObjectNode root = JSON.createObjectNode().put("company", report.company());
        ArrayNode runs = root.putArray("runs");
        report.runs().forEach(run -> run(runs.addObject(), run));
        print(root.put("manifests", report.length()).put("head", report.head()));
    }

    @Override
    public void imported(ImportReport report) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode files = root.putArray("files");
        for (ImportReport.FileReport file : report.files()) {
            files.addObject()
                    .put("file", file.file())
                    .put("rows", file.rows())
                    .put("inserted", file.inserted())
                    .put("updated", file.updated())
                    .put("unchanged", file.unchanged())
                    .put("trimmed", file.trimmed())
                    .put("skipped", file.skipped())
                    .put("removed", file.removed())
                    .put("warnings", file.warnings());
        }
        ArrayNode messages = root.putArray("messages");
        report.messages().forEach(messages::add);
        print(root);
    }

    @Override
    public void proposed(Proposal proposal) {
        print(JournalJson.of(proposal));
    }

    @Override
    public void journal(JournalCard journal, Consumer<Consumer<JournalLine>> lines) {
        stream(
                JournalJson.of(journal),
                "journalLines",
                array -> lines.accept(line -> array.accept(JournalJson.of(line))));
    }

    /** An object whose last property is an array that may be larger than the memory. */
    private void stream(ObjectNode head, String property, Consumer<Consumer<ObjectNode>> elements) {
        try (JsonGenerator json =
                JSON.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).createGenerator(console.out())) {
            json.writeStartObject();
            head.properties().forEach(each -> {
                json.writeName(each.getKey());
                json.writeTree(each.getValue());
            });
            json.writeArrayPropertyStart(property);
            elements.accept(json::writeTree);
            json.writeEndArray();
            json.writeEndObject();
        }
        console.out().println();
    }

    @Override
    public void done(JournalCard journal, Done what) {
        ObjectNode card = JournalJson.of(journal);
        print(what == Done.DELETED ? card.put("status", what.name()) : card);
    }

    @Override
    public void purged(Purge.Report report) {
        print(JSON.createObjectNode()
                .put("executions", report.executions())
                .put("exceptions", report.exceptions())
                .put("partialSums", report.partialSums()));
    }

    @Override
    public void refused(List<Fault> faults) {
        ObjectNode root = JSON.createObjectNode();
        error(root, faults);
        print(root);
    }

    private static @Nullable String plain(@Nullable Money money) {
        return money == null ? null : money.toPlainString();
    }

    private static void error(ObjectNode node, List<Fault> faults) {
        Fault first = faults.get(0);
        node.putObject("error")
                .put("code", first.code().name())
                .put("message", first.message())
                .put("remedy", first.remedy());
        exceptions(node, faults);
    }

    private static void exceptions(ObjectNode node, List<Fault> faults) {
        faults(node.putArray("exceptions"), faults);
    }

    private static void faults(ArrayNode array, List<Fault> faults) {
        for (Fault fault : faults) {
            array.addObject()
                    .put("journal", fault.journal())
                    .put("transactionId", fault.transactionId())
                    .put("code", fault.code().name())
                    .put("message", fault.message())
                    .put("remedy", fault.remedy());
        }
    }

    private static void planned(ObjectNode node, PostReport.Entry.Planned planned) {
        voucher(node, planned.document());
        effect(node, planned.effect(), planned.document().voucher());
        faults(node.putArray("exceptionLines"), planned.leftOut());
    }

    private static void effect(ObjectNode node, Effect effect, Voucher voucher) {
        ObjectNode of = node.putObject("effect");
        ArrayNode accounts = of.putArray("accounts");
        for (Turnover turnover : Turnover.of(voucher.run().currency(), voucher.lines())) {
            accounts.addObject()
                    .put("mainAccount", turnover.account())
                    .put("debitPlus", turnover.debitPlus().toPlainString())
                    .put("debitStorno", turnover.debitStorno().toPlainString())
                    .put("creditPlus", turnover.creditPlus().toPlainString())
                    .put("creditStorno", turnover.creditStorno().toPlainString())
                    .put("net", turnover.net().toPlainString());
        }
        ArrayNode itemGroups = of.putArray("itemGroups");
        for (Effect.OfItemGroup group : effect.itemGroups()) {
            itemGroups
                    .addObject()
                    .put("itemGroup", group.itemGroup())
                    .put("valueBefore", plain(group.before()))
                    .put("increase", group.increase().toPlainString())
                    .put("decrease", group.decrease().toPlainString())
                    .put("change", group.change().toPlainString())
                    .put("valueAfter", plain(group.after()))
                    .put("settlements", group.settlements());
        }
        ArrayNode movers = node.putArray("movers");
        for (Effect.Mover mover : effect.movers()) {
            movers.addObject()
                    .put("itemNumber", mover.itemNumber())
                    .put("itemGroup", mover.itemGroup())
                    .put("valueBefore", plain(mover.before()))
                    .put("change", mover.change().toPlainString())
                    .put("valueAfter", plain(mover.after()))
                    .put("percent", text(mover.percent()));
        }
    }

    private static ObjectNode voucher(ObjectNode node, PostReport.Document document) {
        Run run = document.voucher().run();
        run(node, run);
        ArrayNode lines = node.putArray("voucherLines");
        for (VoucherLine line : document.voucher().lines()) {
            lines.add(line(line));
        }
        return node;
    }

    private static ObjectNode line(VoucherLine line) {
        return JSON.createObjectNode()
                .put("line", line.line())
                .put("debitAccount", line.debitAccount())
                .put("creditAccount", line.creditAccount())
                .put("amount", line.amount().toPlainString())
                .put("storno", line.storno())
                .put("itemGroup", line.itemGroup())
                .put("itemNumber", line.itemNumber())
                .put("settlements", line.settlements());
    }

    private static ObjectNode run(ObjectNode node, Run run) {
        return node.put("run", run.run())
                .put("type", run.type().name())
                .put("status", run.status().name())
                .put("company", run.company())
                .put("journal", run.journal())
                .put("voucher", run.voucher())
                .put("postingDate", run.postingDate().toString())
                .put("currencyLayer", run.currencyLayer().name())
                .put("currency", run.currency())
                .put("specification", run.specification().name())
                .put("updateLedger", run.updateLedger())
                .put("storno", run.storno())
                .put("note", run.note())
                .put("settlements", run.settlements())
                .put("settledAmount", run.settledAmount().toPlainString())
                .put("lines", run.lines())
                .put("exceptions", run.exceptions())
                .put("startedBy", run.startedBy())
                .put("startedAt", text(run.startedAt()))
                .put("endedAt", text(run.endedAt()))
                .put("checksum", run.checksum())
                .put("cancels", run.cancels())
                .put("cancelledBy", run.cancelledBy())
                .put("manifest", run.manifest());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static PrettyPrinter printer() {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indent)
                .withArrayIndenter(indent);
    }

    private void print(ObjectNode node) {
        console.out().print(JSON.writeValueAsString(node) + "\n");
    }
}
