package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The jar as it is built, with nothing unpacked; everything else about the command line is tested in the process (CommandLineTest). */
class CommandLineIT {
    private static String shell(String options) throws IOException {
        String java = "'" + System.getProperty("java.home") + "/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
        Process process = new ProcessBuilder("sh", "-c", java + " -jar target/period-close.jar " + options)
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_version_is_that_of_the_build() throws IOException {
        assertThat(shell("--version; echo $?")).matches("period-close \\d+\\.\\d+.*\\R.*\\R0\\R");
    }

    @Test
    void a_reader_that_goes_away_is_no_failure() throws IOException {
        assertThat(shell("--help | head -n 1"))
                .isEqualTo("Closes inventory periods: posts cost adjustments to the general ledger, with storno.\n");
    }
}
