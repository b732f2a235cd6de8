package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The program itself, in a Java process of its own that has little memory. */
class ImportMemoryIT {
    private static final int TRANSACTIONS = 1_000_000;

    @Test
    void a_million_transactions_are_imported_in_256_megabytes(@TempDir Path directory)
            throws IOException, InterruptedException {
        GeneratedBooks.write(directory, TRANSACTIONS, 20_000, 7);
        String url = TestDatabase.freshUrl();
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Path.of("target", "period-close.jar").toString(),
                "import",
                directory.toString(),
                "--output",
                "json");
        program.environment().put("SPRING_DATASOURCE_URL", url);
        program.environment().put("SPRING_DATASOURCE_USERNAME", "postgres");
        Path log = directory.resolve("log.txt");
        int exitCode = program.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(exitCode).as(Files.readString(log)).isZero();
        JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource(url));
        assertThat(jdbc.queryForObject("select count(*) from inventory_transaction", Integer.class))
                .isEqualTo(TRANSACTIONS);
        assertThat(jdbc.queryForObject("select count(*) from adjustment", Integer.class))
                .isEqualTo(linesOf(directory.resolve("adjustments.csv")) - 1);
    }

    private static int linesOf(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return Math.toIntExact(lines.count());
        }
    }
}
