package org.periodclose.cli;

import java.util.Arrays;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.UserAccount;
import org.periodclose.desk.UserRole;
import org.periodclose.view.UserViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "user",
        header = "Adds, lists and removes the users of the console, and gives them passwords.",
        description = {
            "%nEach is a user of the database with a password of its own. The database decides what a user may do, and keeps four eyes.",
            "Run it as an administrator of the database. Without a further word: the list, as `user list`."
        },
        synopsisSubcommandLabel = "[add | list | password | remove]",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "user add anna --role operator",
            does = "imports, makes journals and posts; the password is asked for"),
    @Example(line = "user add boris --role approver", does = "also releases what Anna has made"),
    @Example(line = "user list", does = "who may sign in, and as what"),
    @Example(line = "user password anna", does = "a new password for Anna, who has forgotten hers"),
    @Example(line = "user remove anna", does = "Anna cannot sign in any more; what she did keeps her name")
})
final class UserCommand extends DataCommand {
    UserCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        return list(this);
    }

    private static Outcome list(DataCommand command) {
        try (ConsoleUsers users = users(command)) {
            command.show(UserViews.users(users.list()));
            return Outcome.DONE;
        }
    }

    private static ConsoleUsers users(DataCommand command) {
        return ConsoleUsers.open(command.output().logging());
    }

    @Command(name = "list", header = "Lists the users of the console and their roles.", mixinStandardHelpOptions = true)
    @Examples({
        @Example(line = "user list", does = "who may sign in, and as what"),
        @Example(line = "user list --output csv > users.csv", does = "for an audit")
    })
    static final class Listing extends DataCommand {
        Listing(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            return list(this);
        }
    }

    @Command(
            name = "add",
            header = "Makes a database user whom the console may act as.",
            description = {
                "%nreader looks at everything; operator also imports, makes journals, posts, closes and cancels; approver also releases",
                "what others have made. The password is asked for twice, without showing it."
            },
            mixinStandardHelpOptions = true)
    @Examples({
        @Example(line = "user add anna --role operator", does = "asks for the password"),
        @Example(
                line = "user add boris --role approver --password-stdin",
                does = "for a script: the password is the first line of its input")
    })
    static final class Add extends DataCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "The name to sign in with.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "reader|operator|approver",
                required = true,
                description = "What the user may do.")
        private UserRole role = UserRole.READER;

        @Mixin
        private NewPassword password = new NewPassword();

        Add(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            char[] chosen = password.read();
            try (ConsoleUsers users = users(this)) {
                boolean consoleMade = users.add(name, role, chosen);
                show(UserViews.added(new UserAccount(name, role, true)));
                if (consoleMade) {
                    say(
                            "The database user that the console logs in as is new and has no password yet: let an administrator run"
                                    + " alter role " + ConsoleUsers.LOGIN + " password '...'.");
                }
                return Outcome.DONE;
            } finally {
                Arrays.fill(chosen, '\0');
            }
        }
    }

    @Command(
            name = "password",
            header = "Gives a user of the console a new password.",
            description = {
                "%nThe password is asked for twice, without showing it. Who is signed in stays so; the old password signs nobody in any more."
            },
            mixinStandardHelpOptions = true)
    @Examples({
        @Example(line = "user password anna", does = "asks for the new password"),
        @Example(
                line = "user password anna --password-stdin",
                does = "for a script: the password is the first line of its input")
    })
    static final class Password extends DataCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "The user who gets the password.")
        private String name = "";

        @Mixin
        private NewPassword password = new NewPassword();

        Password(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            char[] chosen = password.read();
            try (ConsoleUsers users = users(this)) {
                show(UserViews.newPassword(users.changePassword(name, chosen)));
                return Outcome.DONE;
            } finally {
                Arrays.fill(chosen, '\0');
            }
        }
    }

    @Command(
            name = "remove",
            header = "Removes a user of the console; the books keep the name.",
            mixinStandardHelpOptions = true)
    @Examples(@Example(line = "user remove anna", does = "Anna cannot sign in any more"))
    static final class Remove extends DataCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "The user to remove.")
        private String name = "";

        Remove(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            try (ConsoleUsers users = users(this)) {
                show(UserViews.removed(users.remove(name)));
                return Outcome.DONE;
            }
        }
    }
}
