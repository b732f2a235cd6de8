package org.periodclose.cli;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Desk;
import org.periodclose.view.RunReport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The report of a run, with or without the word. */
abstract class RunReporting extends DataCommand {
    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--run", paramLabel = "RUN", description = "Number of the run.")
    private @Nullable Long run;

    RunReporting(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        if (run == null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "what to report is not given",
                    "give --run RUN, or one of the words adjustments, reconciliation, inventory-value, on-hand, balance-turnover, cost: see report --help");
        }
        options.check(console());
        try (Desk desk = open()) {
            return options.write(RunReport.of(desk.postedRun(run)), this);
        }
    }
}
