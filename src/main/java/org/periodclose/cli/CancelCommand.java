package org.periodclose.cli;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.CancelRecalculations;
import org.periodclose.desk.CancelRequest;
import org.periodclose.desk.PostReport;
import org.periodclose.view.PostingViews;
import org.periodclose.view.RunViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cancel",
        header = "Takes a posted run back, by a run and a voucher of its own on the same accounts.",
        description = {
            "%nStorno, specification and ledger update are those of the run; its journal stays POSTED.",
            "The same command again continues an interrupted cancellation."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "cancel --run 3 --dry-run", does = "look first: the voucher that would be posted"),
    @Example(line = "cancel --run 3", does = "cancel run 3 at its own posting date"),
    @Example(
            line = "cancel --run 3 --posting-date 2025-11-15 --note wrong-price-list",
            does = "its period is closed: cancel it at a later date and note the reason"),
    @Example(
            line = "cancel --run 3 --chain",
            does = "later runs touched the same transactions: see which, newest first"),
    @Example(line = "cancel --run 3 --chain --confirm 3", does = "cancel all of these, and then run 3"),
    @Example(
            line = "cancel --company AWC --recalculations-from 2025-11-01",
            does = "cancel all recalculations from that day on, the newest first")
})
final class CancelCommand extends DataCommand {
    @Option(names = "--run", paramLabel = "RUN", description = "The run to cancel.")
    private @Nullable Long run;

    @Option(
            names = "--recalculations-from",
            paramLabel = "DATE",
            description = "Cancel all recalculations that are dated this day or later, the newest first.")
    private @Nullable PostingDate recalculationsFrom;

    @Option(names = "--company", paramLabel = "COMPANY", description = "With --recalculations-from: the company.")
    private @Nullable String company;

    @Option(
            names = "--layer",
            paramLabel = "accounting|reporting",
            description = "With --recalculations-from: the currency layer (default: accounting).")
    private @Nullable CurrencyLayer layer;

    @Option(
            names = "--posting-date",
            paramLabel = "DATE",
            description = "A date like 2025-10-31, or today, yesterday, last-month-end (default: that of the run).")
    private @Nullable PostingDate postingDate;

    @Option(
            names = "--chain",
            description =
                    "Also cancel the later runs that prevent it, the newest first; without --confirm only list them.")
    private boolean chain;

    @Option(
            names = "--confirm",
            paramLabel = "RUN",
            description = "Cancel what --chain lists; repeat the run number to confirm.")
    private @Nullable Long confirm;

    @Mixin
    private PostingOptions posting = new PostingOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    CancelCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        return recalculationsFrom == null ? one() : recalculations(recalculationsFrom);
    }

    private Outcome recalculations(PostingDate from) {
        if (company == null
                || run != null
                || postingDate != null
                || posting.expect() != null
                || chain
                || confirm != null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--recalculations-from takes --company, and only --layer, --note and --dry-run besides",
                    "see cancel --help");
        }
        CancelRecalculations request = new CancelRecalculations(
                company,
                layer == null ? CurrencyLayer.ACCOUNTING : layer,
                from.fromToday().apply(work.today(console())),
                posting.note(),
                posting.dryRun(),
                null);
        return work.run(this, posting.dryRun(), company, (working, end) -> {
            PostReport report = working.cancel(request, end);
            show(PostingViews.cancelled(report));
            return report;
        });
    }

    private Outcome one() {
        CancelRequest request = request();
        boolean onlyList = chain && (confirm == null || posting.dryRun());
        return work.run(this, posting.dryRun() || onlyList, "(cancel)", (working, end) -> {
            if (onlyList) {
                show(RunViews.chain(request.run(), working.desk().chain(request.run())));
                return new PostReport(true, List.of(), Outcome.DONE);
            }
            PostReport report = working.cancel(request, end);
            show(PostingViews.posted(report));
            return report;
        });
    }

    /** What is asked for; all that is wrong about it is found before anything is started. */
    CancelRequest request() {
        if (run == null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE, "--run is missing", "give --run RUN, see period-close cancel --help");
        }
        if (company != null || layer != null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--company and --layer belong to --recalculations-from",
                    "leave them out, or see cancel --help");
        }
        if (confirm != null && (!chain || !confirm.equals(run))) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    chain
                            ? "--confirm " + confirm + " is not the run of --run " + run
                            : "there is nothing to confirm without --chain",
                    "look at cancel --run " + run + " --chain, then add --confirm " + run);
        }
        if (posting.expect() != null && chain) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--expect is the checksum of one run, --chain takes several back",
                    "cancel the runs one by one, the newest first, or leave --expect out");
        }
        LocalDate today = work.today(console());
        return new CancelRequest(
                run,
                postingDate == null ? null : postingDate.date(),
                postingDate == null ? null : postingDate.fromToday().apply(today),
                posting.note(),
                posting.expect(),
                posting.dryRun(),
                chain);
    }
}
