package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Desk;
import org.periodclose.desk.VerifiedCompanies;
import org.periodclose.view.RunViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        header = "Compares everything posted with its manifests and all laws; names the first run that was changed.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "verify --company AWC", does = "every run that holds, and the hash at the end of the chain"),
    @Example(
            line = "verify --company AWC --head 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            does = "the same, and the chain must have this hash"),
    @Example(
            line = "verify --all-companies --databases databases.csv",
            does = "every company of several databases, once a month")
})
final class VerifyCommand extends DatabasesCommand {
    @Option(names = "--company", paramLabel = "COMPANY", description = "The company.")
    private @Nullable String company;

    @Option(names = "--all-companies", description = "Every company; one that was changed does not stop the others.")
    private boolean allCompanies;

    @Option(
            names = "--head",
            paramLabel = "HASH",
            converter = Values.Hash.class,
            description =
                    "A hash that an earlier verify or post has printed, kept where the owners of the database cannot change it.")
    private @Nullable String head;

    VerifyCommand(Console console) {
        super(console);
    }

    @Override
    void check() {
        if ((company == null) != allCompanies) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    company == null
                            ? "the company to verify is not given"
                            : "--company and --all-companies exclude each other",
                    "give --company COMPANY (or PERIOD_CLOSE_COMPANY), or --all-companies (or PERIOD_CLOSE_ALL_COMPANIES=true), and not both");
        }
        if (allCompanies && head != null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "--head is the hash of one company, --all-companies verifies several",
                    "verify the companies one by one, or leave --head out");
        }
    }

    @Override
    Outcome run() {
        check();
        try (Desk desk = open()) {
            if (company == null) {
                VerifiedCompanies verified = desk.verifyAll();
                show(RunViews.verified(verified));
                return verified.faults().isEmpty()
                        ? Outcome.DONE
                        : verified.faults().get(0).code().outcome();
            }
            show(RunViews.verified(desk.verify(company, head)));
            return Outcome.DONE;
        }
    }
}
