package org.periodclose.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.periodclose.core.fault.LogField;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Desk;
import org.periodclose.desk.NamedDatabase;
import org.periodclose.view.DatabaseViews;
import org.periodclose.view.DatabaseViews.InOne;
import org.periodclose.view.FaultViews;
import org.slf4j.MDC;

/**
 * One command for a list of databases: in each it is the command with the address and the user of that database. What happens in one does not stop
 * the others, but a signal stops all of them. The listeners hear of one beginning and one end.
 */
final class EachDatabase {
    private final DataCommand command;
    private final List<NamedDatabase> databases;
    private final int atATime;
    private final InCommon inCommon;
    private boolean shownBefore;

    /** What became of one. */
    private record Done(InOne in, Outcome outcome, String out, String err) {}

    EachDatabase(DataCommand command, Path list, int sideBySide) {
        this.command = command;
        this.databases = NamedDatabase.list(list);
        this.atATime = Math.min(sideBySide, databases.size());
        this.inCommon = new InCommon(atATime);
    }

    /** Gives the most serious outcome. */
    Outcome run() {
        var log = Desk.log(command.output().logging());
        ExecutorService threads = Executors.newFixedThreadPool(atATime, task -> {
            Thread thread = new Thread(task, "database");
            thread.setDaemon(true);
            return thread;
        });
        Outcome worst = Outcome.FAILED;
        try {
            List<Future<Done>> begun = databases.stream()
                    .map(database -> threads.submit(() -> done(database)))
                    .toList();
            worst = shown(begun);
            return worst;
        } finally {
            threads.shutdownNow();
            inCommon.end(worst);
            log.close();
        }
    }

    private Outcome shown(List<Future<Done>> begun) {
        List<InOne> results = new ArrayList<>();
        Outcome worst = Outcome.DONE;
        for (Future<Done> each : begun) {
            Done done = result(each);
            results.add(done.in());
            worst = worst.andElsewhere(done.outcome());
            show(done);
        }
        switch (command.output().kind()) {
            case TABLE -> {}
            case JSON -> command.show(DatabaseViews.all(results));
            case CSV -> DatabaseViews.csv(results, command.console().out());
        }
        return worst;
    }

    /** What people read, and what is no data. */
    private void show(Done done) {
        Console console = command.console();
        if (!done.out().isEmpty()) {
            if (shownBefore) {
                console.out().print("\n");
            }
            shownBefore = true;
            command.show(DatabaseViews.heading(done.in()));
            console.out().print(done.out());
        }
        if (!done.err().isEmpty()) {
            console.err().print(DatabaseViews.headline(done.in()) + "\n" + done.err());
        }
    }

    private Done done(NamedDatabase database) {
        OneDatabase place = new OneDatabase(database, inCommon, command.console());
        MDC.put(LogField.DATABASE.key(), database.name());
        Outcome outcome;
        try {
            Optional<Outcome> stopped = inCommon.stopped();
            if (stopped.isPresent()) {
                place.show(FaultViews.refused(List.of(DatabaseViews.NOT_STARTED)), command.output());
                outcome = stopped.get();
            } else {
                outcome = command.at(place).run();
            }
        } catch (RuntimeException failure) {
            outcome = Ending.report(failure, view -> place.show(view, command.output()));
        } finally {
            MDC.remove(LogField.DATABASE.key());
        }
        InOne in = new InOne(database.name(), outcome.exitCode(), place.result());
        return new Done(in, outcome, place.out(), place.err());
    }

    private static Done result(Future<Done> each) {
        try {
            return each.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
