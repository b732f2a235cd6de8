package org.periodclose.cli;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.desk.AdjustRequest;
import org.periodclose.desk.Desk;
import org.periodclose.view.ProposalViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "adjust",
        header = "Proposes an adjustment journal: amounts for a selection of open receipts, by a method.",
        description = {
            "%nThe journal is OPEN: look at it with journal, change it by import, throw it away with delete-journal, post it with post.",
            "Selected are open, financially updated receipts of items that are adjusted by hand; zero amounts make no line.",
            "With --on-hand it is over the layers that the last close left open, and is posted on the day of the close.",
            "post refuses a journal whose amounts depend on a value, a cost price or a balance that has changed since (PROPOSAL_OUTDATED): compute it again with --again."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "adjust --company AWC --journal PRICES --method item-cost-price --dry-run",
            does = "look first: what brings every open receipt to its item's cost price"),
    @Example(
            line =
                    "adjust --company AWC --journal FREIGHT --method amount --amount 1250.00 --principle value --site BOTHELL",
            does = "spread a freight bill over the receipts of a site, in proportion to their value"),
    @Example(
            line =
                    "adjust --company AWC --journal VARIANCE --method from-ledger-account --account 91.01 --balance-date 2025-10-31",
            does = "spread the balance of an account, so that it becomes zero"),
    @Example(
            line =
                    "adjust --company AWC --journal WRITE-DOWN --method percent --percent -10 --item-group Chains --charges-code OBSOLETE",
            does = "take a tenth off a group, on the account of a charges code"),
    @Example(
            line = "adjust --company AWC --journal REVALUE --on-hand --method item-cost-price --item-group Chains",
            does =
                    "after a close: bring what is on hand of a group to its items' cost prices, as of the day of the close"),
    @Example(
            line = "adjust --company AWC --journal PRICES --again",
            does = "compute a journal again after other journals were posted or prices were imported")
})
final class AdjustCommand extends DataCommand {
    private static final String AGAIN = "--again";
    private static final String ON_HAND = "--on-hand";
    /** What may stand beside it, besides the options of every command. */
    private static final Set<String> WITH_AGAIN = Set.of("--company", "--journal", AGAIN, "--dry-run");

    private final EnvironmentDefaults environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--company", paramLabel = "COMPANY", required = true, description = "The company.")
    private String company = "";

    @Option(
            names = "--journal",
            paramLabel = "JOURNAL",
            required = true,
            description = "Name of the journal to make; a new one, or with --again one that is there.")
    private String journal = "";

    @Option(
            names = AGAIN,
            description =
                    "Recompute an OPEN journal that adjust has made, with its own method and selection. Replaces all its lines and withdraws its release.")
    private boolean again;

    @Mixin
    private MethodOptions method = new MethodOptions();

    @Option(
            names = "--layer",
            paramLabel = "accounting|reporting",
            description = "Values and amounts in the accounting (default) or the reporting currency.")
    private CurrencyLayer layer = CurrencyLayer.ACCOUNTING;

    @Option(
            names = ON_HAND,
            description =
                    "Revalue what the last close left open, as of its day: each open layer of the selection, instead of whole receipts.")
    private boolean onHand;

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
        AdjustRequest request = again ? null : request();
        if (again) {
            requireNothingElse();
        }
        try (Desk desk = open()) {
            var proposal = request == null ? desk.proposeAgain(company, journal, null, dryRun) : desk.propose(request);
            show(ProposalViews.proposed(proposal));
            ProposalViews.news(proposal).forEach(this::say);
            return Outcome.DONE;
        }
    }

    /** An option of the environment is a default and does not count. */
    void requireNothingElse() {
        Set<OptionSpec> always =
                Set.copyOf(Objects.requireNonNull(spec.mixins().get("output")).options());
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !always.contains(option) && !WITH_AGAIN.contains(option.longestName()))
                .map(OptionSpec::longestName)
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    AGAIN + " computes the journal by its own method and selection and takes no "
                            + String.join(", ", others),
                    "leave it out, or delete the journal with delete-journal and make it with other options");
        }
    }

    /** What is asked for; all that is wrong about it is found before anything is started. */
    AdjustRequest request() {
        AdjustmentMethod asked = method.method();
        if (onHand && selection.settled()) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--settled and " + ON_HAND + " exclude each other: nothing is on hand of what is settled in full",
                    "leave one of them out");
        }
        return new AdjustRequest(
                company,
                journal,
                layer,
                asked,
                selection.receipts(environment),
                onHand,
                offsetAccount,
                chargesCode,
                description,
                dryRun);
    }
}
