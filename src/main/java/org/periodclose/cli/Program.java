package org.periodclose.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.database.DatabaseFaults;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line: reads it, does the command, tells what went wrong, gives the exit code. */
public final class Program {
    /** A signal came before there was anything to tell. */
    static final Fault STOPPED =
            Fault.of(FaultCode.STOPPED, "stopped by a signal", "run the same command again to continue");

    private final Console console;

    Program(Console console) {
        this.console = console;
    }

    /** Does one command in this process and gives its exit code. */
    public static int run(String... arguments) {
        Console console = Console.ofThisProcess();
        int exitCode = new Program(console).execute(arguments);
        console.out().flush();
        console.err().flush();
        return exitCode;
    }

    int execute(String... arguments) {
        try {
            String[] line = BatchArguments.areGiven(arguments) ? BatchArguments.asCommand(arguments) : arguments;
            return commandLine(line).execute(line);
        } catch (Refused wrongBatchArguments) {
            String[] line = BatchArguments.output(arguments);
            return wrongUsage(wrongBatchArguments.faults(), new EnvironmentDefaults(console.environment(), line), line);
        }
    }

    CommandLine commandLine(String... line) {
        EnvironmentDefaults environment = new EnvironmentDefaults(console.environment(), line);
        CommandLine commandLine = new CommandLine(new RootCommand())
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(new AdjustCommand(console, environment))
                .addSubcommand(new JournalCommand(console))
                .addSubcommand(new ReleaseCommand(console))
                .addSubcommand(new DeleteJournalCommand(console))
                .addSubcommand(new PostCommand(console, environment))
                .addSubcommand(new CancelCommand(console))
                .addSubcommand(new AbandonCommand(console))
                .addSubcommand(new JournalsCommand(console))
                .addSubcommand(new RunsCommand(console))
                .addSubcommand(new VoucherCommand(console))
                .addSubcommand(new ExceptionsCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new CommandLine(new ReportCommand(console))
                        .addSubcommand(new ReportCommand.OfRun(console))
                        .addSubcommand(new ReportCommand.Adjustments(console, environment))
                        .addSubcommand(new ReportCommand.OfCompany(console)))
                .addSubcommand(new MigrateCommand(console))
                .addSubcommand(new PurgeCommand(console))
                .addSubcommand(new CompletionCommand());
        Values.register(commandLine);
        commandLine
                .setDefaultValueProvider(environment)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.valueOf(console.colour(false))))
                .setParameterExceptionHandler((wrong, arguments) -> arguments.length == 0
                        ? helpless(wrong, environment)
                        : wrongUsage(List.of(WrongUsage.of(wrong, environment)), environment, line))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        setVersion(commandLine);
        HelpForm.applyTo(commandLine);
        return commandLine;
    }

    private static void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Program::setVersion);
    }

    /** Who types only the name of the program wants to know what it can do. */
    private int helpless(ParameterException wrong, EnvironmentDefaults environment) {
        wrong.getCommandLine().usage(console.err());
        return OutputOptions.of(environment).kind() == OutputOptions.Kind.JSON
                ? wrongUsage(List.of(WrongUsage.of(wrong, environment)), environment)
                : Outcome.WRONG_USAGE.exitCode();
    }

    private int wrongUsage(List<Fault> faults, EnvironmentDefaults environment, String... line) {
        OutputOptions.of(environment, line).formBeforeTheLog(console).refused(faults);
        return Outcome.WRONG_USAGE.exitCode();
    }

    private int failed(Exception failure, CommandLine command) {
        if (failure instanceof Signals.Stopped || isStopping()) {
            form(command).refused(List.of(STOPPED));
            return outcome(failure).exitCode();
        }
        List<Fault> faults = faults(failure);
        Outcome outcome = faults.get(0).code().outcome();
        LoggerFactory.getLogger(Program.class)
                .atDebug()
                .addKeyValue(EventCode.FIELD, EventCode.FAILURE_DETAIL)
                .setCause(failure)
                .log("the stack trace of what went wrong");
        (outcome == Outcome.WRONG_USAGE ? output(command).formBeforeTheLog(console) : form(command)).refused(faults);
        return outcome.exitCode();
    }

    private Form form(CommandLine command) {
        return output(command).form(console);
    }

    private static OutputOptions output(CommandLine command) {
        return command.getCommand() instanceof DataCommand data ? data.output() : new OutputOptions();
    }

    /** How a command ends that threw this. */
    static Outcome outcome(Throwable failure) {
        if (failure instanceof Signals.Stopped stopped) {
            return stopped.outcome();
        }
        return isStopping()
                ? Outcome.INTERRUPTED
                : faults(failure).get(0).code().outcome();
    }

    private static List<Fault> faults(Throwable failure) {
        Throwable first = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.faults();
            }
            first = cause;
        }
        String message = first.getMessage() == null
                ? first.toString()
                : first.getMessage().lines().findFirst().orElse("");
        return List.of(DatabaseFaults.of(failure)
                .or(() -> WrongSettings.of(failure))
                .orElseGet(() -> Fault.of(
                        FaultCode.UNEXPECTED,
                        first(message, failure),
                        "run the same command again to continue; --verbose shows where it happened")));
    }

    private static String first(String message, Throwable failure) {
        return message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** A signal came: the rooms are being closed under the command's feet. */
    private static boolean isStopping() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException stopping) {
            return true;
        }
    }
}
