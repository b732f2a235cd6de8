package org.periodclose.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every option by environment: {@code PERIOD_CLOSE_POSTING_DATE} for {@code --posting-date}. What stands on the line goes first. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    static final String JOURNAL = "--journal";
    /** What is given on the line instead of another option. */
    private static final Map<String, String> INSTEAD = Map.of(
            "--company", "--all-companies", "--all-companies", "--company", JOURNAL, "--plan", "--plan", JOURNAL);

    private static final String WORKERS = "--workers";

    private final Map<String, String> environment;
    private final List<String> line;

    EnvironmentDefaults(Map<String, String> environment, String... line) {
        this.environment = environment;
        this.line = List.of(line);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = option.longestName();
        String instead = INSTEAD.get(name);
        boolean otherOnTheLine = instead != null && isOnTheLine(instead);
        // For `post` it is a setting; a list must not change its form by it.
        boolean onlyShown = name.equals(WORKERS)
                && option.command() != null
                && option.command().name().equals("runs");
        return otherOnTheLine || onlyShown || option.isMultiValue() ? null : value(name);
    }

    /** The values of an option that may be given several times, separated by commas in the environment. */
    List<String> values(String option) {
        String value = value(option);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1))
                        .map(Text::trim)
                        .filter(part -> !part.isEmpty())
                        .map(part -> code(option, part))
                        .toList();
    }

    private static String code(String option, String value) {
        try {
            return Values.code(value);
        } catch (WrongValue wrong) {
            throw new Refused(wrong.fault(option, variable(option)));
        }
    }

    /** The variable that gave this option its value, or null: it stands on the line, or nowhere. */
    @Nullable
    String variableThatGave(OptionSpec option) {
        String name = option.longestName();
        return isOnTheLine(name) || value(name) == null ? null : variable(name);
    }

    static String variable(String option) {
        return "PERIOD_CLOSE" + option.substring(1).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private @Nullable String value(String option) {
        String value = environment.get(variable(option));
        return value == null || Text.trim(value).isEmpty() ? null : value;
    }

    boolean isOnTheLine(OptionSpec option) {
        return isOnTheLine(option.longestName());
    }

    private boolean isOnTheLine(String option) {
        return line.stream()
                .anyMatch(word -> word.equals(option)
                        || word.startsWith(option + "=")
                        || word.equals("--no-" + option.substring(2)));
    }
}
