package org.periodclose.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.UserAccount;
import org.periodclose.desk.UserRole;
import org.periodclose.view.UserViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "user",
        header = "Adds, lists and removes the users of the console.",
        description = {
            "%nEach is a user of the database with a password of its own. The database decides what a user may do, and keeps four eyes.",
            "Run it as an administrator of the database. Without a further word: the list, as `user list`."
        },
        synopsisSubcommandLabel = "[add | list | remove]",
        mixinStandardHelpOptions = true)
@Examples({
    @Example(
            line = "user add anna --role operator",
            does = "imports, makes journals and posts; the password is asked for"),
    @Example(line = "user add boris --role approver", does = "also releases what Anna has made"),
    @Example(line = "user list", does = "who may sign in, and as what"),
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

        @Option(
                names = "--password-stdin",
                description = "The password is the first line of standard input, and not asked for at the terminal.")
        private boolean passwordStdin;

        Add(Console console) {
            super(console);
        }

        @Override
        Outcome run() {
            char[] password = passwordStdin ? passwordOfInput() : passwordOfTerminal();
            try (ConsoleUsers users = users(this)) {
                boolean consoleMade = users.add(name, role, password);
                show(UserViews.added(new UserAccount(name, role, true)));
                if (consoleMade) {
                    say(
                            "The database user that the console logs in as is new and has no password yet: let an administrator run"
                                    + " alter role " + ConsoleUsers.LOGIN + " password '...'.");
                }
                return Outcome.DONE;
            } finally {
                Arrays.fill(password, '\0');
            }
        }

        private static char[] passwordOfInput() {
            try {
                String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                return Objects.requireNonNullElse(line, "").toCharArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static char[] passwordOfTerminal() {
            if (!Console.inIsTerminal()) {
                throw new Refused(
                        FaultCode.WRONG_USAGE,
                        "there is no terminal to ask for the password at",
                        "give the password on standard input, with --password-stdin");
            }
            java.io.Console terminal = Objects.requireNonNull(System.console());
            char[] first = Objects.requireNonNullElse(terminal.readPassword("Password: "), new char[0]);
            char[] again = Objects.requireNonNullElse(terminal.readPassword("Again: "), new char[0]);
            boolean same = Arrays.equals(first, again);
            Arrays.fill(again, '\0');
            if (!same) {
                throw new Refused(FaultCode.WRONG_USAGE, "the two passwords differ", "type the same one twice");
            }
            return first;
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
