package org.periodclose.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words of the user. */
final class WrongUsage {
    private WrongUsage() {}

    static Fault of(ParameterException wrong, EnvironmentDefaults environment) {
        String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        ArgSpec argument = wrong.getArgSpec();
        if (wrong.getCause() instanceof WrongValue value && argument != null) {
            String variable = argument instanceof OptionSpec option ? environment.variableThatGave(option) : null;
            return value.fault(name(argument), variable);
        }
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return fault(notUnderstood(unmatched), suggestion(unmatched) + "see " + help);
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return fault(name(twice.getOverwritten()) + " is given more than once", "give it once");
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing(), environment, help);
        }
        return fault(
                String.valueOf(wrong.getMessage()).lines().findFirst().orElse("the line is not understood"),
                "see " + help);
    }

    private static Fault missing(List<ArgSpec> missing, EnvironmentDefaults environment, String help) {
        String names = missing.stream().map(WrongUsage::name).collect(Collectors.joining(" and "));
        boolean valueOnly = missing.get(0) instanceof OptionSpec option && environment.isOnTheLine(option);
        return fault(
                names + (valueOnly ? " has no value" : missing.size() == 1 ? " is missing" : " are missing"),
                "give "
                        + missing.stream().map(WrongUsage::usage).collect(Collectors.joining(" and "))
                        + ", see " + help);
    }

    private static String notUnderstood(UnmatchedArgumentException unmatched) {
        boolean option = unmatched.isUnknownOption();
        List<String> words = unmatched.getUnmatched().stream()
                .filter(word -> !option || word.startsWith("-"))
                .toList();
        String quoted = words.stream().map(Text::quoted).collect(Collectors.joining(", "));
        if (option) {
            return (words.size() == 1 ? "there is no option " : "there are no options ") + quoted;
        }
        return quoted + (words.size() == 1 ? " is not understood here" : " are not understood here");
    }

    private static String suggestion(UnmatchedArgumentException unmatched) {
        List<String> suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? "" : "did you mean " + String.join(", or ", suggestions) + "? Else ";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String usage(ArgSpec argument) {
        return argument instanceof OptionSpec option && option.arity().max() > 0
                ? option.longestName() + " " + option.paramLabel()
                : name(argument);
    }

    private static Fault fault(String message, String remedy) {
        return Fault.of(FaultCode.WRONG_USAGE, message, remedy);
    }
}
