package org.periodclose.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.costing.CloseCheck;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Text;
import org.periodclose.desk.Demo;
import org.periodclose.desk.PostReport;
import org.periodclose.view.Amounts;
import org.periodclose.view.MonthViews;
import org.periodclose.view.PostingViews;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        header =
                "Posts the adjustments of a real company, closes its month, and shows both; again, it shows them again.",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "demo",
            does = "5,890 adjustments of Adventure Works Cycles become one voucher, and October is closed"),
    @Example(line = "demo --output json", does = "the same for a script")
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
            if (!demo.isClosed()) {
                PostReport refused = close(working, demo);
                if (refused != null) {
                    show(PostingViews.posted(refused));
                    return refused.outcome();
                }
            }
            show(MonthViews.closed(demo.month()));
            return Outcome.DONE;
        }
    }

    /** Null: the month is closed. */
    private @Nullable PostReport close(Working working, Demo demo) {
        say("Loading its sales of two months ...");
        working.desk().importSales();
        CloseCheck check = demo.check();
        say("Checking the month: " + Amounts.grouped(check.transactions()) + " transactions take part, "
                + check.blocking().size() + " faults, " + check.advisory().size() + " to look at");
        say("Recalculating, then closing the month ...");
        PostReport recalculated = working.value(demo.recalculation(), null, null);
        if (recalculated.runs().isEmpty()) {
            return recalculated;
        }
        PostReport closed = working.value(demo.close(), null, null);
        return closed.runs().isEmpty() ? closed : null;
    }
}
