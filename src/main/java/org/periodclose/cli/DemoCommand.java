package org.periodclose.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.periodclose.adjusting.PostRequest;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.core.ledger.RunStatus;
import org.periodclose.core.ledger.Specification;
import org.periodclose.desk.PostingConfiguration;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.inquiry.InquiryConfiguration;
import org.periodclose.inquiry.RunProgress;
import org.periodclose.intake.ImportSource;
import org.periodclose.intake.Importer;
import org.periodclose.intake.IntakeConfiguration;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        header = "Posts the adjustments of a real company and shows the voucher; again, it shows it again.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "demo", does = "5,890 adjustments of Adventure Works Cycles become one voucher"),
    @Example(line = "demo --output json", does = "the same voucher for a script")
})
final class DemoCommand extends DataCommand {
    private static final String COMPANY = "AWC";
    private static final String JOURNAL = "AWC-2025-10";
    private static final LocalDate POSTING_DATE = LocalDate.of(2025, 10, 31);

    DemoCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Rooms rooms = open(
                IntakeConfiguration.class, PostingConfiguration.class, Rooms.Jobs.class, InquiryConfiguration.class)) {
            Inquiry inquiry = rooms.get(Inquiry.class);
            load(rooms, inquiry.companies());
            List<RunProgress> runs = runs(inquiry);
            if (runs.stream().noneMatch(run -> run.run().status() == RunStatus.POSTED)) {
                PostReport report = rooms.post(request(runs.isEmpty()), null, this);
                if (report.runs().isEmpty()) {
                    form().posted(report);
                    return report.outcome();
                }
                runs = runs(inquiry);
            }
            long posted = runs.stream()
                    .filter(run -> run.run().status() == RunStatus.POSTED)
                    .map(run -> run.run().run())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            form().voucher(PostReport.Document.of(inquiry.voucher(posted), inquiry));
            return Outcome.DONE;
        }
    }

    private void load(Rooms rooms, List<String> companies) {
        if (!rooms.databaseIsEmbedded() && companies.stream().anyMatch(company -> !company.equals(COMPANY))) {
            throw new Refused(
                    FaultCode.NOT_FOR_DEMO,
                    "the database holds other companies than " + Text.quoted(COMPANY),
                    "give the demo a database of its own, or unset SPRING_DATASOURCE_URL");
        }
        if (!companies.contains(COMPANY)) {
            say("Loading the sample company " + Text.quoted(COMPANY) + " ...");
            rooms.get(Importer.class).importFrom(ImportSource.classpath("db/demo"));
        }
    }

    private static List<RunProgress> runs(Inquiry inquiry) {
        return inquiry.runs(COMPANY).stream()
                .filter(run -> JOURNAL.equals(run.run().journal()))
                .toList();
    }

    /** An interrupted posting keeps the arguments it has. */
    private static PostRequest request(boolean first) {
        return new PostRequest(
                COMPANY,
                List.of(JOURNAL),
                first ? POSTING_DATE : null,
                first ? Specification.ITEM_GROUP : null,
                null,
                null,
                null,
                false,
                null,
                false,
                POSTING_DATE);
    }
}
