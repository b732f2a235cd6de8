package org.periodclose.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Text;

/** Who a run is started by, as the machine knows: posting_run.started_by. It informs; rights go by database users. */
final class StartedBy {
    /** What is longer is cut: who started a run never stops it. */
    private static final int LONGEST = 100;

    static final String VARIABLE = "PERIOD_CLOSE_STARTED_BY";

    /** What Java says of a user whom the machine has no name for, as in a container. */
    private static final String NO_NAME = "?";

    private StartedBy() {}

    static String thisProcess() {
        return of(System.getProperty("user.name"), System.getenv());
    }

    /** The user's name; where there is none, what the environment says, else the user's number and the machine's name. */
    static String of(@Nullable String userName, Map<String, String> environment) {
        if (userName != null && !userName.isBlank() && !userName.equals(NO_NAME)) {
            return userName;
        }
        String given = environment.getOrDefault(VARIABLE, "");
        return given.isBlank() ? numberAtMachine() : named(given);
    }

    /** As the run keeps it. */
    static String named(String given) {
        return cut(Text.shown(given.strip()));
    }

    private static String cut(String given) {
        return given.codePointCount(0, given.length()) <= LONGEST
                ? given
                : given.substring(0, given.offsetByCodePoints(0, LONGEST));
    }

    private static String numberAtMachine() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") + "@"
                    + Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
            return "unknown";
        }
    }
}
