package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.cli.InProcess;
import org.periodclose.embedded.KillableServer;

/** The way to least privilege that {@code src/docs/operations.md} shows, statement by statement, where the owner may not create roles. */
class RolesTest {
    private static final String PASSWORD = "change me";

    @Test
    void an_owner_who_may_not_create_roles_an_administrator_and_an_operator(@TempDir Path directory) throws Exception {
        KillableServer server = new KillableServer(directory);
        try (Connection administrator = server.connect("postgres")) {
            execute(administrator, "create database erp");
            List<String> page = statementsOfThePage();
            assertThat(page).hasSize(3);

            execute(administrator, page.get(0));
            assertThat(as("ledger_owner", server).run("migrate").exited(0).err())
                    .contains(
                            "There is no period_close_approver and no period_close_console_reader and no period_close_consoles and no period_close_operator"
                                    + " and no period_close_reader, and this user may not create roles: ");

            execute(administrator, page.get(1));
            execute(administrator, page.get(2));
            InProcess operator = as("nightly", server);
            assertThat(operator.run("journals").exited(8).err())
                    .as("the roles are there, but have no rights")
                    .contains("does not permit that: ");

            assertThat(as("ledger_owner", server).run("migrate").exited(0).err())
                    .contains("The schema is up to date.")
                    .doesNotContain("There is no");
            operator.run("import", Path.of("db/demo").toAbsolutePath().toString())
                    .exited(0);
            assertThat(operator.run("post", "--company", "AWC", "--posting-date", "2025-10-31", "--output", "json")
                            .exited(0)
                            .json()
                            .get("runs")
                            .get(0)
                            .get("status")
                            .asString())
                    .isEqualTo("POSTED");
            operator.run("verify", "--company", "AWC").exited(0);

            try (Connection reader = DriverManager.getConnection(server.url("erp"), "auditor", PASSWORD);
                    Statement statement = reader.createStatement()) {
                try (ResultSet row =
                        statement.executeQuery("select count(*) from period_close_view.general_ledger_entry")) {
                    assertThat(row.next() && row.getLong(1) > 0).isTrue();
                }
                assertThatThrownBy(() -> statement.executeQuery("select count(*) from period_close.settlement"))
                        .hasMessageContaining("permission denied");
            }
        } finally {
            server.close();
        }
    }

    private static List<String> statementsOfThePage() throws Exception {
        String page = Files.readString(Path.of("src/docs/operations.md"));
        int from = page.indexOf("## Roles\n");
        return Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(page.substring(from, page.indexOf("\n## ", from)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static InProcess as(String user, KillableServer server) {
        return new InProcess(Map.of(
                "SPRING_DATASOURCE_URL", server.url("erp"),
                "SPRING_DATASOURCE_USERNAME", user,
                "SPRING_DATASOURCE_PASSWORD", PASSWORD));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
