package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Outcome;
import org.periodclose.fault.Refused;
import org.periodclose.journal.JournalConfiguration;
import org.periodclose.journal.Proposal;
import org.periodclose.journal.ProposalRequest;
import org.periodclose.journal.Proposing;
import org.periodclose.money.CurrencyLayer;
import org.periodclose.settlement.AdjustmentMethod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "adjust",
        header = "Proposes an adjustment journal: amounts for a selection of open receipts, by a method.",
        description = {
            "%nThe journal is OPEN: look at it with journal, change it by import, throw it away with delete-journal, post it with post.",
            "Selected are open, financially updated receipts of items that are adjusted by hand; zero amounts make no line."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "adjust --company AWC --journal PRICES --method item-cost-price --dry-run",
            does = "look first: what it takes to bring every open receipt to its item's cost price"),
    @Example(
            line =
                    "adjust --company AWC --journal FREIGHT --method amount --amount 1250.00 --principle value --site BOTHELL",
            does = "spread a freight bill over the receipts of a site, in proportion to their value"),
    @Example(
            line =
                    "adjust --company AWC --journal VARIANCE --method from-ledger-account --account 91.01 --balance-date 2025-10-31",
            does = "spread what stands on an account, which comes to zero by it"),
    @Example(
            line =
                    "adjust --company AWC --journal WRITE-DOWN --method percent --percent -10 --item-group Chains --charges-code OBSOLETE",
            does = "take a tenth off a group, on the account of a charges code")
})
final class AdjustCommand extends DataCommand {
    private final EnvironmentDefaults environment;

    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(
            names = "--journal",
            paramLabel = "JOURNAL",
            required = true,
            description = "Name of the journal to make; a new one.")
    private String journal = "";

    @Mixin
    private MethodOptions method = new MethodOptions();

    @Option(
            names = "--layer",
            paramLabel = "accounting|reporting",
            description = "Values and amounts in the accounting (default) or the reporting currency.")
    private CurrencyLayer layer = CurrencyLayer.ACCOUNTING;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--offset-account",
            paramLabel = "ACCOUNT",
            description = "Main account that takes the other side, instead of profit and loss.")
    private @Nullable String offsetAccount;

    @Option(
            names = "--charges-code",
            paramLabel = "CODE",
            description = "What the adjustment is for; its account takes the other side unless another one is given.")
    private @Nullable String chargesCode;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            converter = Values.Note.class,
            description = "Description of the journal (default: the method in words).")
    private @Nullable String description;

    @Option(names = "--dry-run", description = "Make nothing, print what would be made.")
    private boolean dryRun;

    AdjustCommand(Console console, EnvironmentDefaults environment) {
        super(console);
        this.environment = environment;
    }

    @Override
    Outcome run() {
        ProposalRequest request = request();
        try (Rooms rooms = open(JournalConfiguration.class)) {
            Proposal proposal = rooms.get(Proposing.class).propose(request);
            form().proposed(proposal);
            if (!proposal.dryRun()) {
                String where = "--company " + company + " --journal " + journal;
                say("Look at it with `period-close journal " + where + "`, then `period-close post " + where + "`.");
            }
            return Outcome.DONE;
        }
    }

    /** What is asked for; all that is wrong about it is found before anything is started. */
    ProposalRequest request() {
        AdjustmentMethod asked = method.method();
        if (offsetAccount != null && asked.offsetAccount().isPresent()) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--method from-ledger-account makes its own account the offset account",
                    "leave --offset-account out");
        }
        return new ProposalRequest(
                company,
                journal,
                layer,
                asked,
                selection.selection(environment),
                offsetAccount,
                chargesCode,
                description,
                dryRun);
    }
}
