package org.periodclose.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.cli.Examples.Example;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.desk.WorkerShift;
import org.periodclose.view.WorkerViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "work",
        header = "Works as a worker: settles partitions of runs that other processes lead with --workers.",
        description = {
            "%nStart any number of workers, on any machine that reaches the database. A worker holds no lock and posts nothing",
            "itself. SIGTERM ends it at its next checkpoint (exit code 143); what it had begun another worker continues."
        },
        mixinStandardHelpOptions = true)
@Examples({
    @Example(line = "work", does = "take part in every run that is spread, until a signal ends it"),
    @Example(
            line = "work --threads 4 --idle-exit 5m",
            does = "four partitions at a time; end after five minutes without work")
})
final class WorkCommand extends DataCommand {
    private static final String THREADS = "period-close.worker-threads";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Partitions at a time (default: depends on the processors).")
    private @Nullable Integer threads;

    @Option(
            names = "--idle-exit",
            paramLabel = "TIME",
            description = "End after so long without work, like 5m (exit code 0; default: never).")
    private @Nullable Duration idleExit;

    WorkCommand(Console console) {
        super(console);
    }

    @Override
    Outcome run() {
        Map<String, Object> settings = new HashMap<>(WorkerShift.WITH_WORKERS);
        if (threads != null) {
            settings.put(THREADS, threads);
        }
        try (Desk desk = open(null, settings)) {
            WorkerShift worker = desk.worker();
            try (Signals signals = new Signals(1)) {
                WorkerShift.Done done = signals.during(worker, () -> worker.work(idleExit));
                show(WorkerViews.worked(done));
                return signals.signal().orElse(Outcome.DONE);
            }
        }
    }
}
