package org.periodclose.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.periodclose.run.RunRequest;

/** Only the runs that somebody has looked at are cancelled. What a run has moved never changes, so that its number says it. */
final class SeenRuns {
    private SeenRuns() {}

    /**
     * Compares what is about to be cancelled with what was looked at.
     *
     * @param seen in order; null: nothing was looked at
     * @param requests cancellations
     * @throws Refused with CHECKSUM_DIFFERS, naming the runs that have come or gone since
     */
    static void require(@Nullable List<Long> seen, List<RunRequest> requests) {
        List<Long> now = requests.stream()
                .map(request -> Objects.requireNonNull(request.subject().cancels()))
                .toList();
        if (seen == null || seen.equals(now)) {
            return;
        }
        List<String> changes = new ArrayList<>();
        note(changes, now, seen, "would be cancelled, too");
        note(changes, seen, now, "would not be cancelled any more");
        throw new Refused(
                FaultCode.CHECKSUM_DIFFERS,
                "other runs would be cancelled than those that were looked at: "
                        + (changes.isEmpty() ? "their order is another one" : String.join("; ", changes)),
                "look at them again, then cancel them");
    }

    private static void note(List<String> changes, List<Long> these, List<Long> withoutThose, String words) {
        List<Long> only = new ArrayList<>(these);
        only.removeAll(withoutThose);
        if (!only.isEmpty()) {
            changes.add((only.size() == 1 ? "run " : "runs ")
                    + only.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " " + words);
        }
    }
}
