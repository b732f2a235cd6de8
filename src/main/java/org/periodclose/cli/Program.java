package org.periodclose.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.Serving;
import org.periodclose.view.FaultViews;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line: reads it, does the command, reports what went wrong, gives the exit code. */
public final class Program {
    private final Console console;
    private final Serving serving;

    Program(Console console, Serving serving) {
        this.console = console;
        this.serving = serving;
    }

    /**
     * Does one command in this process and gives its exit code.
     *
     * @param serving starts the console in the browser, if that is the command
     */
    public static int run(Serving serving, String... arguments) {
        Console console = Console.ofThisProcess();
        int exitCode = new Program(console, serving).execute(arguments);
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
                .addSubcommand(new RecalculateCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new CloseCommand(console))
                .addSubcommand(new RevalueCommand(console))
                .addSubcommand(new ConvertCommand(console))
                .addSubcommand(new AbandonCommand(console))
                .addSubcommand(new WorkCommand(console))
                .addSubcommand(new JournalsCommand(console))
                .addSubcommand(new RunsCommand(console))
                .addSubcommand(new VoucherCommand(console))
                .addSubcommand(new ExceptionsCommand(console))
                .addSubcommand(new SettlementsCommand(console))
                .addSubcommand(new UnsettledCommand(console))
                .addSubcommand(new LayersCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new CommandLine(new ReportCommand(console))
                        .addSubcommand(new ReportCommand.OfRun(console))
                        .addSubcommand(new ReportCommand.Adjustments(console, environment))
                        .addSubcommand(new ReportCommand.OfCompany(console))
                        .addSubcommand(new ReportCommand.InventoryValue(console))
                        .addSubcommand(new ReportCommand.AfterClose(console))
                        .addSubcommand(new ReportCommand.BalanceTurnover(console))
                        .addSubcommand(new ReportCostCommand(console)))
                .addSubcommand(new ServeCommand(console, serving))
                .addSubcommand(new CommandLine(new UserCommand(console))
                        .addSubcommand(new UserCommand.Add(console))
                        .addSubcommand(new UserCommand.Listing(console))
                        .addSubcommand(new UserCommand.Password(console))
                        .addSubcommand(new UserCommand.Remove(console)))
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
        return output(environment).kind() == OutputOptions.Kind.JSON
                ? wrongUsage(List.of(WrongUsage.of(wrong, environment)), environment)
                : Outcome.WRONG_USAGE.exitCode();
    }

    private int wrongUsage(List<Fault> faults, EnvironmentDefaults environment, String... line) {
        output(environment, line).showBeforeTheLog(FaultViews.refused(faults), console);
        return Outcome.WRONG_USAGE.exitCode();
    }

    private int failed(Exception failure, CommandLine command) {
        OutputOptions output = output(command);
        return Ending.report(
                        failure, view -> output.show(view, console), view -> output.showBeforeTheLog(view, console))
                .exitCode();
    }

    /** As a line, or the environment, asks for it that is wrong elsewhere. */
    private static OutputOptions output(EnvironmentDefaults environment, String... line) {
        OutputOptions options = new OutputOptions();
        CommandLine parser = new CommandLine(options);
        Values.register(parser);
        parser.setDefaultValueProvider(environment)
                .setUnmatchedArgumentsAllowed(true)
                .setOverwrittenOptionsAllowed(true);
        parser.getCommandSpec().parser().collectErrors(true);
        parser.parseArgs(line);
        return options;
    }

    private static OutputOptions output(CommandLine command) {
        return command.getCommand() instanceof DataCommand data ? data.output() : new OutputOptions();
    }
}
