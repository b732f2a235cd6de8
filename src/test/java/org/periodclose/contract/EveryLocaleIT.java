package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.Commands;
import org.periodclose.Ended;
import org.periodclose.Jar;
import org.periodclose.cli.InProcess;

/**
 * Every command of the shipped program, with its libraries, on a machine whose digits, charset and date are not those of the others: it says what
 * the program says in the process of this test.
 */
class EveryLocaleIT {
    /** Each with its exit code. */
    private static final List<String> LIFE = List.of(
            "0 migrate",
            "0 import " + Path.of("db", "demo").toAbsolutePath(),
            "0 demo",
            "0 journals --output json",
            "0 post --company AWC --posting-date 2025-10-31 --output json",
            "0 runs --output json",
            "0 voucher --run 1 --output csv",
            "0 exceptions --run 1 --output json",
            "0 explain --run 1 --line 2",
            "0 verify --company AWC --output json",
            "0 report run --run 1 --format csv",
            "0 report adjustments --company AWC --format csv",
            "0 report reconciliation --company AWC --as-of 2025-10-31 --format csv",
            "0 adjust --company AWC --journal P --method percent --percent -10 --item AR-5381 --output json",
            "0 journal --company AWC --journal P --output json",
            "4 release --company AWC --journal P",
            "0 delete-journal --company AWC --journal P",
            "0 settlements --run 3 --output csv",
            "0 layers --run 3",
            "0 check --company AWC --date 2025-11-30 --output json",
            "4 cancel --run 1",
            "0 cancel --run 3 --output json",
            "0 cancel --run 1 --chain --confirm 1 --output json",
            "4 abandon --run 1",
            "0 purge --keep 400d",
            "0 generate-completion",
            "0 --version",
            "0 --help");

    @Test
    void persian_digits_ascii_files_and_a_far_time_zone_change_no_byte() {
        Commands elsewhere = Jar.on(Books.empty().url())
                .withJvm(
                        "-Duser.language=fa",
                        "-Duser.country=IR",
                        "-Dfile.encoding=US-ASCII",
                        "-Duser.timezone=Pacific/Kiritimati");
        assertThat(life(elsewhere)).isEqualTo(life(InProcess.on(Books.empty().url())));
    }

    private static List<String> life(Commands program) {
        List<String> said = new ArrayList<>();
        for (String line : LIFE) {
            int exitCode = Integer.parseInt(line.substring(0, 1));
            Ended ended = program.line(line.substring(2)).exited(exitCode);
            said.add((ended.out() + (exitCode == 0 ? "" : ended.err()))
                    .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[.\\d]*(Z| UTC)?", "(time)")
                    .replaceAll("(manifest|head|previous)(\" ?: ?\")[0-9a-f]{64}", "$1$2(hash)")
                    .replaceAll(",[0-9a-f]{64}(?=\\R|,\\d)", ",(hash)")
                    .replaceAll("(Manifest +)[0-9a-f]{12}", "$1(hash)")
                    .replaceAll("\\d+([.]\\d+)? (ms|s)\\b", "(seconds)")
                    .replaceAll("(\"expectedSeconds\": )[0-9.]+", "$1(seconds)"));
        }
        return said;
    }
}
