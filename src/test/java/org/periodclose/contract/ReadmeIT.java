package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Patience;
import org.periodclose.UnpackedJar;

/** The README's commands do what it says, on the embedded database, as a new user would run them. */
class ReadmeIT {
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder = Path.of("");

    private static List<String> commands() throws IOException {
        return SHELL.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A password that somebody would type, and a console that somebody would look at and stop. */
    private static String withoutATerminal(String line) {
        if (line.startsWith("period-close user add")) {
            return line + " --password-stdin <<< 'quite a long secret'";
        }
        return line.equals("period-close serve") ? """
                  period-close serve --port %d > served.txt 2>&1 &
                  until grep -q CONSOLE_READY served.txt; do kill -0 $! || { cat served.txt; exit 1; }; sleep 1; done
                  kill $!
                  wait $! || [ $? = 143 ]
                  """.formatted(freePort()) : line;
    }

    @Test
    void the_build_commands_are_those_of_the_ci_script() throws IOException {
        String script = Files.readString(Path.of(".ci", "run")).replace("-B ", "");
        assertThat(commands().stream().filter(line -> line.startsWith("mvn")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(script).contains(line));
    }

    @Test
    void the_other_commands_run_in_their_order() throws IOException, InterruptedException {
        Files.createSymbolicLink(folder.resolve("db"), Path.of("db").toAbsolutePath());
        Path target = Files.createDirectory(folder.resolve("target"));
        for (String used : List.of("period-close.jar", "lib")) {
            Files.createSymbolicLink(target.resolve(used), UnpackedJar.jar().resolveSibling(used));
        }
        List<String> lines = Stream.concat(
                        Stream.of("set -eu", "shopt -s expand_aliases"),
                        commands().stream()
                                .filter(line -> !line.startsWith("mvn") && !line.startsWith("export"))
                                .map(ReadmeIT::withoutATerminal))
                .toList();
        assertThat(lines.stream().filter(line -> line.startsWith("period-close")))
                .hasSizeGreaterThan(6);
        Path script = Files.write(folder.resolve("readme.sh"), lines);
        Path output = folder.resolve("output");
        ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("PERIOD_CLOSE_"));
        bash.environment().put("JAVA_TOOL_OPTIONS", String.join(" ", UnpackedJar.options()));
        Process process = bash.start();
        assertThat(process.waitFor(Patience.MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output))
                .contains("8,704", "Voucher AWC-000001", "10,972.25", "\"status\": \"POSTED\"");
    }
}
