package org.periodclose.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Desk;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.PostRequest;
import org.periodclose.view.PostingViews;
import org.periodclose.view.RunViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "post",
        header = "Posts adjustment journals to the general ledger, one voucher for each journal.",
        description = {
            "%nWithout --journal: first what was interrupted, then every OPEN journal in order of import.",
            "The same command again continues an interrupted run and does nothing for a finished one."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "post --company AWC --dry-run", does = "look first: the vouchers that would be posted"),
    @Example(
            line = "post --company AWC --journal AWC-2025-10 --posting-date 2025-10-31",
            does = "post one journal, lines summed for each item group"),
    @Example(
            line = "post --all-companies --posting-date last-month-end --quiet",
            does = "every night: all that is open, silent unless something is wrong"),
    @Example(line = "post --all-companies --estimate", does = "how long will tonight take?"),
    @Example(
            line = "post --all-companies --posting-date yesterday --databases databases.csv --side-by-side 2",
            does = "every night for the databases of several companies, two at a time"),
    @Example(
            line = "post --company AWC --journal AWC-2025-10 --skip-invalid --output json",
            does = "leave refused lines out and post the rest, for a script")
})
final class PostCommand extends DatabasesCommand {
    private static final String ALL = "(all)";

    private final EnvironmentDefaults environment;

    @Option(names = "--company", paramLabel = "COMPANY", description = "The company to post for.")
    private @Nullable String company;

    @Option(names = "--all-companies", description = "Post for every company.")
    private boolean allCompanies;

    @Option(
            names = EnvironmentDefaults.JOURNAL,
            paramLabel = "JOURNAL",
            description = "Post this journal; may be given several times.")
    private List<String> journals = List.of();

    @Option(
            names = "--posting-date",
            paramLabel = "DATE",
            description = "A date like 2025-10-31. Or for new runs: today (default), yesterday, last-month-end.")
    private @Nullable PostingDate postingDate;

    @Option(
            names = "--update-ledger",
            negatable = true,
            fallbackValue = "true",
            description = "Make voucher lines (default), or only settlements; the latter needs --note.")
    private @Nullable Boolean updateLedger;

    @Option(
            names = "--estimate",
            description =
                    "Show the estimated duration, based on past runs, and how accurate past estimates were. Posts nothing.")
    private boolean estimate;

    @Option(names = "--skip-invalid", description = "Leave refused lines out and post the rest (exit code 3).")
    private boolean skipInvalid;

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    @Mixin
    private PostingOptions posting = new PostingOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    PostCommand(Console console, EnvironmentDefaults environment) {
        super(console);
        this.environment = environment;
    }

    @Override
    void check() {
        request();
        work.check(console());
    }

    @Override
    Outcome run() {
        PostRequest request = request();
        if (estimate) {
            try (Desk desk = open()) {
                show(RunViews.estimated(desk.estimate(request.company(), request.journals())));
                return Outcome.DONE;
            }
        }
        return work.run(this, posting.dryRun(), company == null ? ALL : company, (working, end) -> {
            PostReport report = working.post(request, end);
            show(PostingViews.posted(report));
            return report;
        });
    }

    /** What is asked for; all that is wrong about it is found before anything is started. */
    PostRequest request() {
        if ((company == null) != allCompanies) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    company == null
                            ? "the company to post for is not given"
                            : "--company and --all-companies exclude each other",
                    "give --company COMPANY (or PERIOD_CLOSE_COMPANY), or --all-companies (or PERIOD_CLOSE_ALL_COMPANIES=true), and not both");
        }
        LocalDate today = work.today(console());
        return new PostRequest(
                company,
                journals.isEmpty() ? environment.values(EnvironmentDefaults.JOURNAL) : journals,
                postingDate == null ? null : postingDate.date(),
                ledger.specification(),
                updateLedger,
                ledger.storno(),
                posting.note(),
                posting.dryRun(),
                posting.expect(),
                skipInvalid,
                postingDate == null ? today : postingDate.fromToday().apply(today));
    }

    /** Null: without end. */
    @Nullable
    Instant end() {
        return work.end(console());
    }
}
