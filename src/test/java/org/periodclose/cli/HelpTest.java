package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
    private static final Set<String> COMMANDS = new Program(new Capture().console, InProcess.SERVING)
            .commandLine()
            .getSubcommands()
            .keySet();

    @Test
    void help_of_every_command_shows_examples_first_and_exit_codes_last() {
        for (String command : COMMANDS) {
            Capture capture = new Capture();
            assertThat(capture.execute(command, "--help")).isZero();
            assertThat(capture.out())
                    .containsSubsequence("Examples:\n  period-close " + command, "Usage: period-close " + command)
                    .containsSubsequence("Options:", "Exit codes:", "  4    refused");
        }
    }

    @Test
    void help_of_the_program_lists_every_command() {
        Capture capture = new Capture();
        assertThat(capture.execute("--help")).isZero();
        assertThat(capture.out()).contains(COMMANDS);
    }

    @Test
    void every_example_can_be_typed() {
        CommandLine program = new Program(new Capture().console, InProcess.SERVING).commandLine();
        program.getSubcommands().values().forEach(HelpTest::requireExamplesParse);
        requireExamplesParse(program);
    }

    private static void requireExamplesParse(CommandLine command) {
        Examples examples = command.getCommandSpec().userObject().getClass().getAnnotation(Examples.class);
        for (Examples.Example example : examples.value()) {
            String[] line = example.line().replaceFirst(" > .*", "").split(" ", -1);
            new Program(new Capture().console, InProcess.SERVING)
                    .commandLine(line)
                    .parseArgs(line);
        }
    }

    @Test
    void no_command_at_all_shows_help_and_is_wrong_usage() {
        Capture capture = new Capture();
        assertThat(capture.execute()).isEqualTo(2);
        assertThat(capture.err()).contains("Examples:");
    }

    @Test
    void the_version_names_the_program() {
        Capture capture = new Capture();
        assertThat(capture.execute("--version")).isZero();
        assertThat(capture.out()).startsWith("period-close 0.").contains("Java ");
    }

    @Test
    void a_completion_script_can_be_generated() {
        Capture capture = new Capture();
        assertThat(capture.execute("generate-completion")).isZero();
        assertThat(capture.out()).contains("complete -F", "item-group");
    }
}
