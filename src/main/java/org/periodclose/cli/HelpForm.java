package org.periodclose.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_HEADER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The order of help: what it is for, examples, then the rest, exit codes last. */
final class HelpForm {
    private static final String EXAMPLES = "examples";
    private static final List<String> ORDER = List.of(
            SECTION_KEY_HEADER,
            EXAMPLES,
            SECTION_KEY_SYNOPSIS_HEADING,
            SECTION_KEY_SYNOPSIS,
            SECTION_KEY_DESCRIPTION,
            SECTION_KEY_PARAMETER_LIST_HEADING,
            SECTION_KEY_PARAMETER_LIST,
            SECTION_KEY_OPTION_LIST_HEADING,
            SECTION_KEY_OPTION_LIST,
            SECTION_KEY_COMMAND_LIST_HEADING,
            SECTION_KEY_COMMAND_LIST,
            SECTION_KEY_FOOTER);
    static final String[] EXIT_CODES = {
        "",
        "Exit codes:",
        "  0    done, or there was nothing (more) to do",
        "  1    unexpected failure: run the same command again to continue",
        "  2    wrong usage",
        "  3    posted, but some lines were skipped (--skip-invalid)",
        "  4    refused: input or set-up breaks a rule, nothing was posted",
        "  5    another run of this company and currency layer is at work",
        "  6    integrity check failed: nothing was posted; verify: posted data has been altered",
        "  8    the database cannot be reached or the configuration is wrong",
        "  130, 143  stopped by SIGINT, SIGTERM: run the same command again",
        "",
        "Every option can be given by environment, too: PERIOD_CLOSE_COMPANY for --company.",
        "The database: SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD; without them an embedded",
        "PostgreSQL in .period-close/ below the working directory."
    };

    private HelpForm() {}

    static void applyTo(CommandLine command) {
        command.setHelpSectionKeys(ORDER);
        command.getHelpSectionMap().put(EXAMPLES, HelpForm::examples);
        var message = command.getCommandSpec().usageMessage();
        message.synopsisHeading("%nUsage: ");
        message.parameterListHeading("%n");
        message.optionListHeading("%nOptions:%n");
        message.commandListHeading("%nCommands:%n");
        message.sortOptions(false);
        message.width(100);
        message.footer(EXIT_CODES);
        command.getSubcommands().values().forEach(HelpForm::applyTo);
    }

    private static String examples(Help help) {
        Examples examples = help.commandSpec().userObject().getClass().getAnnotation(Examples.class);
        if (examples == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%nExamples:%n"));
        for (Examples.Example example : examples.value()) {
            text.append(help.colorScheme()
                    .ansi()
                    .string(String.format(Locale.ROOT, "  @|bold period-close %s|@%n", example.line())));
            text.append(String.format(Locale.ROOT, "      %s%n", example.does()));
        }
        return text.toString();
    }
}
