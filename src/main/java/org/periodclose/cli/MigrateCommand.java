package org.periodclose.cli;

import javax.sql.DataSource;
import org.periodclose.cli.Examples.Example;
import org.periodclose.fault.Outcome;
import picocli.CommandLine.Command;

@Command(
        name = "migrate",
        header = "Brings the schema of the database up to date.",
        description = {
            "%nEvery command does that when its user may; this one does nothing else. Run it as the owner of the schema after an",
            "update, where the nightly user is only a member of period_close_operator."
        },
        mixinStandardHelpOptions = true)
@Examples(@Example(line = "migrate", does = "after an update, as the owner of the schema"))
final class MigrateCommand extends DataCommand {
    MigrateCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Rooms rooms = open()) {
            rooms.get(DataSource.class);
            say("The schema is up to date.");
            return Outcome.DONE;
        }
    }
}
