package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code release --plan} shows, and how {@code runs} shows it. */
class ReleaseCommandTest {
    private static final String CLOSE = "close --company C --date 2025-10-31";

    @TempDir
    Path folder;

    @Test
    void the_release_of_a_plan_is_shown_in_three_forms_and_on_its_run() {
        try (World world = new World(folder)) {
            world.plans(CLOSE).sql("update company set four_eyes = true");
            String plan = world.plan();
            assertThat(world.run("release --company C --plan #").out())
                    .isEqualTo("Plan " + plan + " of company \"C\" is released by \"postgres\".\n");
            JsonNode release = json(world.run("release --company C --plan # --output json"));
            assertThat(release.propertyNames())
                    .containsExactly("company", "plan", "fourEyes", "releasedBy", "releasedAt");
            assertThat(release.get("plan").asString()).isEqualTo(plan);
            assertThat(release.get("fourEyes").asBoolean()).isTrue();
            assertThat(release.get("releasedBy").asString()).isEqualTo("postgres");
            world.as("walker", "release --company C --plan #").through(CLOSE + " --expect #");
            assertThat(world.run("release --company C --plan # --output csv").out())
                    .startsWith("company,plan,four_eyes,released_by,released_at\nC," + plan + ",true,postgres,20");
            JsonNode run = json(world.run("runs --output json")).get("runs").get(0);
            assertThat(run.get("releasedBy").asString()).isEqualTo("walker");
            assertThat(run.get("releasedAt").asString()).startsWith("20");
        }
    }

    @Test
    void runs_show_who_has_released_a_journal_but_not_for_its_cancellation() {
        try (World world = new World(folder)) {
            world.as("walker", "release --company C --journal J")
                    .through(World.POST)
                    .through("cancel --run 1");
            JsonNode runs = json(world.run("runs --output json")).get("runs");
            assertThat(runs.get(0).get("releasedBy").asString()).isEqualTo("walker");
            assertThat(runs.get(1).get("releasedBy").isNull()).isTrue();
        }
    }

    @Test
    void a_journal_of_the_environment_does_not_stand_in_the_way_of_a_plan() {
        try (World world = new World(folder)) {
            world.plans(CLOSE);
            Capture capture = new Capture(Map.of("PERIOD_CLOSE_JOURNAL", "J"));
            assertThat(capture.execute("release", "--company", "C", "--plan", world.plan()))
                    .as(capture.err())
                    .isZero();
            assertThat(capture.out()).startsWith("Plan ");
        }
    }

    private static JsonNode json(Capture printed) {
        return JsonMapper.shared().readTree(printed.out());
    }
}
