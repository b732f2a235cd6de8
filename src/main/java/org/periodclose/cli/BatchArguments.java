package org.periodclose.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.run.RunConfiguration;
import org.springframework.batch.core.converter.DefaultJobParametersConverter;
import org.springframework.batch.core.converter.JobParametersConversionException;
import org.springframework.batch.core.job.parameters.JobParameter;

/**
 * The line that operators of Spring Batch are used to: {@code --spring.batch.job.name=postJournal company=AWC
 * postingDate=2025-10-31,java.time.LocalDate}. It is the same as the command {@code post} with the options of these names.
 */
final class BatchArguments {
    private static final String JOB_NAME = "--spring.batch.job.name=";

    /** What a job parameter is on the line; false takes the second. */
    private record Meaning(String option, String whenFalse) {
        static final String A_VALUE = "a value";

        static Meaning value(String option) {
            return new Meaning(option, A_VALUE);
        }

        static Meaning flag(String option, String whenFalse) {
            return new Meaning(option, whenFalse);
        }
    }

    private static final Map<String, Meaning> MEANINGS = meanings();

    private BatchArguments() {}

    static boolean areGiven(String... arguments) {
        for (String argument : arguments) {
            if (argument.startsWith(JOB_NAME)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same as a command with options.
     *
     * @throws Refused if the job or a parameter is unknown, or a value cannot be read
     */
    static String[] asCommand(String... arguments) {
        List<String> command = new ArrayList<>(List.of("post"));
        for (String argument : arguments) {
            if (argument.startsWith(JOB_NAME)) {
                requireKnown(argument.substring(JOB_NAME.length()));
            } else {
                command.addAll(option(argument));
            }
        }
        return command.toArray(String[]::new);
    }

    /** What the line asks for in the way of output, also when it is wrong elsewhere. */
    static String[] output(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("output="))
                .map(argument -> "--" + argument.replaceFirst(",.*", ""))
                .toArray(String[]::new);
    }

    private static List<String> option(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        Meaning meaning = MEANINGS.get(name);
        if (equals < 0 || meaning == null) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "job " + RunConfiguration.JOB + " has no parameter " + Text.quoted(argument),
                    "give name=value or name=value,type with one of the names " + String.join(", ", MEANINGS.keySet()));
        }
        String value = value(name, argument.substring(equals + 1));
        if (meaning.whenFalse().equals(Meaning.A_VALUE)) {
            return List.of(meaning.option() + "=" + value);
        }
        return switch (value) {
            case "true" -> List.of(meaning.option());
            case "false" -> meaning.whenFalse().isEmpty() ? List.of() : List.of(meaning.whenFalse());
            default ->
                throw new Refused(
                        FaultCode.WRONG_USAGE,
                        "job parameter " + name + " is neither true nor false: " + Text.quoted(value),
                        "give one of them");
        };
    }

    private static String value(String name, String notation) {
        Properties properties = new Properties();
        properties.setProperty(name, notation);
        try {
            JobParameter<?> parameter = new DefaultJobParametersConverter()
                    .getJobParameters(properties)
                    .getParameter(name);
            return parameter == null ? "" : String.valueOf(parameter.value());
        } catch (JobParametersConversionException | IllegalArgumentException e) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "job parameter " + name + " cannot be read: " + Text.quoted(notation),
                    "write value or value,type, like 2025-10-31,java.time.LocalDate");
        }
    }

    private static void requireKnown(String job) {
        if (!job.equals(RunConfiguration.JOB)) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "there is no job " + Text.quoted(job),
                    "the one job is " + RunConfiguration.JOB);
        }
    }

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        meanings.put("company", Meaning.value("--company"));
        meanings.put("allCompanies", Meaning.flag("--all-companies", ""));
        meanings.put("journal", Meaning.value("--journal"));
        meanings.put("postingDate", Meaning.value("--posting-date"));
        meanings.put("specification", Meaning.value("--specification"));
        meanings.put("updateLedger", Meaning.flag("--update-ledger", "--no-update-ledger"));
        meanings.put("storno", Meaning.flag("--storno", "--no-storno"));
        meanings.put("note", Meaning.value("--note"));
        meanings.put("dryRun", Meaning.flag("--dry-run", ""));
        meanings.put("expect", Meaning.value("--expect"));
        meanings.put("skipInvalid", Meaning.flag("--skip-invalid", ""));
        meanings.put("output", Meaning.value("--output"));
        return meanings;
    }
}
