package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped program with its libraries, on a machine whose digits, charset and date are not those of the others. */
class EveryLocaleIT {
    private static final List<String> LIFE = List.of(
            "import " + Path.of("db", "demo").toAbsolutePath(),
            "post --company AWC --posting-date 2025-10-31 --output json",
            "voucher --run 1 --output csv",
            "report run --run 1 --format csv",
            "generate-completion");

    @Test
    void persian_digits_ascii_files_and_a_far_time_zone_change_no_byte() {
        assertThat(life(
                        "-Duser.language=fa",
                        "-Duser.country=IR",
                        "-Dfile.encoding=US-ASCII",
                        "-Duser.timezone=Pacific/Kiritimati"))
                .isEqualTo(life(
                        "-Duser.language=en", "-Duser.country=US", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC"));
    }

    private static List<String> life(String... jvm) {
        Jar jar = Jar.on(Books.empty()).withJvm(jvm);
        List<String> said = new ArrayList<>();
        for (String line : LIFE) {
            said.add(jar.run(line.split(" ", -1))
                    .exited(0)
                    .out()
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT[^\",]*", "(time)")
                    .replaceAll("(\"manifest\" ?: ?\")[0-9a-f]{64}", "$1(hash)")
                    .replaceAll(",[0-9a-f]{64}(?=\\R)", ",(hash)"));
        }
        return said;
    }
}
