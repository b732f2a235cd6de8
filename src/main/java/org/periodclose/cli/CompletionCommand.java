package org.periodclose.cli;

import org.periodclose.cli.Examples.Example;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
        name = "generate-completion",
        header = "Prints a completion script for bash and zsh.",
        mixinStandardHelpOptions = true)
@Examples(@Example(line = "generate-completion > period-close.bash", does = "then: source period-close.bash"))
final class CompletionCommand extends AutoComplete.GenerateCompletion {}
