package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import picocli.CommandLine.Command;

@Command(
        name = "period-close",
        header = "Closes inventory periods: posts cost adjustments to the general ledger, with storno.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
@Examples({
    @Example(line = "demo", does = "a real company's adjustments, posted and shown, in a database of its own"),
    @Example(line = "import books/", does = "import your own CSV files"),
    @Example(line = "post --company AWC --dry-run", does = "look at the vouchers before they are posted"),
    @Example(line = "post --company AWC", does = "post every open adjustment journal"),
    @Example(line = "voucher --run 1", does = "see the voucher of a run")
})
final class RootCommand {}
