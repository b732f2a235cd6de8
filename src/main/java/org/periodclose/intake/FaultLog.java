package org.periodclose.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;

/** Counts all faults of an import and keeps the first of them, by file and line. */
class FaultLog {
    static final int KEPT = 1000;

    private record Found(int file, long line, long sequence, Fault fault) {}

    private static final Comparator<Found> ORDER =
            Comparator.comparingInt(Found::file).thenComparingLong(Found::line).thenComparingLong(Found::sequence);

    private final PriorityQueue<Found> first = new PriorityQueue<>(ORDER.reversed());
    private final List<String> files = new ArrayList<>();
    private int file;
    private String fileName = "";
    private long count;

    /** Sets the file of the faults that follow; a file may be entered more than once. */
    void enter(String name) {
        if (!files.contains(name)) {
            files.add(name);
        }
        file = files.indexOf(name);
        fileName = name;
    }

    void add(long line, String column, FaultCode code, String what, String remedy) {
        count++;
        first.add(new Found(
                file, line, count, Fault.of(code, fileName + ":" + line + ": " + column + ": " + what, remedy)));
        if (first.size() > KEPT) {
            first.remove();
        }
    }

    long count() {
        return count;
    }

    void refuseIfAny() {
        if (count == 0) {
            return;
        }
        List<Fault> faults =
                new ArrayList<>(first.stream().sorted(ORDER).map(Found::fault).toList());
        long more = count - faults.size();
        if (more > 0) {
            faults.add(Fault.of(
                    FaultCode.MORE_FAULTS,
                    String.format(Locale.ROOT, "%,d more %s found", more, more == 1 ? "fault was" : "faults were"),
                    "correct those above, then import again to see the rest"));
        }
        throw new Refused(faults);
    }
}
