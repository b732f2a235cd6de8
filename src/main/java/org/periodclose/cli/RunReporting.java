package org.periodclose.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.ledger.Voucher;
import org.periodclose.inquiry.Inquiry;
import org.periodclose.inquiry.InquiryConfiguration;
import org.periodclose.inquiry.Names;
import org.periodclose.report.ReportConfiguration;
import org.periodclose.report.Reports;
import org.periodclose.report.RunSource;
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
                    "nothing says what to report",
                    "give --run RUN, or one of the words adjustments, reconciliation: see report --help");
        }
        options.check(console());
        try (Rooms rooms = open(InquiryConfiguration.class, ReportConfiguration.class)) {
            return write(rooms.get(Reports.class).run(source(rooms.get(Inquiry.class), run)), options, this);
        }
    }

    private static RunSource source(Inquiry inquiry, long number) {
        Voucher voucher = inquiry.voucher(number);
        Run run = voucher.run();
        Names names = inquiry.names(run.company(), run.journal());
        return new RunSource(
                voucher,
                names.company(),
                names.journal(),
                names.accounts(),
                run.startedAt() == null || run.endedAt() == null
                        ? ""
                        : Durations.text(Duration.between(run.startedAt(), run.endedAt())),
                inquiry.effect(number),
                inquiry.exceptions(number));
    }

    /** A report that does not add up is written all the same: it is what shows where. */
    static Outcome write(Reports.Checked checked, ReportOptions options, DataCommand command) {
        options.write(checked.report(), command);
        if (checked.faults().isEmpty()) {
            return Outcome.DONE;
        }
        options.refused(checked.faults(), command);
        return checked.faults().get(0).code().outcome();
    }
}
