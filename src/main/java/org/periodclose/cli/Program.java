package org.periodclose.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.periodclose.database.DatabaseFaults;
import org.periodclose.fault.EventCode;
import org.periodclose.fault.Fault;
import org.periodclose.fault.FaultCode;
import org.periodclose.fault.Outcome;
import org.periodclose.fault.Refused;
import org.periodclose.ledger.Specification;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: reads it, does the command, tells what went wrong, gives the exit code. */
public final class Program {
    private static final int LONGEST_DECIMAL = 30;
    private static final Pattern TIME = Pattern.compile("0*[1-9][0-9]{0,5}(ms|[smhd])");

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
            Messages.refused(console, wrongBatchArguments.faults());
            return wrongBatchArguments.first().code().outcome().exitCode();
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
        commandLine
                .registerConverter(PostingDate.class, PostingDate::parse)
                .registerConverter(Specification.class, SpecificationWord::parse)
                .registerConverter(MethodWord.class, MethodWord::parse)
                .registerConverter(BigDecimal.class, Program::decimal)
                .registerConverter(LocalDate.class, Program::date)
                .registerConverter(Duration.class, Program::duration)
                .registerConverter(ZoneId.class, Program::zone)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(environment)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.valueOf(console.colour(false))))
                .setParameterExceptionHandler(
                        (wrong, arguments) -> arguments.length == 0 ? helpless(wrong) : wrongUsage(wrong, environment))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        setVersion(commandLine);
        HelpForm.applyTo(commandLine);
        return commandLine;
    }

    private static void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Program::setVersion);
    }

    private static BigDecimal decimal(String text) {
        try {
            BigDecimal decimal = new BigDecimal(text.strip());
            if (Math.abs(decimal.scale()) > LONGEST_DECIMAL || decimal.precision() > LONGEST_DECIMAL) {
                throw new TypeConversionException("'" + text + "' has too many digits");
            }
            return decimal;
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no decimal number: give one like -1250.00");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no date: give one like 2025-10-31");
        }
    }

    /** With its unit: a number alone would be milliseconds, which nobody means. */
    private static Duration duration(String text) {
        if (!TIME.matcher(text).matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no time: give a number above zero with its unit, like 400d or 48h");
        }
        return DurationStyle.SIMPLE.parse(text);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no time zone: give one like Europe/Berlin");
        }
    }

    /** Who types only the name of the program wants to know what it can do. */
    private int helpless(ParameterException wrong) {
        wrong.getCommandLine().usage(console.err());
        return Outcome.WRONG_USAGE.exitCode();
    }

    private int wrongUsage(ParameterException wrong, EnvironmentDefaults environment) {
        CommandLine command = wrong.getCommandLine();
        String variable = wrong.getArgSpec() instanceof OptionSpec option ? environment.variableThatGave(option) : null;
        console.err()
                .println(wrong.getMessage() + (variable == null ? "" : " (from the environment: " + variable + ")"));
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        console.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return Outcome.WRONG_USAGE.exitCode();
    }

    private int failed(Exception failure, CommandLine command) {
        if (failure instanceof Signals.Stopped || isStopping()) {
            heard(command).err().println("Stopped: run the same command again to continue.");
            return outcome(failure).exitCode();
        }
        List<Fault> faults = faults(failure);
        Outcome outcome = faults.get(0).code().outcome();
        LoggerFactory.getLogger(Program.class)
                .atDebug()
                .addKeyValue(EventCode.FIELD, EventCode.FAILURE_DETAIL)
                .setCause(failure)
                .log("the stack trace of what went wrong");
        if (command.getCommand() instanceof DataCommand data && outcome != Outcome.WRONG_USAGE) {
            data.form().refused(faults);
        } else {
            Messages.refused(console, faults);
        }
        return outcome.exitCode();
    }

    private Console heard(CommandLine command) {
        return command.getCommand() instanceof DataCommand data ? data.heard() : console;
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
