package org.periodclose.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.Listeners;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.WorkerShift;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that make runs: when they stop, and who is notified. */
final class WorkOptions {
    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Time zone that decides what today is, like Europe/Berlin (default: the system's).")
    private @Nullable ZoneId timeZone;

    @Option(
            names = "--until",
            paramLabel = "HH:MM",
            description = "Stop at a checkpoint at this time (exit code 0); rerun the same command to resume.")
    private @Nullable LocalTime until;

    @Option(
            names = "--workers",
            negatable = true,
            fallbackValue = "true",
            description =
                    "Spread the run over all workers (see the command work); this process works along, and alone if there is none.")
    private boolean workers;

    @Mixin
    private TelemetryOptions telemetry = new TelemetryOptions();

    /**
     * Lets the command work and notifies the listeners.
     *
     * @param onlyLook no listener is notified: a dead-man switch must not mistake a dry run for a posting
     * @param scope what the command is for, as {@link TelemetryOptions#begin} reports it
     * @param work gets the end of its time, too (null: without end)
     */
    Outcome run(
            DataCommand command,
            boolean onlyLook,
            String scope,
            BiFunction<Working, @Nullable Instant, PostReport> work) {
        Instant end = end(command.console());
        Listeners listeners = onlyLook ? null : telemetry.begin(command, scope);
        try (Working working =
                new Working(command, listeners, workers ? WorkerShift.WITH_WORKERS : WorkerShift.WITHOUT_WORKERS)) {
            try {
                PostReport report = work.apply(working, end);
                tell(listeners, report.outcome(), report, working.timeLeft());
                return report.outcome();
            } catch (RuntimeException failure) {
                tell(listeners, Ending.outcome(failure), null, working.timeLeft());
                throw failure;
            }
        } catch (RuntimeException notOpened) {
            tell(listeners, Ending.outcome(notOpened), null, Optional.empty());
            throw notOpened;
        }
    }

    /** Finds what is wrong with the options. */
    void check(Console console) {
        telemetry.check(console);
    }

    private static void tell(
            @Nullable Listeners listeners, Outcome outcome, @Nullable PostReport report, Optional<Duration> timeLeft) {
        if (listeners != null) {
            listeners.end(outcome, report, timeLeft);
        }
    }

    LocalDate today(Console console) {
        return LocalDate.ofInstant(console.clock().instant(), zone());
    }

    /** When, after the command has begun, the clock of the time zone first shows --until; null: without end. */
    @Nullable
    Instant end(Console console) {
        if (until == null) {
            return null;
        }
        ZonedDateTime begun = console.begun().atZone(zone());
        ZonedDateTime end = begun.with(until);
        return (end.isAfter(begun) ? end : begun.plusDays(1).with(until)).toInstant();
    }

    private ZoneId zone() {
        return zone(timeZone);
    }

    /** @param given null: the system's */
    static ZoneId zone(@Nullable ZoneId given) {
        return given == null ? ZoneId.systemDefault() : given;
    }
}
