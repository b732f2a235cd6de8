package org.periodclose.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.periodclose.core.fault.Outcome;
import org.periodclose.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code src/docs/operations.md} tells an operator to do at night is true. */
class OperationsPageTest {
    private static final String PAGE = Manifests.text(Path.of("src/docs/operations.md"));

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void every_exit_code_is_there_with_what_schedulers_do_about_it(Outcome outcome) {
        List<String> rows = PAGE.lines()
                .filter(line -> line.matches("\\| ([0-9]+, )*" + outcome.exitCode() + "(, [0-9]+)* \\|.*"))
                .toList();
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .endsWith(
                                switch (Decision.about(outcome)) {
                                    case DONE -> "| is silent |";
                                    case TELL -> "| tells a person |";
                                    case RETRY -> "| tries again |";
                                    case STOPPED -> "| takes it as wanted |";
                                }));
    }

    @Test
    void the_query_for_the_holder_of_a_lock_finds_it() throws Exception {
        int from = PAGE.indexOf("```sql\n", PAGE.indexOf("**A node or the process was killed.**")) + 7;
        String query = PAGE.substring(from, PAGE.indexOf(';', from));
        var database = TestDatabase.dataSource(TestDatabase.freshUrl());
        JdbcClient jdbc = JdbcClient.create(database);
        assertThat(jdbc.sql(query).query().listOfRows()).isEmpty();
        try (var holder = database.getConnection();
                var statement = holder.createStatement()) {
            // As org.periodclose.run.RunLock takes it: the letters PCLO, then company and layer.
            statement.execute("select pg_advisory_lock(x'50434c4f'::int, 2)");
            assertThat(jdbc.sql(query).query().listOfRows()).hasSize(1);
        }
    }
}
