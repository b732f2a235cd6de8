package org.periodclose.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.web.Guest.Page;

/** The pages of a journal over the layers of a close. */
class OnHandPagesTest {
    @Test
    void amounts_on_hand_are_not_typed_and_no_page_says_that_they_are(@TempDir Path directory) throws Exception {
        ConsoleRig rig = new ConsoleRig(directory);
        try {
            look(rig);
        } finally {
            rig.close();
        }
    }

    private static void look(ConsoleRig rig) {
        rig.stock();
        Guest guest = rig.as("alice");
        guest.get("/do/close?company=S");
        Page looked = guest.work("/do/close", "once", "s1", "company", "S", "date", "2025-01-31", "go", "look");
        List<String> close = new ArrayList<>(looked.fields("/do/close"));
        close.addAll(List.of("go", "run"));
        guest.work("/do/close", close);
        guest.get("/do/on-hand?company=S");
        guest.work(
                "/do/on-hand",
                "once",
                "s2",
                "company",
                "S",
                "journal",
                "HAND",
                "method",
                "PERCENT",
                "figure",
                "10",
                "go",
                "run");
        Page journal = guest.get("/journal?company=S&journal=HAND");
        assertThat(journal.text()).contains("Post", "Delete the journal").doesNotContain("Type amounts");
        guest.post("/do/begin-journal", "once", "s3", "company", "S", "journal", "OTHER", "go", "run");
        assertThat(guest.get("/journal?company=S&journal=OTHER").text()).contains("Type amounts");
        for (String path : List.of("/edit?", "/edit/template?as=csv&", "/edit/template?as=xlsx&")) {
            Page refused = guest.get(path + "company=S&journal=HAND");
            assertThat(refused.status()).as(path).isEqualTo(404);
            assertThat(refused.text()).contains("UNKNOWN_JOURNAL", "over transactions in the ACCOUNTING layer");
            assertThat(refused.header("Content-Disposition")).isEmpty();
        }
    }
}
