package org.periodclose.cli;

import java.util.List;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import picocli.CommandLine.Command;

@Command(
        name = "migrate",
        header = "Brings the schema of the database up to date.",
        description = {
            "%nEvery command does that when its user may; this one does nothing else but give the roles period_close_operator,",
            "period_close_approver, period_close_reader and period_close_console_reader their rights. Run it as the owner of the",
            "schema after an update, where the nightly user is only a member of period_close_operator, and after an administrator",
            "has created these roles."
        },
        mixinStandardHelpOptions = true)
@Examples(@Example(line = "migrate", does = "after an update, as the owner of the schema"))
final class MigrateCommand extends DatabasesCommand {
    MigrateCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        try (Desk desk = open()) {
            List<String> missing = desk.migrate();
            say("The schema is up to date.");
            if (!missing.isEmpty()) {
                say("There is no " + String.join(" and no ", missing)
                        + ", and this user may not create roles: let an administrator"
                        + " create what is missed (src/docs/operations.md, Roles), then migrate again.");
            }
            return Outcome.DONE;
        }
    }
}
