package org.periodclose.view;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.periodclose.core.ledger.RunProgress;
import org.periodclose.desk.WorkerShift;
import org.periodclose.inquiry.WorkerProgress;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Kind;

/** Workers: which there are, and what each does. */
public final class WorkerViews {
    private static final Fields<WorkerProgress> DATA = new Fields<WorkerProgress>()
            .text("worker", "Worker", WorkerProgress::worker)
            .text("version", "Version", WorkerProgress::version)
            .data("threads", WorkerProgress::threads)
            .data("startedAt", WorkerProgress::startedAt)
            .data("seenAt", WorkerProgress::seenAt)
            .data("lost", WorkerProgress::isLost)
            .figure("run", "Run", worker -> Cell.number(worker.run()))
            .text("company", "Company", WorkerProgress::company)
            .json("partitions", WorkerProgress::partitions)
            .data("partitionsDone", WorkerProgress::partitionsDone)
            .figure("linesDone", "Lines done", WorkerProgress::lines)
            .figure("linesPerSecond", "Lines/s", WorkerProgress::linesPerSecond);

    private WorkerViews() {}

    private record RunsAndWorkers(List<RunProgress> runs, List<WorkerProgress> workers) {}

    /**
     * Runs, how far they are, and who works for them.
     *
     * @param now for the pace of those at work
     */
    public static View<?> runs(List<RunProgress> runs, List<WorkerProgress> workers, Instant now) {
        Fields<RunsAndWorkers> fields = new Fields<RunsAndWorkers>()
                .parts("runs", RunViews.data(runs, now), all -> all.runs()::forEach)
                .parts("workers", DATA, all -> all.workers()::forEach);
        return View.of(fields, new RunsAndWorkers(runs, workers), page -> {
                    RunViews.show(runs, now, page);
                    page.blank();
                    show(workers, page);
                })
                .has(DATA, workers::forEach);
    }

    private static void show(List<WorkerProgress> workers, Page page) {
        if (workers.isEmpty()) {
            page.note(Said.of("There are no workers: start one with `period-close work`."));
            return;
        }
        page.table(DATA.only("worker", "version")
                .shown("Seen", Kind.TEXT, WorkerViews::seen)
                .and(DATA.only("run", "company"))
                .shown("Partitions", Kind.TEXT, WorkerViews::partitions)
                .and(DATA.only("linesDone", "linesPerSecond"))
                .table(workers));
    }

    private static String seen(WorkerProgress worker) {
        return (worker.isLost() ? "lost, " : "") + Durations.text(worker.silent()) + " ago";
    }

    private static String partitions(WorkerProgress worker) {
        return worker.partitions().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** What a worker has done, when it ends. */
    public static View<?> worked(WorkerShift.Done done) {
        Fields<WorkerShift.Done> fields = new Fields<WorkerShift.Done>()
                .text("worker", "Worker", WorkerShift.Done::worker)
                .figure("partitions", "Partitions", WorkerShift.Done::partitions);
        return View.of(
                fields,
                done,
                page -> page.line(Said.of(
                        "Worker {0} has ended; partitions done: {1}.", done.worker(), Cell.number(done.partitions()))));
    }
}
