package org.periodclose.cli;

import java.util.Map;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Text;
import org.periodclose.desk.Demo;
import org.periodclose.desk.PostReport;
import org.periodclose.view.PostingViews;
import org.periodclose.view.VoucherViews;
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
    DemoCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Working working = new Working(this, null, Map.of())) {
            Demo demo = new Demo(working.desk());
            if (demo.isMissing()) {
                say("Loading the sample company " + Text.quoted(Demo.COMPANY) + " ...");
                working.desk().importSample();
            }
            if (demo.posted().isEmpty()) {
                PostReport report = working.post(demo.request(), null);
                if (report.runs().isEmpty()) {
                    show(PostingViews.posted(report));
                    return report.outcome();
                }
            }
            show(VoucherViews.voucher(working.desk().voucher(demo.posted().orElseThrow())));
            return Outcome.DONE;
        }
    }
}
